package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.output.Typist;
import dev.nordbox.installer.testbed.OpenSsh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server whose login and sudo want a password that looks like no secret at all. */
class TypedSecretsIT {
    private static final String CANARY = "ops-password";

    /** What every process of the server was started with, until told to stop. */
    private static final String WATCH =
            """
            cat >/run/watch.sh <<'SH'
            while :; do
                cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\000' '\\n' >>/run/seen
            done
            SH
            systemd-run --quiet --unit=watch sh /run/watch.sh
            """;

    @TempDir static Path home;
    private static OpenSsh server;

    @BeforeAll
    static void start() {
        server = OpenSsh.withSystemd();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void areAskedForOnceAndTurnUpInNoLogNoBundleAndNoListOfProcesses() throws Exception {
        server.sh("systemd-run --quiet --wait --unit=k3s echo somebody said " + CANARY);
        server.sh(WATCH);
        Typist typist = new Typist(CANARY, CANARY);
        TestSurroundings around = new TestSurroundings(home).with(typist);
        Path file = home.resolve("box.tar.gz");
        String[] bundle = {
            "support-bundle",
            "-v",
            "--ssh-config",
            "none",
            "--host",
            server.address("ops"),
            "--host-key",
            server.fingerprint("ed25519"),
            "--out",
            file.toString()
        };

        assertThat(new Cli(around.surroundings()).execute(bundle)).as(around.err()).isZero();

        server.sh("systemctl stop watch");
        assertThat(typist.questions()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(unpacked(file))
                .contains("nordbox-support/preflight.json", "nordbox-support/plan.json")
                .contains("somebody said ***")
                .doesNotContain(CANARY);
        assertThat(List.of(around.out(), around.err(), log())).noneMatch(t -> t.contains(CANARY));
        assertThat(server.sh("cat /run/seen")).contains("sudo").doesNotContain(CANARY);
        assertThat(server.sh("journalctl --quiet --no-pager | grep -v 'somebody said'"))
                .doesNotContain(CANARY);
        assertThat(server.sh("grep -rl " + CANARY + " /tmp /var/tmp /run/*lock* || true"))
                .isEmpty();
    }

    private static String unpacked(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String log() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve(".local/state/nordbox/runs"))) {
            return Files.readString(
                    all.filter(f -> f.endsWith("run.log")).findFirst().orElseThrow());
        }
    }
}
