package dev.nordbox.installer.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.SshConnector;
import dev.nordbox.installer.host.ssh.SshEnvironment;
import dev.nordbox.installer.host.ssh.SshLogin;
import dev.nordbox.installer.host.ssh.SshTimings;
import dev.nordbox.installer.host.ssh.config.ClientConfig;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.secret.Desk;
import dev.nordbox.installer.secret.TestKeys;
import dev.nordbox.installer.steps.TrialServer;
import dev.nordbox.installer.testbed.OpenSsh;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drill asks of a box, answered by a real API server. */
class RestoredBoxIT {
    private static final String KUBECTL = "/usr/local/bin/k3s kubectl ";
    private static final String DEFINITION =
            "/dev/nordbox/appliance/seal/control/sealedsecrets.bitnami.com.json";

    @TempDir private Path folder;
    private final OpenSsh server = OpenSsh.withSystemd();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itsObjectsAreThoseOfTheCluster() throws Exception {
        server.sh(
                "mkdir -p /etc/rancher/k3s/config.yaml.d"
                        + " && echo disable-agent: true >/etc/rancher/k3s/config.yaml.d/50-test.yaml");
        try (Host host = connect()) {
            new TrialServer(folder).up(host);
            apply(definition());
            server.sh(
                    KUBECTL
                            + "wait --for=condition=Established"
                            + " customresourcedefinition/sealedsecrets.bitnami.com");
            apply(sealedSecret());
            server.sh(KUBECTL + "-n default create secret generic db --from-literal=k=v");
            String uid = server.sh(KUBECTL + "get namespace default -o jsonpath={.metadata.uid}");

            RestoredObjects objects = RestoredBox.objects(host);

            Kit kit = new TrialKit().put(Kit.NAMESPACES, uid + " default\n").open(folder);
            assertThat(objects.namespaces(kit).met()).isTrue();
            assertThat(objects.node().observed()).contains("there are 0 nodes");
            assertThat(objects.sealedSecrets(desk(), RestoredBox.secrets(host)))
                    .isEqualTo(
                            new Checked(
                                    "sealed-secrets",
                                    true,
                                    "1 SealedSecrets unseal with the restored keys"));
        }
    }

    /** Answers as a box does whose keys fit. */
    private static Desk desk() {
        return new Desk(
                request ->
                        Map.of(
                                "objects",
                                List.of(
                                        Map.of(
                                                "keys", Map.of(),
                                                "problems", Map.of(),
                                                "items", Map.of()))),
                "a box");
    }

    private static String sealedSecret() {
        return """
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata: {name: db, namespace: default}
        spec: {encryptedData: {password: %s}}
        """
                .formatted(TestKeys.seal(TestKeys.OLD, "default", "db", "a password"));
    }

    private static String definition() throws Exception {
        try (InputStream in = RestoredBoxIT.class.getResourceAsStream(DEFINITION)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void apply(String manifest) throws Exception {
        server.sh(KUBECTL + "apply -f - <<'END'\n" + manifest + "\nEND\n");
    }

    private Host connect() throws Exception {
        return SshConnector.of(
                        new SshLogin(
                                server.address("debian"),
                                Optional.empty(),
                                Optional.of(server.fingerprint("ed25519")),
                                Optional.of(OpenSsh.key()),
                                FirstContact.ASK),
                        new SshEnvironment(
                                folder,
                                Optional.empty(),
                                new ClientConfig(List.of(), folder, "me", Map.of())),
                        HostKeyConfirmation.NOBODY,
                        LoginPrompts.NOBODY,
                        problem -> {},
                        SshTimings.DEFAULT)
                .connect();
    }
}
