package dev.nordbox.installer.host.ssh;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person for the passphrase of a key file. */
@FunctionalInterface
public interface PassphrasePrompt {
    /** For runs without a terminal. */
    PassphrasePrompt NOBODY = (file, attempt) -> Optional.empty();

    /**
     * @param attempt counted from 1
     * @return empty when there is nobody to ask, or no answer
     */
    Optional<char[]> ask(Path file, int attempt);
}
