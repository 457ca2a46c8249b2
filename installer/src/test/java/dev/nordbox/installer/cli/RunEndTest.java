package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.steps.TickingClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEndTest {
    @TempDir private Path home;

    @Test
    void aRunTookWhatAPersonWaitedNotWhatItsStepsTook() {
        TickingClock clock = new TickingClock();
        TestSurroundings around = new TestSurroundings(home).with(clock);
        Run run = new Run("up", new OutputOptions(), around.surroundings());

        int code =
                run.perform(
                        Run.Stdout.EVENTS,
                        (output, redactor) -> {
                            clock.advance(Duration.ofSeconds(42)); // connects, asks, downloads
                            InstallReport report =
                                    new InstallReport(
                                            "root@h", List.of(), List.of(), 1, 5, Duration.ZERO);
                            output.tell(run.end().of(ExitCode.DONE, "on", report));
                            return ExitCode.DONE;
                        });

        assertThat(code).isZero();
        assertThat(around.err()).endsWith("0 changes on root@h in 42s\n");
    }
}
