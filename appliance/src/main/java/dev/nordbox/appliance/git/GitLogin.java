package dev.nordbox.appliance.git;

import java.nio.file.Path;

/** What opens the door of a repository. Nothing but this is ever offered to its host. */
public sealed interface GitLogin {

    /** The repository is open to everybody. */
    GitLogin NONE = new None("");

    /**
     * No key and no password.
     *
     * @param hint what the operator does when the repository turns out to ask for one; {@code ""}
     *     for what is done about the repository that the controller was told to follow
     */
    record None(String hint) implements GitLogin {}

    /** A private key for SSH, in a file that others cannot read. */
    record KeyFile(Path file) implements GitLogin {}

    /**
     * A private key for SSH.
     *
     * @param origin where it is kept, for messages
     * @param text as OpenSSH writes it
     */
    record Key(String origin, String text) implements GitLogin {
        @Override
        public String toString() {
            return "key of " + origin;
        }
    }

    /** A file with the lines {@code username=} and {@code password=}, for https. */
    record PasswordFile(Path file) implements GitLogin {}

    /**
     * User name and password for https.
     *
     * @param origin where they are kept, for messages
     */
    record Password(String origin, String username, String password) implements GitLogin {
        @Override
        public String toString() {
            return "password of " + origin;
        }
    }
}
