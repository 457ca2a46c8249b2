package dev.nordbox.appliance.ownership;

import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out what a namespace or a definition holds at this moment, since everything in it would go
 * too. Asked only when one is about to be deleted.
 */
final class Occupancy {

    /** What the cluster itself puts into every namespace, or writes about what happens there. */
    private static final Set<String> NOBODYS =
            Set.of("Event", "Endpoints", "EndpointSlice", "Lease", "PodMetrics");

    private final Cluster cluster;
    private final Discovered discovered;
    private final EntryReader reader;

    Occupancy(Cluster cluster, Discovered discovered, EntryReader reader) {
        this.cluster = cluster;
        this.discovered = discovered;
        this.reader = reader;
    }

    /**
     * An object in it that does not go along; empty when it can go.
     *
     * @param agreed a person agreed to the deletion: that covers what people have put into it, not
     *     what an application has or what says that it stays
     * @throws ClusterException when that cannot be known
     */
    Optional<String> of(ResourceKey container, boolean agreed) throws ClusterException {
        discovered.invalidate(); // a kind that came a moment ago counts, too
        boolean definition = container.groupKind().equals(Placement.DEFINITION);
        Predicate<LiveObject> counts =
                agreed ? this::isProtected : object -> definition || !goesWithItsOwner(object);
        Optional<LiveObject> inside =
                definition
                        ? inDefinition(container, counts)
                        : inNamespace(container.name(), counts);
        return inside.map(object -> object.key().toString());
    }

    private boolean isProtected(LiveObject object) {
        LiveEntry entry = reader.read(object);
        return TrackingId.applicationOf(object).isPresent()
                || DataGuard.of(entry).isPresent()
                || DataGuard.hasOption(entry, "Prune=false")
                || DataGuard.hasOption(entry, "Prune=confirm")
                || DataGuard.hasOption(entry, "Delete=false")
                || DataGuard.hasOption(entry, "Delete=confirm");
    }

    private Optional<LiveObject> inNamespace(String namespace, Predicate<LiveObject> counts)
            throws ClusterException {
        ServedKinds kinds = discovered.kinds();
        if (!kinds.staleGroups().isEmpty()) {
            throw new ApiUnavailable("no answer from the API groups " + kinds.staleGroups());
        }
        for (ServedKind kind : kinds.all()) {
            boolean listable = kind.namespaced() && kind.verbs().contains("list");
            if (listable && !NOBODYS.contains(kind.kind().kind())) {
                Optional<LiveObject> any =
                        cluster.list(kind.kind(), namespace, Detail.METADATA).stream()
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
        Optional<GroupKind> kind =
                cluster.get(definition).map(object -> Placement.definedBy(object.content()));
        if (kind.isEmpty() || discovered.kinds().find(kind.get()).isEmpty()) {
            return Optional.empty();
        }
        return cluster.list(kind.get(), "", Detail.METADATA).stream().filter(counts).findFirst();
    }

    /** The owner is in the list itself; data is looked at on its own. */
    private static boolean goesWithItsOwner(LiveObject object) {
        return !Fields.list(object.content(), "metadata", "ownerReferences").isEmpty()
                && !DataGuard.mayHoldData(object.key().groupKind());
    }

    private static boolean isDefault(ResourceKey key) {
        return key.kind().equals("ConfigMap") && key.name().equals("kube-root-ca.crt")
                || key.kind().equals("ServiceAccount") && key.name().equals("default");
    }
}
