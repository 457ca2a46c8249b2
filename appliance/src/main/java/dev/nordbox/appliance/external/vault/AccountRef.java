package dev.nordbox.appliance.external.vault;

import java.util.List;
import java.util.Optional;

/**
 * A service account that logs in.
 *
 * @param namespace only a ClusterSecretStore may name one; absent: that of the ExternalSecret
 * @param audiences who shall take its token
 */
public record AccountRef(String name, Optional<String> namespace, List<String> audiences) {
    public AccountRef {
        audiences = List.copyOf(audiences);
    }
}
