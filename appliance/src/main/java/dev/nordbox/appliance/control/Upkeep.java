package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to hold before looks may be taken, and is seen to again and again. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration TROUBLE = Duration.ofMillis(500);

    private final Clock clock;
    private final Cluster cluster;
    private final LiveCache cache;
    private final RootPlace place;
    private final ClusterSetup setup;
    private final KindsInUse kindsInUse;
    private final KindsFollowed kinds;
    private final HealthSettings health;
    private final Leadership leadership;
    private final StandBy standBy;
    private final AuditTrail audit;
    private final Runnable whenReady;
    private final Runnable afterwards;

    private volatile boolean ready;
    private volatile Optional<String> problem = Optional.of("the cluster has not answered yet");
    private Instant next = Instant.MIN;
    private Duration pause = TROUBLE;

    /**
     * @param clock a steady one: nothing here is due later because the time was set
     * @param whenReady what to do when looks may be taken that might not
     * @param afterwards what to do when all is well
     */
    Upkeep(
            Clock clock,
            Cluster cluster,
            LiveCache cache,
            RootPlace place,
            ClusterSetup setup,
            KindsInUse kindsInUse,
            KindsFollowed kinds,
            HealthSettings health,
            Leadership leadership,
            StandBy standBy,
            AuditTrail audit,
            Runnable whenReady,
            Runnable afterwards) {
        this.clock = clock;
        this.cluster = cluster;
        this.cache = cache;
        this.place = place;
        this.setup = setup;
        this.kindsInUse = kindsInUse;
        this.kinds = kinds;
        this.health = health;
        this.leadership = leadership;
        this.standBy = standBy;
        this.audit = audit;
        this.whenReady = whenReady;
        this.afterwards = afterwards;
        leadership.onTaken(() -> ready = false); // others may have changed all of it
    }

    /** It has been prepared since the Lease was taken last. */
    boolean ready() {
        return ready;
    }

    /** Why looks may not be taken, or what is in the way. */
    Optional<String> problem() {
        return problem;
    }

    /** When to tend again by the steady clock, if nothing is heard before. */
    Instant next() {
        return next;
    }

    /**
     * Takes the Lease and prepares the cluster, or finds out why that cannot be; renews the Lease.
     * Does little when all is well, and asks nothing while another one is known to have the Lease.
     *
     * @return whether looks may be taken
     */
    boolean tend() {
        next = clock.instant().plus(TROUBLE);
        try {
            if (!leadership.held() && !leadership.isElsewhere()) {
                setup.home();
            }
            if (!leadership.isElsewhere()) {
                leadership.renew();
            }
            if (!leadership.held()) {
                return waits();
            }
            standBy.over();
            if (!ready) {
                prepare();
            }
            health.follow(cache);
            kinds.follow();
            ensureRoot();
            afterwards.run();
            problem = Optional.empty();
            next = clock.instant().plus(Leadership.RENEWAL);
            return true;
        } catch (ClusterException e) {
            problem = Optional.of(e.getMessage());
            next = clock.instant().plus(pauseAfterTrouble());
            return ready && leadership.held();
        }
    }

    private boolean waits() {
        problem = Optional.of(leadership.obstacle());
        standBy.begin();
        if (leadership.isObjected()) {
            next = clock.instant().plus(Leadership.LENGTH);
        } else if (leadership.isElsewhere()) {
            next = leadership.freeAt();
        }
        return false;
    }

    /** Others may have brought kinds, and another root, since it was done last. */
    private void prepare() throws ClusterException {
        setup.run();
        kindsInUse.load();
        pause = TROUBLE;
        ready = true;
        LOG.atInfo().addKeyValue("root", place.key()).log("the cluster is ready");
        whenReady.run();
    }

    /** A server that is away is soon known to be; one that answers is not to be kept busy. */
    private Duration pauseAfterTrouble() {
        if (!leadership.held()) {
            return TROUBLE;
        }
        if (ready || pause.compareTo(Leadership.RENEWAL) > 0) {
            return Leadership.RENEWAL;
        }
        Duration now = pause;
        pause = pause.multipliedBy(2);
        return now;
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
