package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.output.Typist;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up} asks a person at a terminal before it connects. */
class UpCommandTest {
    @TempDir Path home;
    private final Typist typist = new Typist();
    private TestSurroundings around;

    @BeforeEach
    void somebodyIsThere() {
        around = new TestSurroundings(home).with(typist);
    }

    @Test
    void whoNamesOnlyTheHostIsAskedForTheRepository() throws IOException {
        typist.answering("git@git.example.no:ops/infra.git");

        assertThat(up()).isEqualTo(11);

        assertThat(typist.questions()).singleElement().asString().startsWith("Git repository");
    }

    @Test
    void anAnswerThatIsNoRepositoryIsToldAsTheFlagsWould() throws IOException {
        typist.answering("infra");

        assertThat(up()).isEqualTo(10);

        assertThat(around.err()).contains("--repo");
    }

    @Test
    void whoAnswersNothingIsToldTheFlag() throws IOException {
        assertThat(up()).isEqualTo(2);

        assertThat(around.err()).contains("--repo: no repository");
    }

    @Test
    void whatAFileSaysIsNotAsked() throws IOException {
        Path file =
                Files.writeString(
                        home.resolve("nordbox.yaml"),
                        "apiVersion: nordbox.no/v1alpha1\nkind: Box\ngit: {url: 'file:///r'}\n");

        assertThat(up("-c", file.toString())).isEqualTo(11);

        assertThat(typist.questions()).isEmpty();
    }

    @Test
    void aDryRunNeedsNoRepositoryAsPlanNeedsNone() throws IOException {
        assertThat(up("--dry-run")).isEqualTo(11);
        assertThat(run("plan")).isEqualTo(11);

        assertThat(typist.questions()).isEmpty();
    }

    @Test
    void aPlanTakesAKitAndSealingKeysAsUpDoes() throws IOException {
        String kit = Files.writeString(home.resolve("box.kit"), "no kit").toString();

        assertThat(run("plan", "--restore", kit)).isEqualTo(18);
        assertThat(run("plan", "--sealing-key", "k.pem")).isEqualTo(11);
    }

    private int up(String... more) throws IOException {
        return run("up", more);
    }

    /** At a host where nobody listens. */
    private int run(String command, String... more) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            String host = "root@127.0.0.1:" + socket.getLocalPort();
            socket.close();
            String[] words = {
                command,
                "--host",
                host,
                "--ssh-config",
                "none",
                "--host-key",
                "SHA256:" + "A".repeat(43)
            };
            String[] all = new String[words.length + more.length];
            System.arraycopy(words, 0, all, 0, words.length);
            System.arraycopy(more, 0, all, words.length, more.length);
            return new Cli(around.surroundings()).execute(all);
        }
    }
}
