package dev.nordbox.appliance.argo;

/**
 * {@code spec.syncPolicy.automated}. The block alone switches automated sync on.
 *
 * @param enabled false only when {@code enabled: false} is written
 * @param prune objects that left the repository are deleted
 * @param selfHeal a change in the cluster is reverted
 * @param allowEmpty everything may be pruned at once
 */
public record Automated(boolean enabled, boolean prune, boolean selfHeal, boolean allowEmpty) {}
