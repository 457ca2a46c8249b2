package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.StepFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drop-in of a real sshd, run by a real systemd. */
class KeysOnlyIT {
    private static final InstallSpec HARDENED =
            with(new Hardening(true, false, false, false, false));
    private static final Duration LONG = Duration.ofMinutes(2);

    /** What the server that runs takes, as it tells everybody who comes without anything. */
    private static final String TAKES =
            "ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes"
                    + " -o PreferredAuthentications=none ops@127.0.0.1 true 2>&1 | grep denied || :";

    @TempDir Path folder;
    private SystemdServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = SystemdServer.start(folder);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void whoHasNothingButAPasswordKeepsIt() throws Exception {
        try (Host host = server.connect("debian")) {
            var login =
                    SystemdServer.survey(ClusterSurvey.NONE)
                            .gather(host, FactQuery.NOTHING)
                            .login();
            assertThat(login.byKey()).isTrue();
            assertThat(login.doors().takePasswords()).isTrue();
            assertThat(login.doors().byPasswordOnly()).containsExactly("ops");
        }

        assertThat(up("debian", HARDENED).changed())
                .extracting(step -> step.id())
                .containsExactly("adopt");

        assertThat(server.sh(TAKES)).contains("password");
    }

    @Test
    void keysOnlyOnceALoginHasProvedItAndBackAgainByDown() throws Exception {
        server.sh("passwd -l ops");
        String before = server.sh("cd /etc/ssh && find . | sort && sha256sum sshd_config");

        assertThat(up("debian", HARDENED).changed())
                .extracting(step -> step.id())
                .containsExactly("adopt", "sshd");

        assertThat(server.sh(TAKES)).contains("(publickey)");
        assertThat(server.sh("sshd -T")).contains("passwordauthentication no\n");
        assertThat(server.sh("systemctl is-active nordbox-sshd-revert.timer || :"))
                .startsWith("inactive");
        assertThat(server.sh("ls /run/nordbox-sshd 2>/dev/null || :")).isEmpty();
        assertThat(up("root", HARDENED).changed()).isEmpty();

        server.sh("systemctl restart ssh.service");
        assertThat(server.sh(TAKES)).as("after a start of sshd").contains("(publickey)");

        server.up(server.connect("root"), HARDENED, List.of(new RemoveHostSettings()));
        await().atMost(LONG).until(() -> server.sh(TAKES).contains("password"));
        assertThat(server.sh("cd /etc/ssh && find . | sort && sha256sum sshd_config"))
                .isEqualTo(before);
    }

    @Test
    void whenTheConfirmNeverComesSshdIsAsBeforeByItself() throws Exception {
        server.sh("passwd -l ops");

        assertThatThrownBy(
                        () ->
                                server.up(
                                        new DiesAtProof(server.connect("debian")),
                                        HARDENED,
                                        SystemdServer.keysOnlySteps()))
                .hasMessageContaining("this process is gone");
        assertThat(server.sh("cat " + KeysOnly.DROP_IN)).contains("Include /run/nordbox-sshd/");

        await().atMost(LONG).until(() -> server.sh(TAKES).contains("password"));
        await().atMost(LONG)
                .until(() -> server.sh("ls " + KeysOnly.DROP_IN + " 2>/dev/null || :").isEmpty());

        assertThat(up("debian", HARDENED).changed()).extracting(s -> s.id()).contains("sshd");
        assertThat(server.sh(TAKES)).contains("(publickey)");
    }

    @Test
    void aRebootBeforeTheProofForgetsIt() throws Exception {
        server.sh("passwd -l ops");
        assertThatThrownBy(
                        () ->
                                server.up(
                                        new DiesAtProof(server.connect("debian")),
                                        HARDENED,
                                        SystemdServer.keysOnlySteps()))
                .hasMessageContaining("this process is gone");

        // As a reboot does it: what is below /run is gone, and so is the timer.
        server.sh("systemctl stop nordbox-sshd-revert.timer; rm -rf /run/nordbox-sshd");
        server.sh("systemctl restart ssh.service");

        assertThat(server.sh(TAKES)).contains("password");
    }

    @Test
    void aConfigurationThatIncludesNothingIsLeftAsItIs() throws Exception {
        server.sh("passwd -l ops; sed -i 's/^Include/#&/' /etc/ssh/sshd_config");

        up("debian", HARDENED);

        assertThat(server.sh(TAKES)).contains("password");
        assertThat(server.sh("ls " + KeysOnly.DROP_IN + " 2>/dev/null || :")).isEmpty();
        assertThat(up("debian", HARDENED).changed()).isEmpty();
    }

    @Test
    void aKeyThatIsGoneByThenEndsTheRunAndNothingElse() throws Exception {
        server.sh("passwd -l ops");
        Host host = server.connect("debian");
        server.sh("mv /home/debian/.ssh/authorized_keys /home/debian/.ssh/away");
        server.sh(
                "printf '# moved\\nssh-ed25519 AAAA nobody\\n' >/home/debian/.ssh/authorized_keys");

        assertThatThrownBy(() -> server.up(host, HARDENED, SystemdServer.keysOnlySteps()))
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("authorized_keys");

        await().atMost(LONG).until(() -> server.sh(TAKES).contains("password"));
        assertThat(server.sh("ls " + KeysOnly.DROP_IN + " 2>/dev/null || :")).isEmpty();
    }

    private InstallReport up(String user, InstallSpec spec) throws Exception {
        return server.up(server.connect(user), spec, SystemdServer.keysOnlySteps());
    }

    private static InstallSpec with(Hardening hardening) {
        InstallSpec plain = Specs.plain();
        return new InstallSpec(plain.config().with(hardening), plain.artifacts());
    }
}
