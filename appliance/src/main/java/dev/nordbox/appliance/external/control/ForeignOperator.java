package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.ForeignProgram;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * External Secrets itself, running in the cluster: known by its Deployment, or by a Lease that
 * somebody still renews.
 */
final class ForeignOperator {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignOperator.class);
    private static final ForeignProgram OPERATOR =
            new ForeignProgram(Set.of("external-secrets"), "external-secrets/external-secrets");
    private static final GroupKind LEASE = new GroupKind("coordination.k8s.io", "Lease");
    private static final String LEASE_NAME = "external-secrets-controller";

    private final Cluster cluster;
    private final Clock clock;
    private final Reports reports;
    private volatile boolean runs;
    private volatile boolean known;

    ForeignOperator(Cluster cluster, Clock clock, Reports reports) {
        this.cluster = cluster;
        this.clock = clock;
        this.reports = reports;
    }

    /** When it was last looked for. */
    boolean runs() {
        return runs;
    }

    /** It has been looked for; asked only while there is something to look after. */
    boolean isKnown() {
        return known;
    }

    void forget() {
        known = false;
    }

    /**
     * Looks for it, and says so, in the log and beside it, when it has come.
     *
     * @return whether it is gone, having been there before
     */
    synchronized boolean look() throws ClusterException {
        Optional<LiveObject> found = running();
        boolean before = runs;
        runs = found.isPresent();
        known = true;
        if (runs && !before) {
            standBack(found.get());
        }
        return before && !runs;
    }

    private void standBack(LiveObject other) {
        String message =
                "External Secrets runs in the cluster ("
                        + other.key()
                        + "), so nordbox leaves its objects alone; scale it down to hand them over";
        LOG.atWarn().log(message);
        reports.tell(other, List.of(Told.normal("StandingBack", message)), clock.instant());
    }

    private Optional<LiveObject> running() throws ClusterException {
        Optional<LiveObject> deployment = OPERATOR.running(cluster);
        if (deployment.isPresent()) {
            return deployment;
        }
        return cluster
                .list(LEASE, "", Detail.FULL, one -> one.key().name().equals(LEASE_NAME))
                .stream()
                .filter(this::isHeld)
                .findFirst();
    }

    private boolean isHeld(LiveObject lease) {
        Instant renewed = Fields.time(lease.content(), "spec", "renewTime").orElse(Instant.EPOCH);
        long seconds = Fields.number(lease.content(), "spec", "leaseDurationSeconds");
        boolean held = !Fields.text(lease.content(), "spec", "holderIdentity").orElse("").isEmpty();
        return held && renewed.plus(Duration.ofSeconds(seconds)).isAfter(clock.instant());
    }
}
