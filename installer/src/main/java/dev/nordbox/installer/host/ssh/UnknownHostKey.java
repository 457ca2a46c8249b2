package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;

/** The server's key is not known, and nobody has confirmed it yet. */
final class UnknownHostKey extends HostException {
    private static final long serialVersionUID = 1L;

    private final transient HostKeyVerdict.Unknown verdict;

    UnknownHostKey(Hop hop, HostKeyVerdict.Unknown verdict, String because) {
        super(
                ExitCode.LOGIN_REFUSED,
                new Problem(
                        "unknown host key %s%s; %s"
                                .formatted(
                                        verdict.key(),
                                        verdict.note().isEmpty() ? "" : " (" + verdict.note() + ")",
                                        because),
                        hop.target().name(),
                        "compare it with the provider's console, then pass --host-key "
                                + verdict.key().fingerprint()
                                + ", or --accept-new to take it unseen"));
        this.verdict = verdict;
    }

    HostKeyVerdict.Unknown verdict() {
        return verdict;
    }
}
