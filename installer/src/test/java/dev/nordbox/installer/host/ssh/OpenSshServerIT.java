package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation.Answer;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.testbed.OpenSsh;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real OpenSSH, a real sudo, a real agent and a real disk do. */
class OpenSshServerIT {
    private static OpenSsh server;
    @TempDir Path folder;
    private Person person;

    @BeforeAll
    static void startServer() {
        server = new OpenSsh();
        server.withTmpFs(Map.of("/small", "size=2m")).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void somebodyNew() throws Exception {
        person = new Person(folder.resolve("home")).pins(server.fingerprint("ed25519"));
    }

    @Test
    void sudoThatAsksForAPasswordIsToldWithWhatItSaid() throws Exception {
        server.sh("install -d -m 700 -o ops /home/ops/.ssh");
        server.sh("install -m 600 -o ops /root/.ssh/authorized_keys /home/ops/.ssh/");

        try (SshHost ops = person.names(OpenSsh.key()).at(server.address("ops")).connect()) {
            assertThat(ops.run(Command.of("id", "-un")).stdout()).isEqualTo("ops\n");
            assertThatThrownBy(() -> ops.run(Command.of("true").withRoot()))
                    .isInstanceOfSatisfying(
                            HostException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED))
                    .hasMessageContaining("sudo: a password is required")
                    .hasMessageContaining("NOPASSWD");
        }
    }

    /** Not with MINA's own server: where input breaks off it may lose what the command said. */
    @Test
    void inputThatNobodyReadsDoesNotStopACommand() throws Exception {
        try (SshHost host = person.names(OpenSsh.key()).at(server.address("root")).connect()) {
            Command deaf = Command.of("sh", "-c", "exit 4").withInput(new byte[6 << 20]);

            assertThat(host.run(deaf).exitCode()).isEqualTo(4);
            assertThat(host.run(Command.of("echo", "alive")).stdout()).isEqualTo("alive\n");
        }
    }

    @Test
    void theAgentSignsWithRsaAndSha2() throws Exception {
        Path key = SshAgentProgram.newKey(folder.resolve("rsa"), "rsa");
        authorize(key, "");
        try (SshAgentProgram agent = new SshAgentProgram(folder)) {
            agent.add(key);
            person.usesAgent(agent.socket());

            try (SshHost host = person.at(server.address("root")).connect()) {
                assertThat(host.run(Command.of("id", "-u")).stdout()).isEqualTo("0\n");
            }
        }
    }

    @Test
    void anEncryptedKeyThatTheAgentHoldsIsTheOnlyOneOffered() throws Exception {
        Path key = SshAgentProgram.newKey(folder.resolve("mine"), "ed25519");
        authorize(key, "");
        try (SshAgentProgram agent = new SshAgentProgram(folder)) {
            for (int i = 0; i < 7; i++) {
                agent.add(SshAgentProgram.newKey(folder.resolve("key" + i), "ed25519"));
            }
            agent.add(key);
            SshAgentProgram.encrypt(key, "correct horse");

            person.usesAgent(agent.socket())
                    .names(key)
                    .at(server.address("root"))
                    .connect()
                    .close();
        }
    }

    @Test
    void anAgentWithTooManyKeysIsToldWithTheWayOut() throws Exception {
        try (SshAgentProgram agent = new SshAgentProgram(folder)) {
            for (int i = 0; i < 7; i++) {
                agent.add(SshAgentProgram.newKey(folder.resolve("key" + i), "ed25519"));
            }
            person.usesAgent(agent.socket());

            assertThat(refused("root"))
                    .hasMessageContaining("Too many authentication failures")
                    .hasMessageContaining("--identity FILE");
        }
    }

    @Test
    void anAgentThatIsGoneDoesNotKeepAKeyFileOut() throws Exception {
        Files.copy(OpenSsh.key(), person.ssh("id_ed25519"));
        person.usesAgent(folder.resolve("nobody-listens"));

        person.at(server.address("root")).connect().close();
    }

    @Test
    void aRefusedKeyIsNamedWithWhatTheServerTakes() throws Exception {
        Path key = SshAgentProgram.newKey(person.ssh("id_ed25519"), "ed25519");

        assertThat(refused("root"))
                .hasMessageContaining("offered ssh-ed25519 SHA256:")
                .hasMessageContaining(key.toString())
                .hasMessageContaining("the server accepts password, publickey");
    }

    @Test
    void whatIsRememberedIsWhatSshReads() throws Exception {
        person = new Person(folder.resolve("home")).names(OpenSsh.key());
        person.answers((name, key, note) -> Answer.ACCEPTED);
        person.at(server.address("root")).connect().close();

        Process ssh =
                new ProcessBuilder(
                                "ssh",
                                "-i",
                                OpenSsh.key().toString(),
                                "-o",
                                "UserKnownHostsFile=" + person.ssh("known_hosts"),
                                "-o",
                                "StrictHostKeyChecking=yes",
                                "-o",
                                "BatchMode=yes",
                                "ssh://" + server.address("root"),
                                "true")
                        .start();

        assertThat(ssh.waitFor()).isZero();
    }

