package dev.nordbox.appliance.argo;

/**
 * Where the objects go.
 *
 * @param server address of the API server, a {@code /} at its end taken off; {@code ""} when the
 *     cluster is named
 * @param name name of the cluster; {@code ""} when the server is given
 * @param namespace for objects that name none; {@code ""} when not given
 */
public record Destination(String server, String name, String namespace) {

    public static final String IN_CLUSTER_SERVER = "https://kubernetes.default.svc";
    public static final String IN_CLUSTER_NAME = "in-cluster";

    /** It names one cluster, in one way: what Argo CD takes. */
    public boolean isClear() {
        return server.isEmpty() != name.isEmpty();
    }
}
