package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.health.HealthStatus;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles what an application leaves behind when the repository no longer has it. */
final class RemovedApplication {

    private static final Logger LOG = LoggerFactory.getLogger(RemovedApplication.class);

    private final Cluster cluster;
    private final Verdicts verdicts;
    private final InventoryStore inventories;
    private final List<Condition> conditions = new ArrayList<>();
    private Inventory inventory;
    private List<Operation.Keep> keeps = List.of();

    /** Objects that others are to take over. */
    private List<ResourceKey> waiting = List.of();

    private Optional<PruneRun> pruning = Optional.empty();

    RemovedApplication(
            Cluster cluster, Verdicts verdicts, InventoryStore inventories, Inventory inventory) {
        this.cluster = cluster;
        this.verdicts = verdicts;
        this.inventories = inventories;
        this.inventory = inventory;
    }

    /**
     * Objects; what holds others comes later.
     *
     * @param demand of the applications of the revision
     * @param settled what they want and have
     */
    void prune(Observation observed, Demand demand, Set<ResourceKey> settled) {
        guarded(
                () -> {
                    if (inventory.onRemoval() == Removal.HELD) {
                        conditions.add(new Condition(Condition.SYNC, held()));
                        return;
                    }
                    if (inventory.onRemoval() == Removal.ORPHAN) {
                        leave(inventory.keys().size() + " objects stay and belong to nobody");
                        return;
                    }
                    Optional<String> blind = observed.obstacle(inventory.keys());
                    if (blind.isPresent()) {
                        conditions.add(new Condition(Condition.COMPARISON, blind.get()));
                        return;
                    }
                    SyncPlan plan = SyncPlan.ofRemoved(inventory, observed.live(), demand);
                    inventory = inventory.without(plan.released(settled));
                    inventories.save(inventory); // what is named there keeps what holds it
                    waiting = plan.handOvers().stream().map(Operation::key).toList();
                    keeps = plan.keeps();
                    pruning = Optional.of(new PruneRun(cluster, verdicts, plan));
                    pruning.get().objects();
                });
    }

    /** What held objects that are gone now; then the application is forgotten. */
    void pruneContainers(Occupancy occupancy) {
        if (pruning.isEmpty() || !conditions.isEmpty()) {
            return;
        }
        PruneRun run = pruning.get();
        guarded(
                () -> {
                    run.containers(occupancy);
                    run.refusals()
                            .forEach(
                                    refusal ->
                                            conditions.add(
                                                    new Condition(
                                                            Condition.SYNC, refusal.toString())));
                    waiting.stream()
                            .filter(inventory.keys()::contains)
                            .forEach(
                                    key ->
                                            conditions.add(
                                                    new Condition(Condition.SYNC, waits(key))));
                    if (!conditions.isEmpty()) {
                        inventory = inventory.without(run.gone());
                        inventories.save(inventory);
                        return;
                    }
                    keeps.forEach(this::warn);
                    run.keeps().forEach(this::warn);
                    leave("what is kept belongs to nobody");
                });
    }

    private static String waits(ResourceKey key) {
        return key
                + " goes to another application of the revision, which does not have it yet; until"
                + " then it stays with this one, which is no longer in the repository";
    }

    private String held() {
        return "the revision had none of the applications that are in the cluster any more, or none of"
                + " those that one application had, and all "
                + inventory.keys().size()
                + " objects of this one would be deleted because of its finalizer; bring it back,"
                + " or, if that is meant: kubectl -n "
                + InventoryStore.NAMESPACE
                + " annotate --overwrite configmap "
                + InventoryStore.PREFIX
                + inventory.application()
                + " "
                + InventoryStore.ON_REMOVAL
                + "="
                + Removal.CONFIRMED
                + " (or ="
                + Removal.ORPHAN
                + " to leave the objects)";
    }

    private void leave(String what) throws ClusterException {
        inventories.remove(inventory);
        LOG.atInfo()
                .addKeyValue("application", inventory.application())
                .log("no longer in the repository; {}", what);
    }

    private void warn(Operation.Keep keep) {
        LOG.atWarn()
                .addKeyValue("application", inventory.application())
                .addKeyValue("condition", Condition.ORPHANED_RESOURCE)
                .log(keep.explanation());
    }

    int changes() {
        return pruning.map(PruneRun::deleted).orElse(0);
    }

    /** Empty when nothing is left to do or to say. */
    Optional<ApplicationStatus> status() {
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ApplicationStatus(
                                inventory.application(),
                                SyncStatus.OUT_OF_SYNC,
                                HealthStatus.UNKNOWN,
                                conditions,
                                List.of()));
    }

    private interface Step {
        void run() throws ClusterException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (ClusterException e) {
            conditions.add(new Condition(Condition.SYNC, e.getMessage()));
        }
    }
}
