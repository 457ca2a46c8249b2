package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Optional;
import java.util.Set;

/**
 * A program of somebody else that may run in the cluster, known by its Deployment. Definitions
 * alone mean nothing, they outlive their operator.
 *
 * @param names of the Deployment as its manifest has it, or of the chart in its label
 * @param image what the name of its image contains, also in a mirror
 */
public record ForeignProgram(Set<String> names, String image) {
    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");

    public ForeignProgram {
        names = Set.copyOf(names);
    }

    /** Its Deployment; empty when there is none, or none with a pod. */
    public Optional<LiveObject> running(Cluster cluster) throws ClusterException {
        for (LiveObject deployment : cluster.list(DEPLOYMENT, "", Detail.METADATA, this::mayBeIt)) {
            Optional<LiveObject> whole = cluster.get(deployment.key());
            if (whole.filter(this::runsIt).isPresent()) {
                return whole;
            }
        }
        return Optional.empty();
    }

    private boolean mayBeIt(LiveObject deployment) {
        return Fields.text(deployment.content(), "metadata", "labels", "app.kubernetes.io/name")
                        .filter(names::contains)
                        .isPresent()
                || names.contains(deployment.key().name());
    }

    private boolean runsIt(LiveObject deployment) {
        boolean scaledDown =
                Fields.at(deployment.content(), "spec", "replicas")
                        .filter(Number.class::isInstance)
                        .filter(replicas -> ((Number) replicas).longValue() == 0)
                        .isPresent();
        return !scaledDown
                && Fields.list(deployment.content(), "spec", "template", "spec", "containers")
                        .stream()
                        .flatMap(container -> Fields.text(container, "image").stream())
                        .anyMatch(name -> name.contains(image));
    }
}
