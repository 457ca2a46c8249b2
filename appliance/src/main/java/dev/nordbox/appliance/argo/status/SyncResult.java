package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import java.util.List;
import java.util.Optional;

/**
 * What a sync did.
 *
 * @param origin as it was synced
 * @param resources object by object
 */
public record SyncResult(
        Origin origin,
        List<ResourceResult> resources,
        Optional<NamespaceMetadata> managedNamespace) {
    public SyncResult {
        resources = List.copyOf(resources);
    }
}
