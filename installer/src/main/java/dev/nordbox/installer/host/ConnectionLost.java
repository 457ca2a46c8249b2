package dev.nordbox.installer.host;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Optional;

/**
 * A connection that was there is gone. What was under way may have been done on the host or not:
 * only a look at it tells.
 */
public final class ConnectionLost extends HostException {
    private static final long serialVersionUID = 1L;

    public ConnectionLost(Problem problem, Throwable cause) {
        super(ExitCode.HOST_UNREACHABLE, problem, cause);
    }

    /** The loss that a failure comes from, if it comes from one. */
    static Optional<ConnectionLost> behind(ProblemException failure) {
        if (failure.exitCode() != ExitCode.HOST_UNREACHABLE) {
            return Optional.empty(); // whoever caught the loss made something else of it
        }
        Throwable cause = failure;
        while (cause != null && !(cause instanceof ConnectionLost)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable((ConnectionLost) cause);
    }
}
