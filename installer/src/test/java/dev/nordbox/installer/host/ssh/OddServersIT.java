package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostContract;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.testbed.OpenSsh;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Login shells that are not POSIX, doas, dropbear, and OpenSSH older and newer than Debian 12's.
 */
class OddServersIT {
    @TempDir static Path folder;
    private static OpenSsh server;
    private static Person person;

    @BeforeAll
    static void startServer() throws Exception {
        server = OpenSsh.odd();
        server.start();
        person = new Person(folder.resolve("home")).names(OpenSsh.key());
        person.meets(FirstContact.ACCEPT_NEW);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Nested
    class WithFish extends HostContract {
        @Override
        protected Host connect() throws Exception {
            return person.at(server.address("fish")).connect();
        }
    }

    @Nested
    class WithCsh extends HostContract {
        @Override
        protected Host connect() throws Exception {
            return person.at(server.address("csh")).connect();
        }
    }

    @Nested
    class OverDropbear extends HostContract {
        @Override
        protected Host connect() throws Exception {
            return person.at(server.dropbear("root")).connect();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fish", "csh"})
    void anyWordsComeThroughALoginShellUnchanged(String user) throws Exception {
        List<String> words =
                List.of(
                        "it's",
                        "a\\b",
                        "\\'",
                        "!x",
                        "wow!",
                        "line\nbreak",
                        "$HOME",
                        "\"",
                        "*",
                        "",
                        "ø");
        List<String> printing = new ArrayList<>(List.of("printf", "<%s>"));
        printing.addAll(words);

        try (SshHost host = person.at(server.address(user)).connect()) {
            assertThat(host.run(Command.of(printing.toArray(String[]::new))).stdout())
                    .isEqualTo("<" + String.join("><", words) + ">");
        }
    }

    @Test
    void doasServesWhereSudoIsMissingAndTheLoginsAddressIsKnownAllTheSame() throws Exception {
        server.sh("mv /usr/bin/sudo /usr/bin/away");
        try (SshHost host = person.at(server.address("doas")).connect()) {
            assertThat(host.run(Command.of("id", "-un").withRoot()).stdout()).isEqualTo("root\n");

            String from =
                    host.run(Command.of("sh", "-c", "echo \"${SSH_CONNECTION%% *}\"")).stdout();
            HostFacts facts =
                    new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC())
                            .gather(host, FactQuery.NOTHING);
            assertThat(facts.login().user()).isEqualTo("doas");
            assertThat(facts.login().root()).isTrue();
            assertThat(facts.login().sshClientAddress()).contains(from.strip());
        } finally {
            server.sh("mv /usr/bin/away /usr/bin/sudo");
        }
    }

    @ParameterizedTest
    @CsvSource({"11, curve25519-sha256", "13, mlkem768x25519-sha256"})
    void everyReleasesOpenSshIsSpokenTo(String release, String keyExchange) throws Exception {
        try (OpenSsh other = OpenSsh.ofRelease(release)) {
            other.start();
            Person ops = new Person(folder.resolve("ops" + release)).names(OpenSsh.key());
            ops.meets(FirstContact.ACCEPT_NEW).typesSecrets(any -> Optional.of("ops-password"));

            SshDiagnosis diagnosis = SshDiagnosis.of(ops.at(other.address("ops")));

            assertThat(diagnosis.failure()).isEmpty();
            assertThat(diagnosis.root()).contains("sudo with a password");
            assertThat(diagnosis.hops().get(0).agreed().orElseThrow()).startsWith(keyExchange);
        }
    }

    /** Debian 13's sshd shuts out for a while whoever fails to log in several times. */
    @Test
    void aFewRefusalsDoNotLockUsOutOfAServerThatKeepsCount() throws Exception {
        try (OpenSsh counting = OpenSsh.ofRelease("13")) {
            counting.start();
            counting.configure("PerSourcePenalties authfail:5s noauth:1s");
            KeyPair stranger = LocalSshServer.newKeyPair();
            Person hasty = new Person(folder.resolve("hasty")).names(OpenSsh.key());
            hasty.pins(KeyUtils.getFingerPrint(stranger.getPublic()));
            assertThatThrownBy(() -> hasty.at(counting.address("root")).connect())
                    .hasMessageContaining("host key mismatch");
            Person locked = new Person(folder.resolve("locked"));
            locked.names(locked.keeps("id_ecdsa", stranger)).meets(FirstContact.ACCEPT_NEW);
            assertThatThrownBy(() -> locked.at(counting.address("root")).connect())
                    .hasMessageContaining("refused");

            hasty.pins(counting.fingerprint("ed25519"))
                    .at(counting.address("root"))
                    .connect()
                    .close();
        }
    }
}
