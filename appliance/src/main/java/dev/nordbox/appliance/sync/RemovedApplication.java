package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.SyncPolicy.OnRemoval;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.health.HealthStatus;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settles what an application leaves behind when the repository no longer has it. */
final class RemovedApplication {

    private final Cluster cluster;
    private final Verdicts verdicts;
    private final InventoryStore inventories;
    private final Inventory inventory;

    RemovedApplication(
            Cluster cluster, Verdicts verdicts, InventoryStore inventories, Inventory inventory) {
        this.cluster = cluster;
        this.verdicts = verdicts;
        this.inventories = inventories;
        this.inventory = inventory;
    }

    /** Empty when nothing is left to do or to say. */
    Optional<ApplicationStatus> settle(
            Observation observed, Set<ResourceKey> claimed, Set<ResourceKey> occupied) {
        List<Condition> conditions = new ArrayList<>();
        try {
            if (inventory.onRemoval() == OnRemoval.ORPHAN) {
                inventories.remove(inventory);
                return Optional.empty();
            }
            Optional<String> blind = observed.obstacle(inventory.keys());
            if (blind.isPresent()) {
                conditions.add(new Condition(Condition.COMPARISON, blind.get()));
                return Optional.of(status(conditions));
            }
            SyncPlan plan = SyncPlan.ofRemoved(inventory, observed.live(), claimed, occupied);
            List<Refusal> refusals = SyncRun.prune(cluster, verdicts, plan);
            Set<ResourceKey> left = new HashSet<>();
            refusals.forEach(
                    refusal -> {
                        left.add(refusal.key());
                        conditions.add(new Condition(Condition.SYNC, refusal.toString()));
                    });
            plan.keeps()
                    .forEach(
                            keep ->
                                    conditions.add(
                                            new Condition(
                                                    Condition.ORPHANED_RESOURCE,
                                                    keep.explanation())));
            if (left.isEmpty()) {
                inventories.remove(inventory); // what is kept belongs to nobody from now on
                return Optional.empty();
            }
            Set<ResourceKey> gone = new HashSet<>(inventory.keys());
            gone.removeAll(left);
            inventories.save(inventory.without(gone));
        } catch (ClusterException e) {
            conditions.add(new Condition(Condition.SYNC, e.getMessage()));
        }
        return Optional.of(status(conditions));
    }

    private ApplicationStatus status(List<Condition> conditions) {
        return new ApplicationStatus(
                inventory.application(),
                SyncStatus.OUT_OF_SYNC,
                HealthStatus.UNKNOWN,
                conditions,
                List.of());
    }
}
