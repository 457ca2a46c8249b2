package dev.nordbox.appliance.external.vault;

import java.time.Duration;
import java.util.Optional;

/** How a store logs in. */
public sealed interface VaultAuth {

    /** A token that somebody put there; it is used as it is, and not ended. */
    record Token(SecretRef token) implements VaultAuth {}

    /**
     * @param path where the method is mounted
     * @param roleId or else {@code roleRef}
     */
    record AppRole(
            String path, Optional<String> roleId, Optional<SecretRef> roleRef, SecretRef secretId)
            implements VaultAuth {}

    /**
     * With a service account's token, one that is made for this or one that is stored.
     *
     * @param account or else {@code token}
     */
    record ServiceAccount(
            String path,
            String role,
            Optional<AccountRef> account,
            Optional<SecretRef> token,
            Duration lifetime)
            implements VaultAuth {}
}
