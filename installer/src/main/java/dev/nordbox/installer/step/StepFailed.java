package dev.nordbox.installer.step;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;

/** A run ended at a step. What was done before stays done. */
public final class StepFailed extends ProblemException {
    private static final long serialVersionUID = 1L;
    private static final String AGAIN =
            "run the same command again: what is done stays done, and it goes on from here";

    private final String stepId;
    private final transient InstallReport soFar;

    StepFailed(Step step, InstallReport soFar, ProblemException cause) {
        super(
                cause.exitCode(),
                cause.problems().stream()
                        .map(problem -> named(step, problem, soFar, cause.exitCode()))
                        .toList());
        initCause(cause);
        this.stepId = step.id();
        this.soFar = soFar;
    }

    public String stepId() {
        return stepId;
    }

    /** The steps that were completed. */
    public InstallReport soFar() {
        return soFar;
    }

    private static Problem named(
            Step step, Problem problem, InstallReport soFar, ExitCode exitCode) {
        // Whoever left the program alone for an hour wants to know how far it came.
        String done =
                exitCode == ExitCode.HOST_UNREACHABLE
                        ? "; before it, %d of %d steps had something to do, and did it"
                                .formatted(soFar.changed().size(), soFar.steps().size())
                        : "";
        String remedy = problem.remedy().isEmpty() ? AGAIN : problem.remedy() + "; then " + AGAIN;
        return new Problem(
                "step '%s' failed: %s".formatted(step.title(), problem.what() + done),
                problem.where(),
                remedy);
    }
}
