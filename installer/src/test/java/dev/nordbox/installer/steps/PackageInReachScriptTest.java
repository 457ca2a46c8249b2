package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real script, with mirrors on this machine and an apt-get that writes down what it is told.
 */
class PackageInReachScriptTest {
    @TempDir private Path folder;
    private Path note;
    private Path told;
    private LocalShell shell;

    @BeforeEach
    void makeAServer() throws IOException {
        shell = LocalShell.in(folder);
        note = folder.resolve("notes/auditd-package");
        told = folder.resolve("told");
        shell.program("apt-config", "exit 0");
        shell.variable("http_proxy", "");
        shell.variable("https_proxy", "");
    }

    @Test
    void whereNoMirrorAnswersNothingIsAskedOfAptAndNothingNoted() throws Exception {
        mirrorsAre("http://127.0.0.1:" + closedPort() + "/debian", "https://[::1]:1/security");

        CommandOutcome outcome = install();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("no mirror answers: http", "/security");
        assertThat(told).doesNotExist();
        assertThat(note).doesNotExist();
    }

    @Test
    void whereNoneIsConfiguredThatIsSaid() throws Exception {
        mirrorsAre();

        assertThat(install().stderr()).contains("no mirror answers: there is none");
        assertThat(told).doesNotExist();
    }

    @Test
    void oneOfThemIsEnough() throws Exception {
        try (ServerSocket mirror = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            mirrorsAre(
                    "http://127.0.0.1:" + closedPort() + "/debian",
                    "http://" + host(mirror) + "/debian");

            assertThat(install().exitCode()).isZero();
        }
        assertThat(Files.readString(told)).contains("install --no-install-recommends auditd");
        assertThat(note).hasContent("installed");
    }

    @Test
    void aProxyIsLeftToApt() throws Exception {
        shell.program("apt-config", "echo 'Acquire::http::Proxy \"http://192.0.2.1:3128\";'");
        mirrorsAre("http://127.0.0.1:" + closedPort() + "/debian");

        assertThat(install().exitCode()).isZero();
    }

    @Test
    void theProxyOfTheWholeHostIsLeftToAptToo() throws Exception {
        shell.file(
                "/etc/environment",
                Files.writeString(
                        folder.resolve("environment"), "HTTPS_PROXY=http://192.0.2.1:3128\n"));
        mirrorsAre("https://127.0.0.1:" + closedPort() + "/debian");

        assertThat(install().exitCode()).isZero();
    }

    @Test
    void aProxyForHttpsAloneLeadsToNoMirrorOfHttp() throws Exception {
        shell.file(
                "/etc/environment",
                Files.writeString(
                        folder.resolve("environment"), "https_proxy=http://192.0.2.1:3128\n"));
        shell.program("apt-config", "echo 'Acquire::https::Proxy \"http://192.0.2.1:3128\";'");
        mirrorsAre("http://127.0.0.1:" + closedPort() + "/debian");

        assertThat(install().stderr()).contains("no mirror answers: http://127.0.0.1:");
        assertThat(told).doesNotExist();
    }

    @Test
    void whatAptIsToldForHttpGoesForHttpsTooUnlessItIsToGoStraight() throws Exception {
        mirrorsAre("https://127.0.0.1:" + closedPort() + "/debian");
        shell.program("apt-config", "echo 'Acquire::http::Proxy \"DIRECT\";'");
        assertThat(install().stderr()).contains("no mirror answers: https://127.0.0.1:");

        shell.program("apt-config", "echo 'Acquire::http::Proxy \"http://192.0.2.1:3128\";'");
        assertThat(install().exitCode()).isZero();
    }

    @Test
    void theProxyThatTheBoxGoesThroughGoesBeforeThatOfTheHostAndIsOnNoCommandLine()
            throws Exception {
        shell.file(
                "/etc/nordbox/proxy.env",
                Files.writeString(
                        folder.resolve("proxy.env"),
                        "# ours\nHTTP_PROXY=\"http://robot:c4n4ry@192.0.2.1:3128\"\n"
                                + "NO_PROXY=\"localhost\"\n"));
        shell.file(
                "/etc/environment",
                Files.writeString(
                        folder.resolve("environment"), "http_proxy=http://192.0.2.9:1\n"));
        shell.program(
                "apt-get",
                "[ \"$1\" = indextargets ] && exec echo http://127.0.0.1:%d/;"
                                .formatted(closedPort())
                        + " echo \"$http_proxy $no_proxy: $*\" >>"
                        + told);

        assertThat(install().exitCode()).isZero();

        assertThat(Files.readString(told))
                .startsWith("http://robot:c4n4ry@192.0.2.1:3128 localhost: ");
        assertThat(Files.readString(told).split(": ", 2)[1]).doesNotContain("c4n4ry");
    }

    @Test
    void aSourceWhoseListsWereNeverFetchedIsTriedAsWell() throws Exception {
        // As apt-get has it: without lists there is a site to tell of only when asked that way.
        shell.program(
                "apt-get",
                "case $* in 'indextargets --no-release-info '*) echo http://127.0.0.1:%d/ ;; esac"
                        .formatted(closedPort()));

        assertThat(install().stderr()).contains("no mirror answers: http://127.0.0.1:");
    }

    @Test
    void whatAptDoesNotHaveIsNotNotedAsOurs() throws Exception {
        shell.program(
                "apt-get", "[ \"$1\" = indextargets ] && exec echo file:/srv/debian; exit 100");

        assertThat(install().exitCode()).isEqualTo(1);
        assertThat(note).doesNotExist();
    }

    private CommandOutcome install() throws Exception {
        return shell.runWithPackages("install-package-in-reach.sh", "auditd", note.toString());
    }

    private void mirrorsAre(String... sites) throws IOException {
        shell.program(
                "apt-get",
                "[ \"$1\" = indextargets ] || { echo \"$*\" >>"
                        + told
                        + "; exit; }\n"
                        + (sites.length == 0 ? "" : "printf '%s\\n' " + String.join(" ", sites)));
    }

    private static String host(ServerSocket mirror) {
        InetAddress address = mirror.getInetAddress();
        return (address.getAddress().length > 4 ? "[::1]" : "127.0.0.1")
                + ":"
                + mirror.getLocalPort();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
