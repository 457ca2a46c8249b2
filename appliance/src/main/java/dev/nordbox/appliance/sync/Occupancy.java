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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
    private final InventoryStore inventories;

    Occupancy(Cluster cluster, ServedKinds kinds, InventoryStore inventories) {
        this.cluster = cluster;
        this.kinds = kinds;
        this.inventories = inventories;
    }

    /**
     * An object in it, of the repository or not; empty when it can go.
     *
     * @throws ClusterException when that cannot be known
     */
    Optional<String> of(ResourceKey container) throws ClusterException {
        boolean definition = container.groupKind().equals(Placement.DEFINITION);
        // What somebody else's object owns goes with that one, which is in the namespace itself;
        // the owner of an object of the definition's kind is of another.
        Predicate<LiveObject> counts = object -> definition || !goesWithItsOwner(object);
        return in(container, counts).map(object -> object.key().toString());
    }

    /**
     * An object in it that does not go although a person agreed that the container may, and why:
     * what an application of any repository has, and what is protected by itself.
     *
     * @throws ClusterException when that cannot be known
     */
    Optional<String> ofWhatNobodyAgreedTo(ResourceKey container) throws ClusterException {
        Set<ResourceKey> inventoried = inventories.inventoriedByAnybody();
        Optional<LiveObject> inside =
                in(
                        container,
                        object ->
                                inventoried.contains(object.key())
                                        || SyncPlan.isGuarded(object.key(), Live.of(object)));
        return inside.map(
                object ->
                        object.key()
                                + (inventoried.contains(object.key())
                                        ? ", which an application has or has left"
                                        : ", which is protected by itself"));
    }

    private Optional<LiveObject> in(ResourceKey container, Predicate<LiveObject> counts)
            throws ClusterException {
        return container.groupKind().equals(Placement.DEFINITION)
                ? inDefinition(container, counts)
                : inNamespace(container.name(), counts);
    }

    private Optional<LiveObject> inNamespace(String namespace, Predicate<LiveObject> counts)
            throws ClusterException {
        if (!kinds.staleGroups().isEmpty()) {
            throw new ApiUnavailable("no answer from the API groups " + kinds.staleGroups());
        }
        for (ServedKind kind : kinds.all()) {
            boolean listable = kind.namespaced() && kind.verbs().contains("list");
            if (listable && !NOBODYS.contains(kind.kind().kind())) {
                Optional<LiveObject> any =
                        cluster.list(kind.kind(), namespace, Detail.METADATA).stream()
                                .filter(object -> !object.terminating())
                                .filter(object -> !isDefault(object.key()))
                                .filter(counts)
                                .findFirst();
                if (any.isPresent()) {
                    return any;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<LiveObject> inDefinition(ResourceKey definition, Predicate<LiveObject> counts)
            throws ClusterException {
        Optional<Map<String, Object>> spec =
                cluster.get(definition).map(object -> Fields.map(object.content(), "spec"));
        GroupKind kind =
                new GroupKind(
                        spec.flatMap(s -> Fields.text(s, "group")).orElse(""),
                        spec.flatMap(s -> Fields.text(s, "names", "kind")).orElse(""));
        if (kinds.find(kind).isEmpty()) {
            return Optional.empty();
        }
        return cluster.list(kind, "", Detail.METADATA).stream()
                .filter(object -> !object.terminating())
                .filter(counts)
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
