package dev.nordbox.appliance.render.kustomize.budget;

import java.time.Duration;

/**
 * What one build may cost before it is refused.
 *
 * @param bytes bytes read from the tree, in all
 * @param kustomizations kustomization files read, each use of a base counted
 * @param resources resources read and generated, each use of a base counted
 * @param applications times a patch, replacement or other transformer is applied to a resource
 * @param time of the whole build; what can make it long are regular expressions, each match of
 *     which has a limit of its own
 */
public record BuildBudget(
        long bytes, long kustomizations, long resources, long applications, Duration time) {

    /** Several times what the largest public trees need. */
    public static final BuildBudget DEFAULT =
            new BuildBudget(256L << 20, 5_000, 100_000, 20_000_000, Duration.ofMinutes(2));
}
