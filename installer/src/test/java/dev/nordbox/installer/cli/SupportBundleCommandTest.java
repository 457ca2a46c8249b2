package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.output.Typist;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportBundleCommandTest {
    private static final String PIN = "SHA256:" + "A".repeat(43);

    @TempDir Path home;

    @Test
    void ofAHostThatCannotBeReachedItHoldsWhyAndWhatLiesHere() throws IOException {
        TestSurroundings around = new TestSurroundings(home).with(new Typist());
        String host = closed();
        String[] box = {"--ssh-config", "none", "--host", host, "--host-key", PIN};
        Path file = home.resolve("box.tar.gz");
        assertThat(run(around, box, "up", "--repo", "https://git.example.no/x.git")).isNotZero();
        assertThat(run(around, box, "preflight")).isNotZero();

        assertThat(run(around, box, "support-bundle", "--out", file.toString())).isZero();

        assertThat(around.err()).contains("refused the connection");
        assertThat(around.out()).endsWith(file + "\n");
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("nordbox-support/ssh.txt", "route: " + host)
                    .containsPattern("nordbox-support/up-[0-9TZ]+-[0-9a-f]{4}\\.log")
                    .contains("command=up")
                    .doesNotContain("command=preflight");
        }
    }

    private static int run(TestSurroundings around, String[] box, String... words) {
        String[] all = new String[words.length + box.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(box, 0, all, words.length, box.length);
        return new Cli(around.surroundings()).execute(all);
    }

    /** Where nobody listens. */
    private static String closed() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "root@127.0.0.1:" + socket.getLocalPort();
        }
    }
}
