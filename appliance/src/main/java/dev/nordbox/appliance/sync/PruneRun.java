package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what the plan of one application prunes. What holds other objects comes in a second step,
 * when all applications have done the first: it goes only if nothing is left in it then, so it does
 * not matter why something stays.
 */
final class PruneRun {

    private static final Logger LOG = LoggerFactory.getLogger(PruneRun.class);

    private final Cluster cluster;
    private final Verdicts verdicts;
    private final SyncPlan plan;
    private final Set<ResourceKey> gone = new HashSet<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Operation.Keep> keeps = new ArrayList<>();
    private int deleted;

    PruneRun(Cluster cluster, Verdicts verdicts, SyncPlan plan) {
        this.cluster = cluster;
        this.verdicts = verdicts;
        this.plan = plan;
    }

    /** Callers have made sure that everything wanted is in place. */
    void objects() throws ClusterException {
        for (Operation.Prune prune : plan.prunesInOrder()) {
            if (!SyncPlan.holdsOthers(prune.key())) {
                delete(prune);
            }
        }
    }

    /** Namespaces and definitions; after {@link #objects} of all applications. */
    void containers(Occupancy occupancy) throws ClusterException {
        for (Operation.Prune prune : plan.prunesInOrder()) {
            if (!SyncPlan.holdsOthers(prune.key())) {
                continue;
            }
            Optional<Operation.Keep> keep;
            try {
                keep = occupied(prune, occupancy);
            } catch (ClusterException e) {
                refuse(prune.key(), "kept, since what it holds is not known: " + e.getMessage());
                continue;
            }
            keep.ifPresent(keeps::add);
            if (keep.isEmpty()) {
                delete(prune);
            }
        }
    }

    private static Optional<Operation.Keep> occupied(Operation.Prune prune, Occupancy occupancy)
            throws ClusterException {
        ResourceKey key = prune.key();
        if (!prune.confirmed()) {
            return occupancy
                    .of(key)
                    .map(inside -> "it still holds " + inside + ", which would go with it")
                    .map(why -> new Operation.Keep(key, why));
        }
        return occupancy
                .ofWhatNobodyAgreedTo(key)
                .map(inside -> "it was agreed to, but it still holds " + inside)
                .map(why -> new Operation.Keep(key, why, "It goes when that is gone"));
    }

    private void delete(Operation.Prune prune) throws ClusterException {
        ResourceKey key = prune.key();
        try {
            if (cluster.delete(key, prune.uid(), Propagation.FOREGROUND)) {
                deleted++;
                LOG.atInfo()
                        .addKeyValue("application", plan.application())
                        .addKeyValue("kind", key.kind())
                        .addKeyValue("namespace", key.namespace())
                        .addKeyValue("name", key.name())
                        .log("deleted: no longer in the repository");
            }
            verdicts.forget(key);
            gone.add(key);
        } catch (ClusterException e) {
            if (e instanceof ApiUnavailable) {
                throw e;
            }
            refuse(key, e.getMessage());
        }
    }

    private void refuse(ResourceKey key, String why) {
        refusals.add(new Refusal(key, "no longer in the repository", why));
    }

    /** They are not in the cluster any more, or on their way out. */
    Set<ResourceKey> gone() {
        return gone;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    /** What was to go and is still in use. */
    List<Operation.Keep> keeps() {
        return keeps;
    }

    int deleted() {
        return deleted;
    }
}
