package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.up.PlanText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What is told at the end of a run that came to its end; it took what a person waited. */
final class RunEnd {
    private final Clock clock;
    private final Instant began;

    /** A run begins. */
    RunEnd(Clock clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    /**
     * @param where leads over from the changes to the host: {@code on}
     */
    Event.RunFinished of(ExitCode code, String where, InstallReport report) {
        return new Event.RunFinished(
                code,
                PlanText.count(report.changeCount()) + " " + where + " " + report.host(),
                report.changeCount(),
                report.roundTrips(),
                report.waited(),
                Duration.between(began, clock.instant()));
    }
}
