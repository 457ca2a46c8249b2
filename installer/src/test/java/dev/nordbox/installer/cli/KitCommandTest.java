package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.TestSurroundings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitCommandTest {
    private static final String PIN = "SHA256:" + "A".repeat(43);

    @TempDir private Path home;
    private final TrialKit trial = new TrialKit();
    private TestSurroundings around;
    private Path kit;
    private Path key;

    @BeforeEach
    void aKitAndItsKey() throws IOException {
        around = new TestSurroundings(home);
        kit = trial.in(home);
        key = Files.writeString(home.resolve("key"), trial.key.secretText());
    }

    @Test
    void showTellsWhatIsInItAndNoSecret() {
        assertThat(run("kit", "show", kit.toString(), "-i", key.toString())).isZero();

        assertThat(around.out())
                .contains("sealing key SHA256:abc since 2026-11-01T00:00:00Z")
                .contains("prod-1, root@203.0.113.7", "v1.36.4+k3s1", "0123abc", "k3s/token")
                .doesNotContain("f".repeat(64), "deploy key of the kit");
    }

    @Test
    void programsGetTheManifest() {
        assertThat(run("kit", "show", kit.toString(), "-i", key.toString(), "-o", "json")).isZero();

        assertThat(around.out()).startsWith("{\"format\":\"nordbox-kit\",\"version\":1,");
    }

    @Test
    void verifySaysThatAllOfItIsThere() {
        assertThat(run("kit", "verify", kit.toString(), "-i", key.toString())).isZero();

        assertThat(around.out()).contains("8 parts", "all as the manifest says", "of prod-1");
    }

    @Test
    void aKitThatCannotBeReliedOnEndsInEighteen() throws IOException {
        assertThat(run("kit", "verify", kit.toString())).isEqualTo(18);
        assertThat(around.err()).contains("no key was named, and there is no");

        byte[] whole = Files.readAllBytes(kit);
        Files.write(kit, Arrays.copyOf(whole, whole.length - 100));
        assertThat(run("kit", "verify", kit.toString(), "-i", key.toString())).isEqualTo(18);
        assertThat(around.err()).contains("fix: take another copy of it");
    }

    @Test
    void savingNeedsSomebodyWhoCanReadIt() {
        String[] save = {"kit", "save", "--host", "root@203.0.113.7", "--out", "box.kit"};

        assertThat(run(save)).isEqualTo(2);
        assertThat(around.err()).contains("nobody could read the kit");
        assertThat(run("kit", "save", "--host", "root@203.0.113.7")).isEqualTo(2);
        assertThat(around.err()).contains("--out");
        assertThat(run("kit")).isEqualTo(2);
        assertThat(around.err()).contains("name one of save, show, verify");
    }

    @Test
    void aBadKitIsRefusedBeforeAnythingIsConnected() throws IOException {
        String host = closedPort();
        String[] up = {
            "up",
            "--host",
            host,
            "--host-key",
            PIN,
            "--restore",
            kit.toString(),
            "--kit-identity",
            key.toString()
        };
        assertThat(run(up)).as("a good one leads on to the login, without a key").isEqualTo(14);

        byte[] bytes = Files.readAllBytes(kit);
        bytes[bytes.length / 2] ^= 1;
        Files.write(kit, bytes);

        assertThat(run(up)).isEqualTo(18);
        assertThat(around.err()).contains("a part of it was changed");
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
