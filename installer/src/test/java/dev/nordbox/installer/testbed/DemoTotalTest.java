package dev.nordbox.installer.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last line of {@code ci/demo}: what a newcomer waited, beside what is promised. */
class DemoTotalTest {
    @TempDir private Path cache;

    @Test
    void theTotalStandsBesideThePromise() throws IOException, InterruptedException {
        ProcessBuilder lib =
                new ProcessBuilder("bash", "-c", ". ../ci/lib.sh; total_beside 15")
                        .redirectErrorStream(true);
        long began = Instant.now().getEpochSecond() - 754;
        lib.environment().put("NORDBOX_BEGAN", String.valueOf(began));
        lib.environment().put("XDG_CACHE_HOME", cache.toString());
        Process process = lib.start();
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).isZero();
        assertThat(said)
                .matches(
                        "\\[ 75\\ds] all of it: 12 min 3[4-9] s; the goal is 15 min on two idle cores\n");
    }

    @Test
    void theDemoEndsWithIt() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../ci/demo"));

        assertThat(lines.get(lines.size() - 1)).isEqualTo("total_beside 15");
    }
}
