package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.TestSurroundings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillCommandTest {
    @TempDir private Path home;
    private TestSurroundings around;
    private Path kit;
    private Path key;
    private Path result;

    @BeforeEach
    void aKitAndItsKey() throws IOException {
        TrialKit trial = new TrialKit();
        around = new TestSurroundings(home);
        kit = trial.in(home);
        key = Files.writeString(home.resolve("key"), trial.key.secretText());
        result = home.resolve("drill.json");
    }

    @Test
    void theThrowawayHostIsNamedEveryTime() throws IOException {
        Path config =
                Files.writeString(
                        home.resolve("nordbox.yaml"),
                        "apiVersion: nordbox.no/v1alpha1\nkind: Box\nssh: {host: root@127.0.0.1}\n");

        assertThat(drill("--config", config.toString())).isEqualTo(2);
        assertThat(around.err()).contains("no throwaway host is named", "--host");
        assertThat(run("drill", "--host", "root@127.0.0.1")).isEqualTo(2);
        assertThat(around.err()).contains("--kit");
    }

    @Test
    void aDamagedKitIsRefusedBeforeAnythingIsConnected() throws IOException {
        String host = closedPort();
        assertThat(drill("--host", host, "--accept-new"))
                .as("a good one leads on to the login, without a key")
                .isEqualTo(14);

        byte[] bytes = Files.readAllBytes(kit);
        bytes[bytes.length / 2] ^= 1;
        Files.write(kit, bytes);

        assertThat(drill("--host", host, "--accept-new")).isEqualTo(18);
        assertThat(around.err()).contains("a part of it was changed");
        assertThat(result).doesNotExist();
        assertThat(home.resolve(".ssh/known_hosts")).doesNotExist();
    }

    @Test
    void aResultThatCannotBeWrittenIsToldBeforeAnythingIsConnected() throws IOException {
        result = home.resolve("nowhere/drill.json");

        assertThat(drill("--host", closedPort())).isEqualTo(2);
        assertThat(around.err()).contains("the result of the drill cannot be written");
    }

    @Test
    void theHelpSaysHowItEnds() {
        assertThat(run("drill", "--help")).isZero();
        assertThat(around.out())
                .contains("--kit=FILE", "--kit-identity=FILE", "--keep", "--passphrase-file=FILE")
                .contains("27    drill: what came back is not what the kit holds");
    }

    private int drill(String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "drill",
                                "--kit",
                                kit.toString(),
                                "--kit-identity",
                                key.toString(),
                                "--out",
                                result.toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private int run(String... args) {
        return new Cli(around.surroundings()).execute(args);
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "root@127.0.0.1:" + socket.getLocalPort();
        }
    }
}
