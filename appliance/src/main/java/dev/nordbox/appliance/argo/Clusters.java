package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The clusters that one controller looks after, and the one of them whose Applications these are. A
 * name means the same cluster wherever it is written.
 *
 * @param all in the order in which they were told
 * @param here one of them
 */
public record Clusters(List<ClusterNames> all, ClusterNames here) {

    /** A controller with one cluster. */
    public static final Clusters ONE =
            new Clusters(List.of(ClusterNames.IN_CLUSTER), ClusterNames.IN_CLUSTER);

    public Clusters {
        all = List.copyOf(all);
    }

    /**
     * Whether an Application that the repository holds is brought here. One that names no cluster
     * there is comes to the first, and says so there.
     */
    public boolean take(Destination destination) {
        return meant(destination).map(here::equals).orElse(here.home());
    }

    /** Why an Application that is here cannot be honoured; empty when it is for this cluster. */
    public Optional<String> objection(Destination destination) {
        if (!destination.isClear()) {
            return Optional.empty(); // its reading says so
        }
        Optional<ClusterNames> meant = meant(destination);
        return meant.isEmpty()
                ? Optional.of("spec.destination: " + unknown())
                : meant.filter(cluster -> !cluster.equals(here))
                        .map(cluster -> "spec.destination: " + elsewhere(cluster));
    }

    private Optional<ClusterNames> meant(Destination destination) {
        return destination.isClear()
                ? all.stream().filter(cluster -> cluster.areIn(destination)).findFirst()
                : Optional.empty();
    }

    private String unknown() {
        if (all.equals(ONE.all)) {
            return "is another cluster, and this controller has one alone; write server: "
                    + Destination.IN_CLUSTER_SERVER
                    + ", or run a controller that has it, too (--kubeconfig NAME=FILE)";
        }
        return "is no cluster of this controller; write one of "
                + all.stream().map(ClusterNames::toString).collect(Collectors.joining(", "))
                + ", or give the controller its kubeconfig";
    }

    private String elsewhere(ClusterNames cluster) {
        return "is the cluster "
                + cluster.name()
                + ", and this Application lies in "
                + here.name()
                + "; let the repository hold it, or an Application for "
                + cluster.name()
                + ": it has to lie in the cluster that it is for";
    }
}
