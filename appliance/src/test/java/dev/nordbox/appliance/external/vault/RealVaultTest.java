package dev.nordbox.appliance.external.vault;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract on a real Vault or OpenBao: {@code NORDBOX_VAULT} is its address, {@code
 * NORDBOX_VAULT_TOKEN} a root token; version 2 of the KV engine is at {@code secret}, version 1 at
 * {@code kv}.
 */
@EnabledIfEnvironmentVariable(named = "NORDBOX_VAULT", matches = "https?://.+")
class RealVaultTest extends VaultContract {

    @Override
    VaultServer server() {
        return new VaultServer() {
            @Override
            public URI address() {
                return URI.create(System.getenv("NORDBOX_VAULT"));
            }

            @Override
            public String rootToken() {
                return System.getenv("NORDBOX_VAULT_TOKEN");
            }
        };
    }
}
