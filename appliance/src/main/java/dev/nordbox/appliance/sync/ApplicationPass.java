package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.SyncPolicy;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application in one pass: compared, then applied, then pruned. What goes wrong stays with this
 * application, as a condition.
 */
final class ApplicationPass {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationPass.class);

    private final Cluster cluster;
    private final Verdicts verdicts;
    private final Sightings sightings;
    private final InventoryStore inventories;
    private final PlacedApplication desired;
    private final List<Condition> conditions = new ArrayList<>();
    private Inventory inventory;

    /** Empty while the application cannot be compared. */
    private Optional<SyncPlan> plan = Optional.empty();

    /** Everything wanted is in the cluster: only then may anything be pruned. */
    private boolean inPlace;

    private boolean retry;
    private Map<ResourceKey, Live> applied = Map.of();

    /** Empty when nothing was to be deleted, or nothing may be. */
    private Optional<PruneRun> pruning = Optional.empty();

    ApplicationPass(
            Cluster cluster,
            Verdicts verdicts,
            Sightings sightings,
            InventoryStore inventories,
            PlacedApplication desired,
            Inventory inventory) {
        this.cluster = cluster;
        this.verdicts = verdicts;
        this.sightings = sightings;
        this.inventories = inventories;
        this.desired = desired;
        this.inventory = inventory;
    }

    /** The same pass over less, because of these refusals. */
    ApplicationPass restrictedTo(PlacedApplication smaller) {
        return new ApplicationPass(cluster, verdicts, sightings, inventories, smaller, inventory);
    }

    // ---- what is known

    PlacedApplication desired() {
        return desired;
    }

    Inventory inventory() {
        return inventory;
    }

    Optional<SyncPlan> plan() {
        return plan;
    }

    boolean inPlace() {
        return inPlace;
    }

    /** Trying again may help although the repository has not changed. */
    boolean retry() {
        return retry;
    }

    List<Condition> conditions() {
        return conditions;
    }

    /** What was applied, as it is since. */
    Map<ResourceKey, Live> applied() {
        return applied;
    }

    /** What it wants and has, and would clean away: nobody else has to any more. */
    Set<ResourceKey> settled() {
        Set<ResourceKey> settled = new HashSet<>(desired.objects().keySet());
        settled.retainAll(inventory.keys());
        return inPlace ? settled : Set.of();
    }

    /** Objects applied or deleted. */
    int changes() {
        return applied.size() + pruning.map(PruneRun::deleted).orElse(0);
    }

    // ---- the steps

    /**
     * @param demand of all applications
     */
    void compare(Observation observed, Demand demand) {
        if (!desired.refusals().isEmpty()) {
            refuse(Condition.COMPARISON, desired.refusals());
            retry = true; // the definition of a kind may come from elsewhere
            return;
        }
        Optional<String> blind =
                observed.obstacle(desired.objects().keySet())
                        .or(() -> observed.obstacle(inventory.keys()));
        if (blind.isPresent()) {
            fail(Condition.COMPARISON, blind.get());
            return;
        }
        guarded(
                Condition.COMPARISON,
                () -> {
                    Comparison comparison =
                            Comparison.of(cluster, verdicts, observed, desired, demand.claimed());
                    plan =
                            Optional.of(
                                    SyncPlan.between(
                                            desired,
                                            inventory,
                                            comparison.differences(),
                                            observed.live(),
                                            demand));
                    refuse(Condition.SYNC, comparison.refusals());
                    inPlace = comparison.refusals().isEmpty();
                    retry = !inPlace;
                });
    }

    /**
     * Nothing at all while any object would be refused: the previous good state is kept.
     *
     * @param declared objects that any application has a manifest of, also one from elsewhere
     */
    void apply(Observation observed, Set<ResourceKey> declared) {
        noteRemoval();
        if (!inPlace) {
            return;
        }
        if (!mayChangeTheCluster()) {
            leaveToAPerson(plan.orElseThrow());
            return;
        }
        SyncRun run = new SyncRun(cluster, verdicts, sightings, desired, plan.orElseThrow());
        guarded(
                Condition.SYNC,
                () -> {
                    // Before: whatever happens now, no object of ours is outside the inventory.
                    inventory =
                            inventory
                                    .with(desired.objects().keySet())
                                    .onRemoval(Removal.of(policy().onRemoval()));
                    inventories.save(inventory);
                    run.apply(observed.namespaces(), declared);
                    refuse(Condition.SYNC, run.refusals());
                    inPlace = run.refusals().isEmpty();
                    retry |= !inPlace;
                });
        applied = run.applied();
    }

    /**
     * Whatever is applied, and also when nothing can be: a finalizer that was taken away must not
     * delete anything later.
     */
    private void noteRemoval() {
        Removal said = Removal.of(policy().onRemoval());
        if (inventory.keys().isEmpty() || plan.isEmpty() && said != Removal.ORPHAN) {
            return;
        }
        guarded(
                Condition.SYNC,
                () -> {
                    inventory = inventory.onRemoval(said);
                    inventories.save(inventory);
                });
    }

    private void leaveToAPerson(SyncPlan todo) {
        inPlace = todo.applies().isEmpty();
        if (inPlace) {
            return;
        }
        String missing = policy().automated() ? "automated.selfHeal" : "automated";
        conditions.add(
                new Condition(
                        Condition.MANUAL_SYNC,
                        "%d objects differ from the repository and stay so: the Application has no"
                                        .formatted(todo.applies().size())
                                + " spec.syncPolicy."
                                + missing));
    }

    /**
     * Objects; what holds others comes later.
     *
     * @param complete every application of the revision could be read: an object that left this one
     *     is not in another that we do not know
     * @param settled what applications want and have
     */
    void prune(boolean complete, Observation observed, Set<ResourceKey> settled) {
        if (plan.isEmpty()) {
            return;
        }
        SyncPlan todo = plan.get();
        todo.keeps().forEach(this::keep);
        if (!inPlace || !policy().automated()) {
            return;
        }
        if (!policy().prune() && !todo.prunes().isEmpty()) {
            conditions.add(new Condition(Condition.ORPHANED_RESOURCE, leftBehind(todo)));
        }
        Optional<String> obstacle = obstacle(todo, complete);
        obstacle.ifPresent(why -> conditions.add(new Condition(Condition.SYNC, why)));
        guarded(
                Condition.SYNC,
                () -> {
                    if (obstacle.isEmpty() && policy().prune()) {
                        pruning = Optional.of(new PruneRun(cluster, verdicts, todo));
                        pruning.get().objects();
                        inventory = inventory.without(pruning.get().gone());
                    }
                    inventory =
                            inventory
                                    .without(todo.released(settled))
                                    .identified(uids(observed))
                                    .synced(desired.digest());
                    inventories.save(inventory);
                });
    }

    /** What held objects that are gone now. */
    void pruneContainers(Occupancy occupancy) {
        if (pruning.isEmpty() || !inPlace) {
            return;
        }
        PruneRun run = pruning.get();
        guarded(
                Condition.SYNC,
                () -> {
                    run.containers(occupancy);
                    run.keeps().forEach(this::keep);
                    refuse(Condition.SYNC, run.refusals());
                    retry |= !run.refusals().isEmpty();
                    inventory = inventory.without(run.gone());
                    inventories.save(inventory);
                });
    }

    private static String leftBehind(SyncPlan todo) {
        return "%d objects left the repository and stay, since spec.syncPolicy.automated.prune is off: %s"
                .formatted(
                        todo.prunes().size(),
                        todo.prunes().stream()
                                .map(prune -> prune.key().toString())
                                .sorted()
                                .limit(10)
                                .collect(Collectors.joining(", ")));
    }

    private void keep(Operation.Keep keep) {
        conditions.add(new Condition(Condition.ORPHANED_RESOURCE, keep.explanation()));
    }

    private Optional<String> obstacle(SyncPlan todo, boolean complete) {
        if (todo.prunes().isEmpty() || !policy().prune()) {
            return Optional.empty();
        }
        return complete
                ? todo.blockedPrune()
                : Optional.of(
                        todo.prunes().size()
                                + " objects left this application; they are deleted once every"
                                + " other application can be read, since one may have taken"
                                + " them over");
    }

    private Map<ResourceKey, String> uids(Observation observed) {
        Map<ResourceKey, String> uids = new HashMap<>();
        for (ResourceKey key : inventory.keys()) {
            observed.live(key).ifPresent(live -> uids.put(key, live.uid()));
        }
        applied.forEach((key, live) -> uids.put(key, live.uid()));
        return uids;
    }

    private SyncPolicy policy() {
        return desired.application().policy();
    }

    /**
     * Without selfHeal what the repository says is applied once, and what changes in the cluster
     * later is only reported.
     */
    private boolean mayChangeTheCluster() {
        boolean appliedAlready = inventory.synced().equals(Optional.of(desired.digest()));
        return policy().automated() && (policy().selfHeal() || !appliedAlready);
    }

    // ---- trouble

    private interface Step {
        void run() throws ClusterException;
    }

    private void guarded(String type, Step step) {
        try {
            step.run();
        } catch (ClusterException e) {
            fail(type, e.getMessage());
        } catch (RuntimeException e) {
            // A defect of ours that one application brings out must not stop the others.
            LOG.atError().addKeyValue("application", desired.name()).setCause(e).log("defect");
            fail(Condition.UNKNOWN, "a defect of nordbox, see the log: " + e.getClass().getName());
        }
    }

    private void fail(String type, String message) {
        conditions.add(new Condition(type, message));
        inPlace = false;
        retry = true;
    }

    private void refuse(String type, List<Refusal> refusals) {
        refusals.forEach(refusal -> conditions.add(new Condition(type, refusal.toString())));
    }
}
