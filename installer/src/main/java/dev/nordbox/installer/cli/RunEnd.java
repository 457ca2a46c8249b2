package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.up.PlanText;

/** What is told at the end of a run that came to its end. */
final class RunEnd {
    private RunEnd() {}

    /**
     * @param where leads over from the changes to the host: {@code on}
     */
    static Event.RunFinished of(ExitCode code, String where, InstallReport report) {
        return new Event.RunFinished(
                code,
                PlanText.count(report.changeCount()) + " " + where + " " + report.host(),
                report.changeCount(),
                report.roundTrips(),
                report.waited(),
                report.took());
    }
}
