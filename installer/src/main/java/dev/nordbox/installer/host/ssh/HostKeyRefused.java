package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;

/** The server showed a key that contradicts what is known or pinned. */
final class HostKeyRefused extends HostException {
    private static final long serialVersionUID = 1L;

    HostKeyRefused(Problem problem) {
        super(ExitCode.LOGIN_REFUSED, problem);
    }
}
