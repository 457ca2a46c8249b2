package dev.nordbox.installer.step;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** A step made its changes without complaint, and yet the host is not as wanted. */
public final class StepNotConverged extends ProblemException {
    private static final long serialVersionUID = 1L;

    public StepNotConverged(String host, Step step, List<Change> left) {
        super(
                ExitCode.STEP_FAILED,
                new Problem(
                        "the changes of '%s' were made, but the host still lacks: %s"
                                .formatted(
                                        step.title(),
                                        left.stream()
                                                .map(StepNotConverged::told)
                                                .collect(Collectors.joining("; "))),
                        host,
                        "look for another tool that undoes them (configuration management, a cron"
                                + " job)"));
    }

    private static String told(Change change) {
        String why = change.why();
        return change.description() + (why.isEmpty() ? "" : " (" + why + ")");
    }
}
