package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.plan.Footing;
import dev.nordbox.installer.plan.PlanDocument;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.up.Up;
import java.util.List;

/** What {@code plan} and {@code up --dry-run} say at their end. */
record PlanReport(
        Surroundings around,
        OutputOptions options,
        Redactor redactor,
        boolean detailedExitCode,
        RunEnd end) {

    PlanDocument document(Up.Outcome plan) {
        return new PlanDocument(
                Version.ofNordbox(),
                around.clock().instant(),
                plan.report(),
                Footing.of(plan.facts(), plan.admins().byLogin()));
    }

    ExitCode tell(List<String> text, PlanDocument plan, Output output) {
        if (options.json()) {
            around.out().println(plan.json());
        } else {
            print(text);
        }
        return end(plan.report(), output);
    }

    /** Of a removal, whose events are all that programs get. */
    ExitCode tell(List<String> text, InstallReport plan, Output output) {
        if (!options.json()) {
            print(text);
        }
        return end(plan, output);
    }

    /** As one text: a key's block spans lines. */
    private void print(List<String> lines) {
        around.out().println(redactor.redact(String.join("\n", lines)));
        around.out().flush();
    }

    private ExitCode end(InstallReport plan, Output output) {
        ExitCode code =
                detailedExitCode && plan.changeCount() > 0
                        ? ExitCode.CHANGES_PENDING
                        : ExitCode.DONE;
        output.tell(end.of(code, "planned on", plan));
        return code;
    }
}
