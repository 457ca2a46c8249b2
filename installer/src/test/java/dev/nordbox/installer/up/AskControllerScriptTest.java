package dev.nordbox.installer.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.steps.LocalShell;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the controller is told to be asked by, when everybody is root at its socket. */
class AskControllerScriptTest {
    private static final String KEY = "SHA256:kP+x/3abc";
    private static final String ACCEPTED =
            "Accepted publickey for %s from 192.0.2.7 port 50022 ssh2: ED25519 " + KEY;

    @TempDir private Path folder;
    private Path socket;
    private ServerSocketChannel controller;
    private LocalShell shell;

    @BeforeEach
    void openAShell() throws IOException {
        socket = folder.resolve("c.sock");
        controller =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(socket));
        shell = LocalShell.in(folder);
        shell.variable("SUDO_USER", "");
        shell.variable("DOAS_USER", "");
        shell.variable("SSH_CONNECTION", "192.0.2.7 50022 192.0.2.1 22");
        shell.program("curl", "for word; do echo \"$word\"; done");
        shell.program("journalctl", "exit 0");
        shell.program("getent", "echo \"$2:x:1000:1000::/home/$2:/bin/sh\"");
        shell.program(
                "ssh-keygen",
                """
                echo "256 SHA256:other somebody@else (ED25519)"
                [ "$2" = /home/kari/.ssh/authorized_keys ] && echo "256 %1$s kari at home (ED25519)"
                [ "$2" = /home/root/.ssh/authorized_keys ] && echo "256 %1$s kari@laptop (ED25519)"
                exit 0"""
                        .formatted(KEY));
    }

    @AfterEach
    void close() throws IOException {
        controller.close();
    }

    @Test
    void behindSudoTheLoginIsNamedWithTheKeyThatSshdTook() throws Exception {
        shell.variable("SUDO_USER", "kari");
        sshdSaid("kari");

        assertThat(asked("POST", "/applications/web/sync"))
                .containsSequence("-H", "On-Behalf-Of: kari with " + KEY + " (kari at home)")
                .contains("http://controller/applications/web/sync");
    }

    @Test
    void whoLogsInAsRootIsKnownByTheKeyAlone() throws Exception {
        sshdSaid("root");

        assertThat(asked("POST", "/sync"))
                .containsSequence("-H", "On-Behalf-Of: " + KEY + " (kari@laptop)")
                .contains("POST");
    }

    @Test
    void withoutAJournalTheLoginIsAllThatIsKnown() throws Exception {
        shell.variable("SUDO_USER", "kari");

        assertThat(asked("POST", "/applications/web/hold"))
                .containsSequence("-H", "On-Behalf-Of: kari");
    }

    @Test
    void nobodyIsMadeUpAndWhoOnlyReadsIsNotLookedUp() throws Exception {
        assertThat(asked("POST", "/sync")).doesNotContain("-H");

        sshdSaid("root");
        assertThat(asked("status")).doesNotContain("-H");
        assertThat(asked("GET", "/applications")).doesNotContain("-H");
    }

    @Test
    void oneLookAsksForASyncAndWaitsUntilItIsThrough() throws Exception {
        sshdSaid("root");
        Path said = folder.resolve("said");
        shell.program(
                "curl",
                """
                echo "$*" >>%1$s
                case "$*" in *POST*) exit 0 ;; esac
                [ "$(grep -c GET %1$s)" -gt 2 ] || { echo '{"busy":true}'; exit 0; }
                echo '{"busy":false}'"""
                        .formatted(said));

        assertThat(asked("look")).containsExactly("{\"busy\":false}");

        assertThat(Files.readAllLines(said))
                .satisfiesExactly(
                        sync ->
                                assertThat(sync)
                                        .contains("POST", "kari@laptop", "http://controller/sync"),
                        AskControllerScriptTest::asksForTheStatus,
                        AskControllerScriptTest::asksForTheStatus,
                        AskControllerScriptTest::asksForTheStatus);
    }

    @Test
    void aControllerThatStaysBusyIsNotWaitedForByTheScriptAndASilentOneEndsIt() throws Exception {
        shell.program("curl", "case \"$*\" in *GET*) echo '{\"busy\":true}' ;; esac");
        assertThat(asked("look")).containsExactly("{\"busy\":true}");

        shell.program("curl", "echo 'curl: (7) no' >&2; exit 7");
        var silent =
                shell.runBeside(
                        ControllerDialogue.class, "ask-controller.sh", socket.toString(), "look");
        assertThat(silent.exitCode()).isEqualTo(7);
        assertThat(silent.stdout()).isEmpty();
    }

    private static void asksForTheStatus(String request) {
        assertThat(request).contains("GET", "http://controller/status").doesNotContain("-H");
    }

    @Test
    void aControllerWithSeveralClustersSaysWhichThereAre() throws Exception {
        try (ServerSocketChannel hel = socket("controller-hel.sock");
                ServerSocketChannel fsn = socket("controller-fsn.de.sock")) {
            String missing = folder.resolve("controller.sock").toString();

            var outcome =
                    shell.runBeside(
                            ControllerDialogue.class, "ask-controller.sh", missing, "status");

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.stderr())
                    .contains("several clusters: name one with --cluster: fsn.de, hel");
        }
    }

    @Test
    void aServerWithoutTheUnitIsNoBoxAndOneWithItHasAControllerThatIsDown() throws Exception {
        String missing = folder.resolve("nowhere.sock").toString();
        shell.program("systemctl", "[ \"$1\" = is-active ] && echo inactive; exit 1");
        assertThat(ask(missing).exitCode()).isEqualTo(113);

        shell.program("systemctl", "[ \"$1\" = is-active ] && echo failed; exit 0");
        var down = ask(missing);
        assertThat(down.exitCode()).isEqualTo(3);
        assertThat(down.stderr()).contains("the controller is not running (failed)");
    }

    private CommandOutcome ask(String where) throws Exception {
        return shell.runBeside(ControllerDialogue.class, "ask-controller.sh", where, "status");
    }

    private ServerSocketChannel socket(String name) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve(name)));
    }

    /** Where else somebody came from is not found, as with the real one. */
    private void sshdSaid(String login) throws IOException {
        shell.program(
                "journalctl",
                "case \"$*\" in *'_UID=0 '*' from 192.0.2.7 port 50022 '*) echo '%s' ;; esac"
                        .formatted(ACCEPTED.formatted(login)));
    }

    private List<String> asked(String... what) throws Exception {
        String[] arguments = new String[what.length + 1];
        arguments[0] = socket.toString();
        System.arraycopy(what, 0, arguments, 1, what.length);
        var outcome = shell.runBeside(ControllerDialogue.class, "ask-controller.sh", arguments);
        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.stdout().lines().toList();
    }
}
