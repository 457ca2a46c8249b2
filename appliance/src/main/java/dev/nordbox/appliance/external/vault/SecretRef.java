package dev.nordbox.appliance.external.vault;

import java.util.Optional;

/**
 * A value of a Secret of the cluster.
 *
 * @param namespace only a ClusterSecretStore may name one; absent: that of the ExternalSecret
 */
public record SecretRef(String name, String key, Optional<String> namespace) {}
