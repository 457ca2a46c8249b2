package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real scripts of a restore, with a server's folders below another root and a k3s that plays.
 */
class RestoreScriptTest {
    @TempDir private Path root;
    private Path server;
    private Path snapshot;

    @BeforeEach
    void aServerWithWhatAnAttemptHasLeft() throws IOException {
        server = Files.createDirectories(root.resolve("var/lib/rancher/k3s/server"));
        snapshot = write("db/snapshots/nordbox-restore", "snapshot");
        write("db/etcd/half", "half");
        write("tls/server-ca.crt", "the CA of a k3s that was started in between");
        write("psa.yaml", "ours");
        program("systemctl", "exit 0");
        k3s(
                "mkdir -p db/etcd tls && touch db/reset-flag && printf 'the old CA' >tls/server-ca.crt");
    }

    @Test
    void whatAnAttemptHasLeftGoesAndTheClusterComes() throws Exception {
        CommandOutcome outcome = restore(FileFacts.sha256("the old CA"));

        assertThat(outcome).isEqualTo(new CommandOutcome(0, "", ""));
        assertThat(server.resolve("db/etcd/half")).doesNotExist();
        assertThat(server.resolve("psa.yaml")).hasContent("ours");
        assertThat(snapshot).doesNotExist();
    }

    @Test
    void aK3sThatDoesNothingAndSaysNothingIsFoundOut() throws Exception {
        k3s("true");

        CommandOutcome outcome = restore("none");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("has restored nothing");
        assertThat(snapshot).as("for the next attempt").exists();
    }

    @Test
    void aSnapshotOfAnotherClusterIsFoundOut() throws Exception {
        CommandOutcome outcome = restore(FileFacts.sha256("the CA of the kit"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("of another cluster");
    }

    @Test
    void aTokenThatDoesNotFitIsToldByK3s() throws Exception {
        k3s("echo 'encrypted with different token' >&2; exit 1");

        CommandOutcome outcome = restore("none");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("encrypted with different token");
    }

    @Test
    void aSnapshotTakesItsPlaceOnlyWithItsSum() throws Exception {
        Path place = server.resolve("db/snapshots/new");

        CommandOutcome wrong = receive(place, "changed", FileFacts.sha256("snapshot"));
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.stderr()).contains("not the one of the kit");
        assertThat(place.getParent()).isDirectoryNotContaining("glob:**/new*");

        CommandOutcome right = receive(place, "snapshot", FileFacts.sha256("snapshot"));
        assertThat(right).isEqualTo(new CommandOutcome(0, "", ""));
        assertThat(place).hasContent("snapshot");
    }

    private CommandOutcome restore(String sum) throws Exception {
        String text =
                script("restore-cluster.sh")
                        .replace("PATH=\"", "PATH=\"" + root + "/bin:")
                        .replace("=/var/lib/rancher", "=" + root + "/var/lib/rancher");
        // It removes things: not from this machine.
        assertThat(text).doesNotContain("=/var/").contains(server.toString());
        return run(text, List.of("sh", "-s", "--", snapshot.toString(), sum));
    }

    private CommandOutcome receive(Path place, String content, String sum) throws Exception {
        List<String> words =
                List.of("sh", "-c", script("receive-snapshot.sh"), "sh", place.toString(), sum);
        return run(content, words);
    }

    private static String script(String name) {
        return Script.beside(HostScript.class, name);
    }

    private static CommandOutcome run(String input, List<String> words)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes());
        }
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        return new CommandOutcome(process.waitFor(), out, err);
    }

    /** What {@code k3s server --cluster-reset} does in the server's folder, run by systemd. */
    private void k3s(String script) throws IOException {
        program("systemd-run", "cd " + server + " && " + script);
    }

    private void program(String name, String script) throws IOException {
        Files.createDirectories(root.resolve("bin"));
        LocalShell.executable(root.resolve("bin").resolve(name), script);
    }

    private Path write(String path, String content) throws IOException {
        Path file = server.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
