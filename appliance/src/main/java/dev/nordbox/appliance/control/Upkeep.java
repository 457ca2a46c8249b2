package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to hold before looks may be taken, and is seen to again and again. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Cluster cluster;
    private final LiveCache cache;
    private final RootPlace place;
    private final ClusterSetup setup;
    private final KindsInUse kindsInUse;
    private final KindsFollowed kinds;
    private final HealthSettings health;
    private final Leadership leadership;
    private final AuditTrail audit;
    private final Runnable afterwards;

    private volatile boolean ready;
    private volatile Optional<String> problem = Optional.of("the cluster has not answered yet");

    /**
     * @param afterwards what to do when all is well
     */
    Upkeep(
            Cluster cluster,
            LiveCache cache,
            RootPlace place,
            ClusterSetup setup,
            KindsInUse kindsInUse,
            KindsFollowed kinds,
            HealthSettings health,
            Leadership leadership,
            AuditTrail audit,
            Runnable afterwards) {
        this.cluster = cluster;
        this.cache = cache;
        this.place = place;
        this.setup = setup;
        this.kindsInUse = kindsInUse;
        this.kinds = kinds;
        this.health = health;
        this.leadership = leadership;
        this.audit = audit;
        this.afterwards = afterwards;
    }

    /** It has been prepared once. */
    boolean ready() {
        return ready;
    }

    /** Why looks may not be taken, or what is in the way. */
    Optional<String> problem() {
        return problem;
    }

    /**
     * Prepares the cluster, or finds out why it cannot be; renews the Lease. Does little when all
     * is well.
     *
     * @return whether looks may be taken
     */
    boolean tend() {
        try {
            if (!ready) {
                setup.run();
                kindsInUse.load();
                Optional<String> another =
                        cluster.get(place.key().resource())
                                .filter(Roots::isRoot)
                                .flatMap(place::objection);
                if (another.isPresent()) {
                    problem = another; // without the Lease, which is the other's
                    return false;
                }
            }
            leadership.renew();
            if (!leadership.held()) {
                problem =
                        Optional.of(
                                "another controller follows this repository here, "
                                        + leadership.holder()
                                        + "; this one waits for its end");
                return false;
            }
            if (!ready) {
                ready = true;
                LOG.atInfo().addKeyValue("root", place.key()).log("the cluster is ready");
            }
            health.follow(cache);
            kinds.follow();
            ensureRoot();
            afterwards.run();
            problem = Optional.empty();
            return true;
        } catch (ClusterException e) {
            problem = Optional.of(e.getMessage());
            return ready && leadership.held();
        }
    }

    /**
     * The cluster itself is asked while the watch has not told yet: a first start need not wait.
     */
    private void ensureRoot() throws ClusterException {
        ResourceKey root = place.key().resource();
        Optional<LiveObject> live =
                cache.knows(Application.KIND) ? cache.object(root) : cluster.get(root);
        boolean same = live.filter(o -> Roots.isRoot(o) && place.isAsWanted(o)).isPresent();
        if (!same) {
            cache.wrote(cluster.apply(place.manifest(), ApplyMode.REAL));
            audit.book().wrote("apply", root, "setup", live.map(LiveObject::changedBy).orElse(""));
        }
    }
}
