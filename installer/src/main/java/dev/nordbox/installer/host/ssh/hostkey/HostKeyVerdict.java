package dev.nordbox.installer.host.ssh.hostkey;

import dev.nordbox.installer.problem.Problem;
import java.util.List;

/** What a policy says to the key that a server showed. */
public sealed interface HostKeyVerdict {

    /**
     * @param because where it is known from, for people
     * @param remember it is not in known_hosts yet, and belongs there
     */
    record Trusted(String because, boolean remember) implements HostKeyVerdict {}

    /**
     * Nothing is known of this server: a person may confirm the key.
     *
     * @param note what else is worth knowing before answering; may be empty
     */
    record Unknown(HostKey key, String note) implements HostKeyVerdict {}

    /**
     * Another key is known. The host was rebuilt, or somebody stands in between: only who asked for
     * it on the command line may put the new one in the old one's place.
     *
     * @param before the known keys, each with the place it is known from
     */
    record Changed(HostKey key, List<String> before, Problem problem) implements HostKeyVerdict {}

    /** Nobody may override this. */
    record Refused(Problem problem) implements HostKeyVerdict {}
}
