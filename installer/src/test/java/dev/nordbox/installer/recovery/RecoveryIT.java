package dev.nordbox.installer.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.age.X25519Identity;
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
import dev.nordbox.installer.kit.KitOutput;
import dev.nordbox.installer.kit.Part;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.TrialServer;
import dev.nordbox.installer.testbed.OpenSsh;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster that moves from one server to another in a kit: real SSH and systemd, and the k3s that
 * {@code NORDBOX_K3S} names. Its API server is whole; nodes are none, which is why people's own
 * configuration says so, and comes along.
 */
class RecoveryIT {
    private static final String KUBECTL = "/usr/local/bin/k3s kubectl ";
    private static final String SNAPSHOTS = "/var/lib/rancher/k3s/server/db/snapshots";

    private static final String VOLUME = Volume.ROOT + "/pvc-1_shop_data";

    /** As k3s' local storage makes them: bound to the node by name. */
    private static final String A_VOLUME =
            """
            mkdir -p %1$s && echo all my data >%1$s/rows && chown 999 %1$s && chmod 2770 %1$s
            /usr/local/bin/k3s kubectl apply -f - <<END
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: pvc-1}
            spec:
              capacity: {storage: 1Gi}
              accessModes: [ReadWriteOnce]
              storageClassName: local-path
              local: {path: %1$s}
              nodeAffinity:
                required:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - {key: kubernetes.io/hostname, operator: In, values: ["$(uname -n)"]}
            END
            """;

    @TempDir private Path folder;
    private final X25519Identity key = X25519Identity.make(new SecureRandom());
    private final OpenSsh lost = OpenSsh.withSystemd();
    private final OpenSsh fresh = OpenSsh.withSystemd();
    private String uid = "";

    @BeforeEach
    void twoServers() {
        lost.start();
        fresh.start();
    }

    @AfterEach
    void stop() {
        lost.close();
        fresh.close();
    }

    @Test
    void theClusterMovesWithItsIdentityAndItsSecrets() throws Exception {
        Kit kit = ofALostCluster();

        try (Host host = connect(fresh)) {
            TrialServer server = new TrialServer(folder).from(kit);
            assertThat(server.up(host)).contains("restore", "k3s-start");
            assertThat(server.up(host)).isEmpty();
        }

        assertThat(uid(fresh)).isEqualTo(uid);
        assertThat(kit.small(Kit.NAMESPACES).map(String::new).orElseThrow().lines())
                .as("what a drill compares")
                .contains(uid + " kube-system")
                .hasSizeGreaterThan(3);
        assertThat(fresh.sh(KUBECTL + "-n default get secret canary -o jsonpath={.data.k}"))
                .isEqualTo("dg==");
        assertThat(fresh.sh("ls " + SNAPSHOTS)).isBlank();
        assertThat(fresh.sh("cat /etc/rancher/k3s/token"))
                .isEqualTo(new String(kit.small(Kit.TOKEN).orElseThrow()));
        assertThat(fresh.sh(KUBECTL + "get persistentvolume pvc-1 -o jsonpath={.spec.local.path}"))
                .isEqualTo(VOLUME);
        assertThat(fresh.sh("cat " + VOLUME + "/rows && stat -c '%a %u' " + VOLUME))
                .isEqualTo("all my data\n2770 999\n");
        assertThat(fresh.sh("cat /etc/rancher/k3s/config.yaml.d/50-nordbox-node-name.yaml"))
                .contains("node-name: \"" + kit.manifest().node() + "\"");
    }

    @Test
    void aTokenThatDoesNotFitIsToldAndTheRightKitGoesOn() throws Exception {
        Kit kit = ofALostCluster();
        Kit wrong = withToken(kit, "0".repeat(64));
        try (Host host = connect(fresh)) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> new TrialServer(folder).from(wrong).up(host))
                    .withMessageContaining("different token");
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> new TrialServer(folder).up(host))
                    .withMessageContaining("a restore of this host was begun, and not done");
            assertThat(fresh.sh("pgrep k3s || echo none")).isEqualTo("none\n");

            assertThat(new TrialServer(folder).from(kit).up(host))
                    .contains("k3s-files", "restore", "k3s-start");
        }
        assertThat(fresh.sh(KUBECTL + "get --raw /readyz")).isEqualTo("ok");
    }

    /** A kit of a server that is gone. */
    private Kit ofALostCluster() throws Exception {
        lost.sh(
                "mkdir -p /etc/rancher/k3s/config.yaml.d"
                        + " && echo disable-agent: true >/etc/rancher/k3s/config.yaml.d/50-test.yaml");
        Path file = folder.resolve("box.kit");
        try (Host host = connect(lost)) {
            new TrialServer(folder).up(host);
            lost.sh(KUBECTL + "-n default create secret generic canary --from-literal=k=v");
            lost.sh(A_VOLUME.formatted(VOLUME));
            uid = uid(lost);
            save(host, file);
        }
        assertThat(lost.sh("ls " + SNAPSHOTS)).isBlank();
        lost.stop();
        return Kit.open(file, List.of(key));
    }

    private Kit withToken(Kit kit, String token) throws IOException {
        Path file = folder.resolve("wrong.kit");
        try (KitOutput out =
                new KitOutput(
                        Files.newOutputStream(file),
                        List.of(key.recipient()),
                        new SecureRandom(),
                        kit.manifest().created())) {
            for (Part part : kit.manifest().parts()) {
                if (part.path().equals(Kit.TOKEN)) {
                    out.part(Kit.TOKEN, token.getBytes());
                    continue;
                }
                try (OutputStream to = out.part(part.path(), "600", part.size())) {
                    kit.copy(part.path(), to);
                }
            }
            out.finish(kit.manifest());
        }
        return Kit.open(file, List.of(key));
    }

    @Test
    void aKitIsNotSavedWhereNoK3sRuns() throws Exception {
        try (Host host = connect(lost)) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> save(host, folder.resolve("box.kit")))
                    .matches(e -> e.exitCode() == ExitCode.STEP_FAILED)
                    .withMessageContaining("k3s does not run");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**/box.kit*");
    }

    private void save(Host host, Path file) throws ProblemException {
        new SaveKit(
                        List.of(key.recipient()),
                        "0.1",
                        event -> {},
                        new SecureRandom(),
                        Clock.systemUTC())
                .of(host, "trial", Optional.empty(), file);
    }

    private static String uid(OpenSsh server) throws Exception {
        return server.sh(KUBECTL + "get namespace kube-system -o jsonpath={.metadata.uid}");
    }

    private Host connect(OpenSsh server) throws Exception {
        SshLogin login =
                new SshLogin(
                        server.address("debian"),
                        Optional.empty(),
                        Optional.of(server.fingerprint("ed25519")),
                        Optional.of(OpenSsh.key()),
                        FirstContact.ASK);
        return SshConnector.of(
                        login,
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
