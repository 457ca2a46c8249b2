package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One cluster, by all that a destination may call it.
 *
 * @param name as the controller was told it
 * @param server address of its API server, without a {@code /} at its end
 * @param home it is the one that Argo CD calls {@code in-cluster}
 */
public record ClusterNames(String name, String server, boolean home) {

    /** The only cluster of a controller, which needs no name of its own. */
    public static final ClusterNames IN_CLUSTER =
            new ClusterNames(Destination.IN_CLUSTER_NAME, Destination.IN_CLUSTER_SERVER, true);

    public List<String> names() {
        return all(name, Destination.IN_CLUSTER_NAME);
    }

    public List<String> servers() {
        return all(server, Destination.IN_CLUSTER_SERVER);
    }

    private List<String> all(String own, String atHome) {
        return home ? Stream.of(own, atHome).distinct().toList() : List.of(own);
    }

    public boolean areIn(Destination destination) {
        return destination.server().isEmpty()
                ? names().contains(destination.name())
                : servers().stream()
                        .anyMatch(one -> normal(one).equals(normal(destination.server())));
    }

    /** One spelling of an address, or of a pattern of addresses. */
    public static String normal(String server) {
        return server.toLowerCase(Locale.ROOT).replaceAll("/+$", "").replaceAll(":443$", "");
    }

    /** How an Application of it is written. */
    public Destination destination(String namespace) {
        return home
                ? new Destination(Destination.IN_CLUSTER_SERVER, "", namespace)
                : new Destination("", name, namespace);
    }

    @Override
    public String toString() {
        return "name: " + name + " (" + server + ")";
    }
}
