package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a namespace or a definition holds at this moment, since everything in it would go
 * too. Asked only when one is about to be deleted, and after all else has been.
 */
final class Occupancy {

    /** What the cluster itself puts into every namespace, or writes about what happens there. */
    private static final Set<String> NOBODYS =
            Set.of("Event", "Endpoints", "EndpointSlice", "Lease", "PodMetrics");

    private final Cluster cluster;
    private final ServedKinds kinds;

    Occupancy(Cluster cluster, ServedKinds kinds) {
        this.cluster = cluster;
        this.kinds = kinds;
    }

    /**
     * An object in it, of the repository or not; empty when it can go.
     *
     * @throws ClusterException when that cannot be known
     */
    Optional<String> of(ResourceKey container) throws ClusterException {
        return container.groupKind().equals(Placement.DEFINITION)
                ? inDefinition(container)
                : inNamespace(container.name());
    }

    private Optional<String> inNamespace(String namespace) throws ClusterException {
        if (!kinds.staleGroups().isEmpty()) {
            throw new ApiUnavailable("no answer from the API groups " + kinds.staleGroups());
        }
        for (ServedKind kind : kinds.all()) {
            boolean listable = kind.namespaced() && kind.verbs().contains("list");
            if (listable && !NOBODYS.contains(kind.kind().kind())) {
                Optional<String> any = any(cluster.list(kind.kind(), namespace, Detail.METADATA));
                if (any.isPresent()) {
                    return any;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> inDefinition(ResourceKey definition) throws ClusterException {
        Optional<Map<String, Object>> spec =
                cluster.get(definition).map(object -> Fields.map(object.content(), "spec"));
        GroupKind kind =
                new GroupKind(
                        spec.flatMap(s -> Fields.text(s, "group")).orElse(""),
                        spec.flatMap(s -> Fields.text(s, "names", "kind")).orElse(""));
        if (kinds.find(kind).isEmpty()) {
            return Optional.empty();
        }
        // One that somebody else's object owns would go as well, and its owner is of another kind.
        return cluster.list(kind, "", Detail.METADATA).stream()
                .filter(object -> !object.terminating())
                .map(object -> object.key().toString())
                .findFirst();
    }

    private static Optional<String> any(List<LiveObject> objects) {
        return objects.stream()
                .filter(object -> !object.terminating())
                .filter(object -> !goesWithItsOwner(object) && !isDefault(object.key()))
                .map(object -> object.key().toString())
                .findFirst();
    }

    /** The owner is in the list itself; data is looked at on its own. */
    private static boolean goesWithItsOwner(LiveObject object) {
        return !Fields.list(object.content(), "metadata", "ownerReferences").isEmpty()
                && !SyncPlan.mayHoldData(object.key());
    }

    private static boolean isDefault(ResourceKey key) {
        return key.kind().equals("ConfigMap") && key.name().equals("kube-root-ca.crt")
                || key.kind().equals("ServiceAccount") && key.name().equals("default");
    }
}
