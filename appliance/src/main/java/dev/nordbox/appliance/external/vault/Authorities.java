package dev.nordbox.appliance.external.vault;

import java.util.Optional;

/** Whose signature a server's certificate needs; without one, those that Java trusts. */
public sealed interface Authorities {

    /**
     * @param pem certificates
     */
    record Bundle(String pem) implements Authorities {}

    /**
     * Certificates in an object of the cluster.
     *
     * @param kind {@code Secret} or {@code ConfigMap}
     */
    record Provided(String kind, String name, String key, Optional<String> namespace)
            implements Authorities {}
}
