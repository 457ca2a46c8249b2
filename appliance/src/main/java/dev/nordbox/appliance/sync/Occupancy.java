package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a namespace or a definition still holds before it may be pruned, since everything
 * in it would go too. Asked only when one is about to be pruned.
 */
final class Occupancy {

    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    /** What the cluster itself puts into every namespace, or writes about what happens there. */
    private static final Set<String> NOBODYS =
            Set.of("Event", "Endpoints", "EndpointSlice", "Lease", "PodMetrics");

    private final Cluster cluster;
    private final Observation observed;

    /** Objects that go in the same pass. */
    private final Set<ResourceKey> leaving;

    Occupancy(Cluster cluster, Observation observed, Set<ResourceKey> leaving) {
        this.cluster = cluster;
        this.observed = observed;
        this.leaving = leaving;
    }

    Set<ResourceKey> occupied() throws ClusterException {
        Set<ResourceKey> occupied = new HashSet<>();
        for (ResourceKey key : leaving) {
            if (observed.live(key).isEmpty()) {
                continue;
            }
            boolean inUse =
                    key.groupKind().equals(NAMESPACE) && namespaceInUse(key.name())
                            || key.groupKind().equals(Placement.DEFINITION) && definitionInUse(key);
            if (inUse) {
                occupied.add(key);
            }
        }
        return occupied;
    }

    private boolean namespaceInUse(String namespace) throws ClusterException {
        for (ServedKind kind : observed.kinds().all()) {
            boolean listable = kind.namespaced() && kind.verbs().contains("list");
            if (listable
                    && !NOBODYS.contains(kind.kind().kind())
                    && anyForeign(cluster.list(kind.kind(), namespace, Detail.METADATA))) {
                return true;
            }
        }
        return false;
    }

    private boolean definitionInUse(ResourceKey definition) throws ClusterException {
        Optional<Map<String, Object>> spec =
                cluster.get(definition).map(object -> Fields.map(object.content(), "spec"));
        GroupKind kind =
                new GroupKind(
                        spec.flatMap(s -> Fields.text(s, "group")).orElse(""),
                        spec.flatMap(s -> Fields.text(s, "names", "kind")).orElse(""));
        return observed.kinds().find(kind).isPresent()
                && anyForeign(cluster.list(kind, "", Detail.METADATA));
    }

    private boolean anyForeign(List<LiveObject> objects) {
        return objects.stream()
                .filter(object -> !leaving.contains(object.key()))
                .filter(object -> !object.terminating())
                // goes with its owner, which is in the list itself
                .filter(
                        object ->
                                Fields.list(object.content(), "metadata", "ownerReferences")
                                        .isEmpty())
                .anyMatch(object -> !isDefault(object.key()));
    }

    private static boolean isDefault(ResourceKey key) {
        return key.kind().equals("ConfigMap") && key.name().equals("kube-root-ca.crt")
                || key.kind().equals("ServiceAccount") && key.name().equals("default");
    }
}
