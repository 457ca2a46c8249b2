package dev.nordbox.installer.host.ssh.hostkey;

/** Asks a person whether an unknown server's key is the right one. */
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
}
