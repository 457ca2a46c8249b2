package dev.nordbox.appliance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.external.vault.FakeVault;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ExternalSecrets of the repository, with the rights of a box. */
class ExternalSecretsIT {

    @RegisterExtension static final Box BOX = new Box();

    @Test
    void anApplicationIsAsHealthyAsItsExternalSecrets() throws Exception {
        try (FakeVault vault = new FakeVault(elsewhere())) {
            vault.put("db", Map.of("password", "c4n4ry-one"));
            BOX.start();
            BOX.await(
                    "the definitions are there",
                    () ->
                            BOX.admin()
                                    .servedKinds()
                                    .find(new GroupKind("external-secrets.io", "ExternalSecret"))
                                    .isPresent());
            BOX.application("vaulted")
                    .manifest("vaulted", "token", token(vault))
                    .manifest("vaulted", "store", store(vault))
                    .manifest("vaulted", "db", external(""))
                    .commit();

            BOX.awaitSynced("vaulted");
            BOX.awaitHealth("vaulted", HealthStatus.HEALTHY);
            BOX.awaitField(secret(), base64("c4n4ry-one"), "data", "password");

            vault.put("db", Map.of("password", "c4n4ry-two"));
            BOX.awaitField(secret(), base64("c4n4ry-two"), "data", "password");

            BOX.manifest("vaulted", "db", external("syncWindows: {kind: allow}")).commit();
            BOX.awaitHealth("vaulted", HealthStatus.DEGRADED);
            assertThat(BOX.object(externalKey()).content().toString())
                    .contains("spec.syncWindows is not honoured");

            BOX.manifest("vaulted", "db", external("")).commit();
            BOX.awaitHealth("vaulted", HealthStatus.HEALTHY);
            assertThat(BOX.object(secret()).fieldsAppliedBy("nordbox")).isEmpty();
        }
    }

    private static String token(FakeVault vault) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: vault-token}
        stringData: {token: %s}
        """
                .formatted(vault.rootToken());
    }

    private static String store(FakeVault vault) {
        return """
        apiVersion: external-secrets.io/v1
        kind: SecretStore
        metadata: {name: vault}
        spec:
          provider:
            vault:
              server: %s
              path: secret
              version: v2
              auth: {tokenSecretRef: {name: vault-token, key: token}}
        """
                .formatted(vault.address());
    }

    private static String external(String more) {
        return """
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: {name: db}
        spec:
          refreshInterval: 1s
          secretStoreRef: {name: vault}
          data: [{secretKey: password, remoteRef: {key: db, property: password}}]
          %s
        """
                .formatted(more);
    }

    private static ResourceKey secret() {
        return new ResourceKey("", "Secret", "vaulted", "db");
    }

    private static ResourceKey externalKey() {
        return new ResourceKey("external-secrets.io", "ExternalSecret", "vaulted", "db");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes());
    }

    /** An address of this machine that is not its own alone: where a Vault may be. */
    private static InetAddress elsewhere() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst()
                .orElseThrow(() -> new AssertionError("this machine has no address but loopback"));
    }
}
