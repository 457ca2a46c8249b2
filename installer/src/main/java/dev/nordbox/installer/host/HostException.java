package dev.nordbox.installer.host;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;

/** The host, or the way to it, failed. */
public class HostException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public HostException(ExitCode exitCode, Problem problem) {
        super(exitCode, problem);
    }

    public HostException(ExitCode exitCode, Problem problem, Throwable cause) {
        super(exitCode, problem, cause);
    }
}
