package dev.nordbox.appliance.sync;

import static java.util.stream.Collectors.toSet;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Scope;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings the cluster to what a revision wants, in one pass: observe, compare, plan, apply, prune.
 * Has no thread and no clock; a pass that dies anywhere is taken up by the next one, in this
 * process or another.
 */
public final class Reconciler {

    private final Cluster cluster;
    private final Verdicts verdicts;
    private final Sightings sightings;
    private final InventoryStore inventories;
    private final DriftRepair drift;

    public Reconciler(Cluster cluster) {
        this(cluster, new Sightings());
    }

    Reconciler(Cluster cluster, Sightings sightings) {
        this.cluster = cluster;
        this.verdicts = new Verdicts();
        this.sightings = sightings;
        this.inventories = new InventoryStore(cluster);
        this.drift = new DriftRepair(cluster, verdicts, sightings);
    }

    /** What to do about changes until the next pass. */
    DriftRepair drift() {
        return drift;
    }

    /**
     * @throws ClusterException when the cluster cannot be observed at all; nothing was changed
     */
    public PassReport reconcile(DesiredState wanted) throws ClusterException {
        ServedKinds kinds = cluster.servedKinds();
        Ownership ownership = new Ownership(wanted.owner(), inventories.load(wanted.owner()));
        DesiredState desired = ownership.refuse(wanted);
        Map<String, Inventory> owned = holdVanished(desired, ownership.ours());
        List<ApplicationPass> passes =
                SharedObjects.refuse(place(desired, kinds, owned), ownership.foreignObjects());
        Observation observed = observe(kinds, passes, owned.values());
        Demand demand = Demand.of(passes, kinds);
        Set<ResourceKey> declared = new HashSet<>(demand.claimed());
        declared.addAll(ownership.foreignObjects().keySet());
        Map<String, Inventory> removed = notWantedAnyMore(desired, owned);
        List<RemovedApplication> leaving = leaving(desired, removed);

        passes.forEach(pass -> pass.compare(observed, demand));
        passes.forEach(pass -> pass.apply(observed, declared));
        Set<ResourceKey> settled =
                passes.stream().flatMap(pass -> pass.settled().stream()).collect(toSet());
        passes.forEach(pass -> pass.prune(desired.complete(), observed, settled));
        leaving.forEach(application -> application.prune(observed, demand, settled));
        Occupancy occupancy = new Occupancy(cluster, kinds, inventories);
        passes.forEach(pass -> pass.pruneContainers(occupancy));
        leaving.forEach(application -> application.pruneContainers(occupancy));

        drift.remember(desired, passes, removed.values(), ownership.foreign(), observed);
        return new StatusReport(verdicts, sightings).of(desired, passes, leaving);
    }

    /**
     * Written down before anything is applied, since the next pass would find applications of this
     * revision among those that are left.
     */
    private Map<String, Inventory> holdVanished(DesiredState desired, Map<String, Inventory> owned)
            throws ClusterException {
        Map<String, Inventory> held = new TreeMap<>(owned);
        for (Inventory inventory : RemovalBrake.stops(desired, owned)) {
            held.put(inventory.application(), inventory.onRemoval(Removal.HELD));
            inventories.save(held.get(inventory.application()));
        }
        return held;
    }

    private List<ApplicationPass> place(
            DesiredState desired, ServedKinds kinds, Map<String, Inventory> owned) {
        List<DesiredApplication.Rendered> rendered =
                desired.applications().stream()
                        .filter(DesiredApplication.Rendered.class::isInstance)
                        .map(DesiredApplication.Rendered.class::cast)
                        .toList();
        Map<GroupKind, Scope> defined =
                Placement.definitions(
                        rendered.stream().flatMap(app -> app.manifests().stream()).toList());
        List<ApplicationPass> passes = new ArrayList<>();
        for (DesiredApplication.Rendered application : rendered) {
            String name = application.name();
            passes.add(
                    new ApplicationPass(
                            cluster,
                            verdicts,
                            sightings,
                            inventories,
                            Placement.of(application, kinds, defined),
                            owned.getOrDefault(name, Inventory.empty(name))
                                    .ownedBy(desired.owner())
                                    .childOf(application.parent())));
        }
        return passes;
    }

    private Observation observe(
            ServedKinds kinds, List<ApplicationPass> passes, Collection<Inventory> owned)
            throws ClusterException {
        List<Manifest> wanted =
                passes.stream()
                        .flatMap(pass -> pass.desired().objects().values().stream())
                        .toList();
        List<ResourceKey> inventoried =
                owned.stream().flatMap(inventory -> inventory.keys().stream()).toList();
        return Observation.of(cluster, kinds, wanted, inventoried, verdicts, sightings);
    }

    private static Map<String, Inventory> notWantedAnyMore(
            DesiredState desired, Map<String, Inventory> owned) {
        Map<String, Inventory> removed = new TreeMap<>(owned);
        desired.applications().forEach(application -> removed.remove(application.name()));
        return removed;
    }

    /** None while one may be in a file that cannot be read. */
    private List<RemovedApplication> leaving(DesiredState desired, Map<String, Inventory> removed) {
        return desired.complete()
                ? removed.values().stream()
                        .map(i -> new RemovedApplication(cluster, verdicts, inventories, i))
                        .toList()
                : List.of();
    }
}
