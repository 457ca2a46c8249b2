package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box behind one or two other hosts. */
class JumpHostTest {
    @TempDir Path folder;
    private LocalSshServer outer;
    private LocalSshServer inner;
    private LocalSshServer box;
    private Person person;
    private final List<String> passed = new ArrayList<>();

    @BeforeEach
    void startServers() throws Exception {
        KeyPair key = LocalSshServer.newKeyPair();
        outer = server("outer", key);
        inner = server("inner", key);
        box = server("box", key);
        for (LocalSshServer jump : List.of(outer, inner)) {
            jump.sshd()
                    .setForwardingFilter(
                            new AcceptAllForwardingFilter() {
                                @Override
                                public boolean canConnect(
                                        Type type,
                                        SshdSocketAddress address,
                                        org.apache.sshd.common.session.Session session) {
                                    String user = session.getUsername();
                                    passed.add(user + " to " + name(address.getPort()));
                                    return true;
                                }
                            });
        }
        person = new Person(folder.resolve("home"));
        person.keeps("id_ecdsa", key);
        person.answers((name, shown, note) -> Answer.ACCEPTED);
    }

    private LocalSshServer server(String name, KeyPair key) throws Exception {
        LocalSshServer server = LocalSshServer.start(folder.resolve(name));
        server.authorize(key.getPublic());
        return server;
    }

    private String name(int port) {
        return port == box.port() ? "box" : port == inner.port() ? "inner" : "outer";
    }

    @AfterEach
    void stopServers() throws Exception {
        outer.close();
        inner.close();
        box.close();
    }

    @Test
    void proxyJumpIsFollowedHostByHostAsSshDoes() throws Exception {
        person.configures(
                """
                Host prod
                    HostName 127.0.0.1
                    Port %d
                    ProxyJump inner
                Host inner
                    HostName 127.0.0.1
                    Port %d
                    User ops
                    ProxyJump hopper@127.0.0.1:%d
                """
                        .formatted(box.port(), inner.port(), outer.port()));

        knowTheHosts(person.at("prod"));

        try (SshHost host = person.at("prod").connect()) {
            assertThat(host.run(Command.of("echo", "hi")).stdout()).isEqualTo("hi\n");
            assertThat(host.name()).isEqualTo("root@127.0.0.1:" + box.port());
            assertThat(host.reachedDirectly()).isFalse();
        }

        assertThat(passed).containsExactly("hopper to inner", "ops to box");
        assertThat(Files.readAllLines(person.ssh("known_hosts"))).hasSize(3);
    }

    @Test
    void aLostWayIsTakenAgainFromItsFirstHostAndNobodyIsAsked() throws Exception {
        person.configures(
                "Host prod\n  HostName 127.0.0.1\n  Port %d\n  ProxyJump ops@127.0.0.1:%d\n"
                        .formatted(box.port(), outer.port()));
        knowTheHosts(person.at("prod"));
        person.answers(
                (name, shown, note) -> {
                    throw new AssertionError("asked for " + name);
                });

        try (SshHost host = person.at("prod").connect()) {
            outer.sshd().getActiveSessions().forEach(session -> session.close(true));

            host.connectAgain();

            assertThat(host.run(Command.of("echo", "back")).stdout()).isEqualTo("back\n");
        }
        assertThat(passed).containsExactly("ops to box", "ops to box");
    }

    @Test
    void jumpsOfTheCommandLineTakeTheConfigurationsPlace() throws Exception {
        person.configures("Host *\n  ProxyJump nowhere.invalid\n");

        person.jumps("a@127.0.0.1:%d,b@127.0.0.1:%d".formatted(outer.port(), inner.port()));
        person.configures("Host box\n  HostName 127.0.0.1\n  ProxyJump nowhere.invalid\n");
        knowTheHosts(person.at("box:" + box.port()));
        person.at("box:" + box.port()).connect().close();

        assertThat(passed).containsExactly("a to inner", "b to box");
    }

    @Test
    void jumpNoneGoesStraight() throws Exception {
        person.configures("Host *\n  ProxyJump nowhere.invalid\n");

        person.jumps("none").at("root@127.0.0.1:" + box.port()).connect().close();

        assertThat(passed).isEmpty();
    }

    @Test
    void largeFilesComeThroughWhole() throws Exception {
        byte[] content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        Path local = Files.write(folder.resolve("local"), content);
        Path far = folder.resolve("far");

        try (SshHost host = throughOuter().connect()) {
            host.upload(local, sha256(content), far.toString(), "0600", (sent, total) -> {});
        }

        assertThat(far).hasBinaryContent(content);
    }

