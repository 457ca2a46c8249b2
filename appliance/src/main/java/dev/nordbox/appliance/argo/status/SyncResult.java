package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sync did.
 *
 * @param revision the commit; {@code ""} with several sources
 * @param revisions the commits of several sources
 * @param source as it was synced, in the spec's words; empty when there are several
 * @param resources object by object
 */
public record SyncResult(
        String revision,
        List<String> revisions,
        Map<String, Object> source,
        List<Object> sources,
        List<ResourceResult> resources,
        Optional<NamespaceMetadata> managedNamespace) {
    public SyncResult {
        revisions = List.copyOf(revisions);
        resources = List.copyOf(resources);
    }
}
