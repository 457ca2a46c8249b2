package dev.nordbox.installer.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real scripts, on a box whose cluster and people are played. */
class TurnScriptTest {
    @TempDir private Path root;
    private Path held;
    private Path lock;
    private int started;

    @BeforeEach
    void aBox() throws IOException {
        Path run = Files.createDirectories(root.resolve("run"));
        held = run.resolve("nordbox-proof.held.one");
        lock = run.resolve("nordbox-installer.lock");
        program("k3s", "exit 0");
        uptime(1000);
        running("activating");
    }

    @Test
    void whereNobodyIsItIsTheBoxTurn() throws Exception {
        assertThat(awaiting("0")).isEqualTo("ready\n");
    }

    @Test
    void aPersonEndsTheBoxOwnProofAndHoldsItUpUntilDone() throws Exception {
        turn("take", "one");
        assertThat(Files.readString(root.resolve("asked")))
                .as("and what is ended comes again")
                .isEqualTo(
                        "stop nordbox-proof.service\n"
                                + "restart --no-block nordbox-proof-start.timer\n");
        assertThat(awaiting("0")).isEqualTo("busy\n");

        turn("give", "one");
        assertThat(awaiting("0")).isEqualTo("ready\n");
    }

    @Test
    void whatDoesNotRunIsNotBroughtBack() throws Exception {
        running("inactive");

        turn("take", "one");

        assertThat(root.resolve("asked")).doesNotExist();
    }

    @Test
    void ofTwoPersonsTheFirstToEndLeavesTheOtherItsHold() throws Exception {
        turn("take", "one");
        turn("take", "two");

        turn("give", "one");
        assertThat(awaiting("0")).isEqualTo("busy\n");

        turn("give", "two");
        assertThat(awaiting("0")).isEqualTo("ready\n");
    }

    @Test
    void aPersonWhoseConnectionWasLostHoldsItUpForHalfAnHour() throws Exception {
        turn("take", "one");
        Files.setLastModifiedTime(held, FileTime.from(Instant.now().minus(Duration.ofMinutes(31))));

        assertThat(awaiting("0")).isEqualTo("ready\n");
    }

    @Test
    void whoeverChangesTheBoxHoldsItUpAsLongAsThatProcessLives() throws Exception {
        long pid = ProcessHandle.current().pid();
        String start = Files.readString(Path.of("/proc/self/stat")).split(" ")[21];
        Files.writeString(lock, "token %d %s 1 - - - ops@laptop\n".formatted(pid, start));
        assertThat(awaiting("0")).isEqualTo("busy\n");

        Files.writeString(lock, "token %d 1 1 - - - ops@laptop\n".formatted(pid));
        assertThat(awaiting("0")).as("another process by now").isEqualTo("ready\n");
    }

    @Test
    void aLockOfNoProcessHoldsItUpForAnHour() throws Exception {
        long now = Instant.now().getEpochSecond();
        Files.writeString(lock, "token 0 0 %d - - - ops@laptop\n".formatted(now - 60));
        assertThat(awaiting("0")).isEqualTo("busy\n");

        Files.writeString(lock, "token 0 0 %d - - - ops@laptop\n".formatted(now - 4000));
        assertThat(awaiting("0")).isEqualTo("ready\n");
    }

    @Test
    void aClusterIsWaitedForAndNotForEver() throws Exception {
        program("k3s", "[ -e ROOT/asks ] || { touch ROOT/asks; exit 1; }");
        assertThat(awaiting("9")).isEqualTo(".\nready\n");

        program("k3s", "exit 1");
        assertThat(awaiting("0")).isEqualTo("silent\n");
    }

    @Test
    void whatLooksTakeCountsAsWaiting() throws Exception {
        uptime(1000);
        program("k3s", "echo '1060.5 9' >ROOT/uptime; exit 1");

        assertThat(awaiting("50")).isEqualTo("silent\n");
    }

    @Test
    void aStartOfK3sIsGivenItsTime() throws Exception {
        uptime(1000);
        started = 900;
        running("inactive");
        assertThat(run("await-turn.sh", "0", "1", "300")).isEqualTo("silent\n");

        uptime(1200);
        assertThat(run("await-turn.sh", "0", "1", "300")).isEqualTo("ready\n");
    }

    private String awaiting(String patience) throws Exception {
        return run("await-turn.sh", patience, "1", "0");
    }

    private void turn(String what, String token) throws Exception {
        run("turn.sh", what, token);
    }

    private void uptime(int seconds) throws IOException {
        Files.writeString(root.resolve("uptime"), seconds + ".25 9\n");
    }

    /** The unit, as systemd tells of it. */
    private void running(String state) throws IOException {
        program(
                "systemctl",
                """
                case "$*" in
                    show*ActiveState*) echo %s ;;
                    show*) echo %d000000 ;;
                    *) echo "$@" >>ROOT/asked ;;
                esac
                """
                        .formatted(state, started));
    }

    private String run(String name, String... arguments) throws Exception {
        String text =
                Script.beside(SelfProof.class, name)
                        .replace(" PATH=\"", " PATH=\"" + root + "/bin:")
                        .replace("=/run", "=" + root + "/run")
                        .replace("=/proc/uptime", "=" + root + "/uptime");
        String[] words = new String[arguments.length + 3];
        words[0] = "sh";
        words[1] = "-s";
        words[2] = "--";
        System.arraycopy(arguments, 0, words, 3, arguments.length);
        Process script = new ProcessBuilder(words).start();
        try (var in = script.getOutputStream()) {
            in.write(text.getBytes());
        }
        String said = new String(script.getInputStream().readAllBytes());
        assertThat(script.waitFor()).isZero();
        return said;
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script.replace("ROOT", root.toString()) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
