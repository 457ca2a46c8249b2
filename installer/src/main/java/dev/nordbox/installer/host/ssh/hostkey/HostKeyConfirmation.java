package dev.nordbox.installer.host.ssh.hostkey;

import java.util.List;

/** Asks a person whether a server's key is the right one. */
@FunctionalInterface
public interface HostKeyConfirmation {
    /** For runs without a terminal, and for connections that must not ask twice. */
    HostKeyConfirmation NOBODY = (name, key, note) -> Answer.NOBODY_TO_ASK;

    enum Answer {
        ACCEPTED,
        DECLINED,
        NOBODY_TO_ASK
    }

    /**
     * @param name the server as known_hosts would call it
     * @param note what else is worth knowing before answering; may be empty
     */
    Answer confirm(String name, HostKey key, String note);

    /**
     * The same where another key is known.
     *
     * @param before the known keys, for people
     */
    default Answer confirmReplacement(String name, HostKey key, List<String> before) {
        return confirm(name, key, "in place of " + String.join(", ", before));
    }
}
