package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.step.InstallReport;
import java.util.List;

/** What {@code plan} and {@code up --dry-run} say at their end. */
record PlanReport(Surroundings around, OutputOptions options, boolean detailedExitCode) {

    ExitCode tell(List<String> text, InstallReport plan, Output output) {
        if (!options.json()) {
            text.forEach(around.out()::println);
            around.out().flush();
        }
        ExitCode code =
                detailedExitCode && plan.changeCount() > 0
                        ? ExitCode.CHANGES_PENDING
                        : ExitCode.DONE;
        output.tell(RunEnd.of(code, "planned on", plan));
        return code;
    }
}
