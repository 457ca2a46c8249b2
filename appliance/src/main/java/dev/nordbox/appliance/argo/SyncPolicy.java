package dev.nordbox.appliance.argo;

import java.util.Map;
import java.util.Optional;

/**
 * {@code spec.syncPolicy}.
 *
 * @param automated empty: syncs are asked for by people
 * @param retry empty: {@link #retryOfAutomatedSync()} tells what counts
 * @param managedNamespace labels and annotations of the destination namespace; counts only with
 *     {@code CreateNamespace=true}
 */
public record SyncPolicy(
        Optional<Automated> automated,
        SyncOptions options,
        Optional<Retry> retry,
        Optional<NamespaceMetadata> managedNamespace) {

    /** The policy of an Application that has none. */
    public static final SyncPolicy NONE =
            new SyncPolicy(Optional.empty(), SyncOptions.NONE, Optional.empty(), Optional.empty());

    /** Argo CD tries a sync that nobody asked for five times more when nothing else is said. */
    public Retry retryOfAutomatedSync() {
        return retry.orElse(Retry.DEFAULT);
    }

    /** {@code managedNamespaceMetadata}. */
    public record NamespaceMetadata(Map<String, String> labels, Map<String, String> annotations) {
        public NamespaceMetadata {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }
}