    @Test
    void aCloudImageThatClosesRootNamesTheRightLogin() throws Exception {
        Path key = SshAgentProgram.newKey(folder.resolve("cloud"), "ed25519");
        authorize(
                key,
                "command=\"echo 'Please login as the user \\\"debian\\\" rather than the user"
                        + " \\\"root\\\".';exit 142\" ");

        try (SshHost host = person.names(key).at(server.address("root")).connect()) {
            assertThatThrownBy(() -> host.run(Command.of("true")))
                    .hasMessageContaining("--host " + server.address("debian"));
        }
    }

    @Test
    void aProcessThatMissesItsDeadlineIsEnded() throws Exception {
        // Not as root: OpenSSH passes no signal on in a session of root's.
        try (SshHost host = person.names(OpenSsh.key()).at(server.address("debian")).connect()) {
            // Long enough for a busy machine to have started it.
            Command sleep = Command.of("sleep", "4711").within(Duration.ofSeconds(3));

            assertThatThrownBy(() -> host.run(sleep)).hasMessageContaining("sleep 4711");

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> server.sh("pgrep -fx 'sleep 4711' || true").isEmpty());
        }
    }

    @Test
    void aKilledProcessHasTheExitCodeOfItsSignal() throws Exception {
        try (SshHost host = root()) {
            assertThat(host.run(Command.script("suicide", "kill -KILL $$")).exitCode())
                    .isEqualTo(137);
        }
    }

    @Test
    void aServerThatDiesInTheMiddleIsALostConnection() throws Exception {
        try (SshHost host = root()) {
            assertThatThrownBy(
                            () ->
                                    host.run(
                                            Command.script(
                                                    "end",
                                                    "kill -KILL $(ps -o ppid= -p $PPID); sleep 9")))
                    .isInstanceOfSatisfying(
                            HostException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE))
                    .hasMessageContaining("connection lost during `end`");
        }
    }

    @Test
    void anUploadThatDoesNotFitIsRefusedWithTheFiguresBeforeItIsSent() throws Exception {
        Path big = Files.write(folder.resolve("big"), new byte[3 << 20]);
        try (SshHost host = root()) {
            assertThatThrownBy(
                            () ->
                                    host.upload(
                                            big,
                                            "0".repeat(64),
                                            "/small/big",
                                            "0600",
                                            (sent, total) -> {
                                                throw new AssertionError("nothing is to be sent");
                                            }))
                    .hasMessageContaining("disk full: uploading /small/big needs 3.0 MiB")
                    .hasMessageContaining("/small has 2.0 MiB of 2.0 MiB free");
            assertThat(server.sh("ls -A /small")).isEmpty();
        }
    }

    @Test
    void aFileThatDoesNotFitIsToldWithTheFiguresAndLeavesTheOldOne() throws Exception {
        try (SshHost host = root()) {
            host.write(List.of(RemoteFile.of("/small/kept", "old", "0600")));
            RemoteFile big = new RemoteFile("/small/kept", new byte[3 << 20], "0600", "0:0", false);

            assertThatThrownBy(() -> host.write(List.of(big)))
                    .hasMessageContaining("disk full: write /small/kept needs 3.0 MiB")
                    .hasMessageContaining("/small has");

            assertThat(server.sh("cat /small/kept; ls -A /small")).isEqualTo("oldkept\n");
            server.sh("rm /small/kept");
        }
    }

    @Test
    void aDiskThatFillsUpDuringTheUploadIsToldWithTheFigures() throws Exception {
        Path big = Files.write(folder.resolve("big"), new byte[1800 << 10]);
        try (SshHost host = root()) {
            TransferProgress greedy =
                    (sent, total) -> {
                        if (sent == 0) {
                            fillSmallDisk();
                        }
                    };

            assertThatThrownBy(() -> host.upload(big, "0".repeat(64), "/small/big", "0600", greedy))
                    .hasMessageContaining("disk full: uploading /small/big");
        } finally {
            server.sh("rm -f /small/* /small/.nordbox*");
        }
    }

    private SshHost root() throws Exception {
        return person.names(OpenSsh.key()).at(server.address("root")).connect();
    }

    private HostException refused(String user) {
        HostException refused =
                catchThrowableOfType(
                        HostException.class, () -> person.at(server.address(user)).connect());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
        return refused;
    }

    private static void authorize(Path key, String options) throws Exception {
        String line = options + Files.readString(Path.of(key + ".pub")).strip();
        server.execInContainer(
                "sh", "-c", "printf '%s\\n' \"$1\" >>/root/.ssh/authorized_keys", "sh", line);
    }

    private static void fillSmallDisk() {
        try {
            server.sh("head -c 2000000 /dev/zero >/small/filler || true");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