    @Test
    void theProofOfAFreshLoginGoesOverTheJumpHostThatIsThere() throws Exception {
        knowTheHosts(throughOuter());

        try (SshHost host = throughOuter().connect()) {
            host.proveLogin(Duration.ofSeconds(30));
            assertThat(host.run(Command.of("echo", "still")).stdout()).isEqualTo("still\n");
        }

        assertThat(passed).containsExactly("me to box", "me to box");
    }

    @Test
    void aBoxThatTheJumpHostCannotReachIsToldAsThat() throws Exception {
        int port = box.port();
        box.close();

        assertThatThrownBy(
                        () ->
                                person.jumps("127.0.0.1:" + outer.port())
                                        .at("root@127.0.0.1:" + port)
                                        .connect())
                .hasMessageContaining("the jump host cannot reach 127.0.0.1:" + port);
    }

    @Test
    void aJumpHostThatRefusesTheLoginIsNamedWithWhereItsKeyGoes() throws Exception {
        Person stranger = new Person(folder.resolve("stranger"));
        stranger.keeps("id_ecdsa", LocalSshServer.newKeyPair());
        stranger.answers((name, shown, note) -> Answer.ACCEPTED);

        assertThatThrownBy(
                        () ->
                                stranger.jumps("127.0.0.1:" + outer.port())
                                        .at("root@127.0.0.1:" + box.port())
                                        .connect())
                .hasMessageContaining("me@127.0.0.1:" + outer.port())
                .hasMessageContaining("id_ecdsa): refused")
                .hasMessageContaining("IdentityFile");
    }

    @Test
    void theBoxsHostKeyIsCheckedBehindTheJumpHostToo() throws Exception {
        throughOuter().connect().close();
        int port = box.port();
        box.close();
        box =
                LocalSshServer.start(
                        folder.resolve("new"), port, List.of(LocalSshServer.newKeyPair()));

        assertThatThrownBy(() -> throughOuter().connect())
                .hasMessageContaining("host key mismatch")
                .hasMessageContaining("[127.0.0.1]:" + port);
    }

    @Test
    void theDiagnosisTellsEveryHop() throws Exception {
        person.configures(
                "Host prod\n  HostName 127.0.0.1\n  Port %d\n  ProxyJump ops@127.0.0.1:%d\n"
                        .formatted(box.port(), outer.port()));
        box.denySudo();

        SshDiagnosis diagnosis = SshDiagnosis.of(person.at("prod"));

        assertThat(diagnosis.failure()).isEmpty();
        assertThat(diagnosis.root()).contains("the login is root");
        assertThat(diagnosis.route())
                .isEqualTo(
                        "ops@127.0.0.1:%d → root@127.0.0.1:%d (prod)"
                                .formatted(outer.port(), box.port()));
        assertThat(diagnosis.hops()).hasSize(2);
        SshDiagnosis.Hop last = diagnosis.hops().get(1);
        assertThat(last.settings())
                .contains("Port %d (%s:3)".formatted(box.port(), person.ssh("config")));
        assertThat(last.hostKey()).contains(box.fingerprint(), "trusted", "known_hosts:2");
        assertThat(last.offered()).singleElement().asString().endsWith("id_ecdsa): accepted");
        assertThat(last.agreed().orElseThrow()).contains("mlkem768x25519-sha256 (post-quantum)");
    }

    /** The first time each host is asked twice: its key, and then for a login. */
    private void knowTheHosts(SshConnector connector) throws Exception {
        connector.connect().close();
        passed.clear();
    }

    private SshConnector throughOuter() throws Exception {
        return person.jumps("127.0.0.1:" + outer.port()).at("root@127.0.0.1:" + box.port());
    }

    private static String sha256(byte[] content) throws Exception {
        byte[] sum = java.security.MessageDigest.getInstance("SHA-256").digest(content);
        return java.util.HexFormat.of().formatHex(sum);
    }

    @Test
    void keysAreOfferedToEachHopByItsOwnSettings() throws Exception {
        KeyPair other = LocalSshServer.newKeyPair();
        Path file = person.keeps("gate-key", other);
        outer.authorize(other.getPublic());
        person.configures(
                "Host gate\n  HostName 127.0.0.1\n  Port %d\n  IdentityFile %s\n"
                        .formatted(outer.port(), file));

        SshDiagnosis diagnosis =
                SshDiagnosis.of(person.jumps("gate").at("root@127.0.0.1:" + box.port()));

        assertThat(diagnosis.hops().get(0).offered())
                .containsExactly(
                        "ecdsa-sha2-nistp256 %s (%s): accepted"
                                .formatted(KeyUtils.getFingerPrint(other.getPublic()), file));
        assertThat(diagnosis.hops().get(1).offered().toString()).contains("id_ecdsa");
    }
}
