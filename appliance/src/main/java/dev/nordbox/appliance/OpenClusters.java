package dev.nordbox.appliance;

import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.config.ClusterAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clusters of a controller, opened and named; nothing has been sent to them yet.
 *
 * @param all in the order in which they were told, the first of which is {@code in-cluster}
 */
record OpenClusters(List<Opened> all) {

    record Opened(ClusterAccess access, ClusterNames names, Cluster cluster) {}

    OpenClusters {
        all = List.copyOf(all);
    }

    /**
     * @param environment the process' variables, for the proxy of a cluster elsewhere
     * @throws IOException when kubeconfigs cannot be used, with all that is wrong with them
     */
    static OpenClusters of(List<ClusterAccess> accesses, Map<String, String> environment)
            throws IOException {
        List<Opened> opened = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ClusterAccess access : accesses) {
            try {
                Fabric8Cluster cluster = Fabric8Cluster.of(access.kubeconfig(), environment);
                ClusterNames names = names(access, cluster.server(), opened.isEmpty());
                sameAs(names, opened).ifPresent(problems::add);
                opened.add(new Opened(access, names, cluster));
            } catch (IOException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            opened.forEach(one -> one.cluster().close());
            throw new IOException(String.join("\n", problems));
        }
        return new OpenClusters(opened);
    }

    private static ClusterNames names(ClusterAccess access, String server, boolean first) {
        return access.name()
                .map(name -> new ClusterNames(name, server, first))
                .orElse(ClusterNames.IN_CLUSTER);
    }

    private static Optional<String> sameAs(ClusterNames names, List<Opened> before) {
        return before.stream()
                .map(Opened::names)
                .filter(
                        other ->
                                ClusterNames.normal(other.server())
                                        .equals(ClusterNames.normal(names.server())))
                .findFirst()
                .map(
                        other ->
                                "the kubeconfigs of "
                                        + other.name()
                                        + " and "
                                        + names.name()
                                        + " lead to one cluster, "
                                        + names.server()
                                        + "; take one of them out");
    }

    /** All of them, seen from one. */
    Clusters seenFrom(Opened here) {
        return new Clusters(all.stream().map(Opened::names).toList(), here.names());
    }
}
