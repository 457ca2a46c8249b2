package dev.nordbox.installer.host.ssh.hostkey;

import java.util.List;
import java.util.Optional;

/** Asks a person whether a server's key is the right one. */
@FunctionalInterface
public interface HostKeyConfirmation {
    /** For runs without a terminal, and for connections that must not ask twice. */
    HostKeyConfirmation NOBODY = (name, key, note) -> Answer.NOBODY_TO_ASK;

    /**
     * @param named fingerprint that the right key has, when it is not the one that was shown
     */
    record Answer(Kind kind, Optional<String> named) {
        public enum Kind {
            ACCEPTED,
            DECLINED,
            ANOTHER,
            NOBODY_TO_ASK
        }

        public static final Answer ACCEPTED = new Answer(Kind.ACCEPTED, Optional.empty());
        public static final Answer DECLINED = new Answer(Kind.DECLINED, Optional.empty());
        public static final Answer NOBODY_TO_ASK = new Answer(Kind.NOBODY_TO_ASK, Optional.empty());

        /** The right key is the one with this fingerprint. */
        public static Answer another(String fingerprint) {
            return new Answer(Kind.ANOTHER, Optional.of(fingerprint));
        }
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
