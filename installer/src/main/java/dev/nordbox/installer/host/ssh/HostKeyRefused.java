package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.util.Optional;

/** The server showed a key that contradicts what is known or pinned. */
final class HostKeyRefused extends HostException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<HostKeyVerdict.Changed> changed;

    HostKeyRefused(Problem problem) {
        super(ExitCode.LOGIN_REFUSED, problem);
        changed = Optional.empty();
    }

    HostKeyRefused(HostKeyVerdict.Changed verdict) {
        super(ExitCode.LOGIN_REFUSED, verdict.problem());
        changed = Optional.of(verdict);
    }

    /** What could be put in the old key's place, if anybody asked for it. */
    Optional<HostKeyVerdict.Changed> changed() {
        return changed;
    }
}
