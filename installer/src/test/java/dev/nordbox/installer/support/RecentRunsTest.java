package dev.nordbox.installer.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentRunsTest {
    @TempDir private Path folder;

    @Test
    void thoseThatChangeABoxAreTakenTheNewestThree() throws IOException {
        ran("20261101T100000Z-0001", "up", "the first");
        ran("20261102T100000Z-0002", "upgrade", "another k3s");
        ran("20261103T100000Z-0003", "status", "a look");
        ran("20261104T100000Z-0004", "down", "the way back");
        ran("20261105T100000Z-0005", "up", "it ended badly");
        ran("20261106T100000Z-0006", "up --dry-run", "a plan");
        ran("20261107T100000Z-0007", "support-bundle", "this one");
        Files.createDirectories(folder.resolve("20261108T100000Z-0008"));

        assertThat(RecentRuns.of(folder))
                .containsOnlyKeys(
                        "up-20261105T100000Z-0005.log",
                        "down-20261104T100000Z-0004.log",
                        "upgrade-20261102T100000Z-0002.log")
                .hasEntrySatisfying(
                        "up-20261105T100000Z-0005.log",
                        log -> assertThat(log).contains("it ended badly"));
    }

    @Test
    void whereNoneIsThatIsSaid() throws IOException {
        ran("20261103T100000Z-0003", "status", "command=up");

        assertThat(RecentRuns.of(folder)).containsOnlyKeys("runs.txt");
    }

    private void ran(String id, String command, String what) throws IOException {
        Path run = Files.createDirectories(folder.resolve(id));
        Files.writeString(
                run.resolve("run.log"),
                """
                2026-11-01T10:00:00.000Z INFO  [main] dev.nordbox.run RunStarted[run=%s, \
                version=1.0, command=%s, log=Optional[/x/run.log]]
                2026-11-01T10:00:01.000Z INFO  [main] dev.nordbox.run Noted[key=x, text=%s]
                """
                        .formatted(id, command, what));
    }
}
