package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * External Secrets itself, running in the cluster: known by its Deployment, or by a Lease that
 * somebody still renews. Definitions alone mean nothing, they outlive their operator.
 */
final class ForeignOperator {
    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    private static final GroupKind LEASE = new GroupKind("coordination.k8s.io", "Lease");
    private static final String LEASE_NAME = "external-secrets-controller";
    private static final String IMAGE = "external-secrets/external-secrets";
    private static final Optional<String> CHART_NAME = Optional.of("external-secrets");

    private final Cluster cluster;
    private final Clock clock;

    ForeignOperator(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** What it is known by; empty when it does not run. */
    Optional<LiveObject> running() throws ClusterException {
        for (LiveObject deployment :
                cluster.list(DEPLOYMENT, "", Detail.METADATA, ForeignOperator::mayBeIt)) {
            Optional<LiveObject> whole = cluster.get(deployment.key());
            if (whole.filter(ForeignOperator::runsIt).isPresent()) {
                return whole;
            }
        }
        return cluster
                .list(LEASE, "", Detail.FULL, one -> one.key().name().equals(LEASE_NAME))
                .stream()
                .filter(this::isHeld)
                .findFirst();
    }

    private static boolean mayBeIt(LiveObject deployment) {
        return Fields.text(deployment.content(), "metadata", "labels", "app.kubernetes.io/name")
                        .equals(CHART_NAME)
                || deployment.key().name().equals("external-secrets");
    }

    /** With a pod at the least, and by its image, which is also what a mirror keeps of the name. */
    private static boolean runsIt(LiveObject deployment) {
        boolean scaledDown =
                Fields.at(deployment.content(), "spec", "replicas")
                        .filter(Number.class::isInstance)
                        .filter(replicas -> ((Number) replicas).longValue() == 0)
                        .isPresent();
        return !scaledDown
                && Fields.list(deployment.content(), "spec", "template", "spec", "containers")
                        .stream()
                        .flatMap(container -> Fields.text(container, "image").stream())
                        .anyMatch(image -> image.contains(IMAGE));
    }

    private boolean isHeld(LiveObject lease) {
        Instant renewed = Fields.time(lease.content(), "spec", "renewTime").orElse(Instant.EPOCH);
        long seconds = Fields.number(lease.content(), "spec", "leaseDurationSeconds");
        boolean held = !Fields.text(lease.content(), "spec", "holderIdentity").orElse("").isEmpty();
        return held && renewed.plus(Duration.ofSeconds(seconds)).isAfter(clock.instant());
    }
}
