package dev.nordbox.installer.host.ssh;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person for what a login or sudo needs. What is typed goes to the other side only. */
public interface LoginPrompts {
    /** For runs without a terminal. */
    LoginPrompts NOBODY = new NobodyToAsk();

    /** Whether there is anybody to ask. */
    boolean somebody();

    /**
     * The passphrase of a key file.
     *
     * @param attempt counted from 1
     * @return empty when there is nobody to ask, or no answer
     */
    Optional<char[]> passphrase(Path file, int attempt);

    /** What is typed does not show. */
    Optional<char[]> secret(String question);

    /** The same; the server takes this answer as often as it is asked for, unlike a code. */
    default Optional<char[]> password(String question) {
        return secret(question);
    }

    /** What is typed shows: the server said that it may. */
    Optional<String> answer(String question);

    /** Tells what a server has to say before it asks. */
    void tell(String line);

    /** See {@link #NOBODY}. */
    record NobodyToAsk() implements LoginPrompts {
        @Override
        public boolean somebody() {
            return false;
        }

        @Override
        public Optional<char[]> passphrase(Path file, int attempt) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> secret(String question) {
            return Optional.empty();
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.empty();
        }

        @Override
        public void tell(String line) {
            // Nobody listens.
        }
    }
}
