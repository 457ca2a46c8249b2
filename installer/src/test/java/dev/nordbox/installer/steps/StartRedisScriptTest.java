package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the render cache's unit is started and, if need be, put down again. */
class StartRedisScriptTest {
    private static final String RESTART = "restart " + RedisUnit.NAME;
    private static final String PUT_DOWN = "disable --quiet --now " + RedisUnit.NAME;

    @TempDir private Path folder;
    private LocalShell shell;

    @BeforeEach
    void openAShell() throws IOException {
        shell = LocalShell.in(folder);
        shell.program("sleep", "exit 0");
        shell.program("journalctl", "echo 'Bad system call'");
        systemd("");
    }

    @Test
    void itIsUpOnceItsSocketIsThere() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket()));

            assertThat(start().exitCode()).isZero();
        }

        assertThat(calls()).containsExactly(RESTART, "is-active --quiet " + RedisUnit.NAME);
    }

    @Test
    void oneWithoutASocketIsPutDownAndSaysWhy() throws Exception {
        CommandOutcome outcome = start();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).isEqualTo("Bad system call\n");
        assertThat(calls()).containsExactly(RESTART, PUT_DOWN);
    }

    @Test
    void oneThatDiesWithItsSocketThereIsPutDown() throws Exception {
        systemd("case $1 in is-active) exit 3 ;; esac");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket()));

            assertThat(start().exitCode()).isEqualTo(1);
        }

        assertThat(calls()).startsWith(RESTART).endsWith(PUT_DOWN);
    }

    @Test
    void oneThatSystemdCannotStartIsNotWaitedFor() throws Exception {
        systemd("case $1 in restart) exit 1 ;; show) echo resources ;; esac");
        shell.program("journalctl", "exit 0");

        CommandOutcome outcome = start();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).isEqualTo("its unit ended with resources\n");
    }

    private void systemd(String answer) throws IOException {
        shell.program("systemctl", "echo \"$*\" >>" + folder.resolve("calls") + "\n" + answer);
    }

    private CommandOutcome start() throws Exception {
        return shell.run("start-redis.sh", RedisUnit.NAME, socket().toString());
    }

    private Path socket() {
        return folder.resolve("redis.sock");
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }
}
