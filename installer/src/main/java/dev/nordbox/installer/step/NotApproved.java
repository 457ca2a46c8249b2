package dev.nordbox.installer.step;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;

/** What a run would do is not what was approved; it has done nothing. */
public final class NotApproved extends ProblemException {
    private static final long serialVersionUID = 1L;

    public NotApproved(List<Problem> problems) {
        super(ExitCode.PLAN_OUTDATED, problems);
    }
}
