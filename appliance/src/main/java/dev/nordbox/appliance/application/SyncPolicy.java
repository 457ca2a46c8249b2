package dev.nordbox.appliance.application;

import java.util.Map;
import java.util.Optional;

/**
 * What we may do to bring the cluster to what is wanted; Argo CD's {@code spec.syncPolicy}.
 *
 * @param automated without it differences are reported and left alone
 * @param prune objects that left the repository are deleted
 * @param selfHeal a change in the cluster is reverted; otherwise only a change of the repository is
 *     applied
 * @param allowEmpty everything may be pruned at once
 * @param createNamespace present: the destination namespace is made when it is missing
 * @param onRemoval what happens to the objects when the Application itself is removed
 */
public record SyncPolicy(
        boolean automated,
        boolean prune,
        boolean selfHeal,
        boolean allowEmpty,
        Optional<NamespaceMetadata> createNamespace,
        OnRemoval onRemoval) {

    /** A repository without Applications: it is simply what the cluster should be. */
    public static SyncPolicy ofPlainRepository() {
        return new SyncPolicy(true, true, true, false, Optional.empty(), OnRemoval.ORPHAN);
    }

    /** {@code managedNamespaceMetadata}; both empty when it is not given. */
    public record NamespaceMetadata(Map<String, String> labels, Map<String, String> annotations) {
        public NamespaceMetadata {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    /** Argo CD decides by the finalizer {@code resources-finalizer.argocd.argoproj.io}. */
    public enum OnRemoval {
        /** The objects stay and belong to nobody. */
        ORPHAN,
        PRUNE
    }
}
