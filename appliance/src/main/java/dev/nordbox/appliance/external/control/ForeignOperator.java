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
import java.util.Optional;
import java.util.Set;

/**
 * External Secrets itself, running in the cluster: known by its Deployment, or by a Lease that
 * somebody still renews.
 */
final class ForeignOperator {
    private static final ForeignProgram OPERATOR =
            new ForeignProgram(Set.of("external-secrets"), "external-secrets/external-secrets");
    private static final GroupKind LEASE = new GroupKind("coordination.k8s.io", "Lease");
    private static final String LEASE_NAME = "external-secrets-controller";

    private final Cluster cluster;
    private final Clock clock;

    ForeignOperator(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** What it is known by; empty when it does not run. */
    Optional<LiveObject> running() throws ClusterException {
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
