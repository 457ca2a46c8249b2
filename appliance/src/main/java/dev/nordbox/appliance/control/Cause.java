package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.PropagationPolicy;

/**
 * Why something is written.
 *
 * @param application whose sync or deletion it is
 * @param revision the commit
 * @param reason {@code sync}, {@code self-heal}, {@code deletion} or {@code request}
 * @param propagation what happens to what a deleted object owns
 */
public record Cause(
        String application, String revision, String reason, PropagationPolicy propagation) {}
