package dev.nordbox.installer.host.ssh.hostkey;

import dev.nordbox.installer.problem.Problem;

/** What a policy says to the key that a server showed. */
public sealed interface HostKeyVerdict {

    record Trusted() implements HostKeyVerdict {}

    /**
     * Nothing is known of this server: a person may confirm the key.
     *
     * @param note what else is worth knowing before answering; may be empty
     */
    record Unknown(HostKey key, String note) implements HostKeyVerdict {}

    /** Nobody may override this. */
    record Refused(Problem problem) implements HostKeyVerdict {}
}
