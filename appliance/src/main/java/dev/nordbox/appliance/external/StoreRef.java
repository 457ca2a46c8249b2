package dev.nordbox.appliance.external;

/**
 * A store that an ExternalSecret reads from.
 *
 * @param kind {@link #NAMESPACED} or {@link #CLUSTER}
 */
public record StoreRef(String kind, String name) {
    public static final String NAMESPACED = "SecretStore";
    public static final String CLUSTER = "ClusterSecretStore";

    public boolean ofTheCluster() {
        return kind.equals(CLUSTER);
    }

    @Override
    public String toString() {
        return kind + " \"" + name + "\"";
    }
}
