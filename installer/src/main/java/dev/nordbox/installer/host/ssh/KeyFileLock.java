package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.LoginKey.NoSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Optional;

/** Opens a key file once, asking for its passphrase when it has one. */
final class KeyFileLock {
    private static final int ATTEMPTS = 3;

    private final KeyFile key;
    private final LoginPrompts prompts;
    private Optional<KeyPair> opened;
    private boolean givenUp;

    /**
     * @param opened what could be read without a passphrase
     */
    KeyFileLock(KeyFile key, Optional<KeyPair> opened, LoginPrompts prompts) {
        this.key = key;
        this.opened = opened;
        this.prompts = prompts;
    }

    Path file() {
        return key.path();
    }

    synchronized boolean isOpen() {
        return opened.isPresent();
    }

    /**
     * @throws NoSignature when no right passphrase is given; nobody is asked a second time
     */
    synchronized KeyPair open() throws NoSignature {
        for (int attempt = 1; opened.isEmpty() && !givenUp; attempt++) {
            Optional<char[]> passphrase =
                    attempt > ATTEMPTS ? Optional.empty() : prompts.passphrase(key.path(), attempt);
            givenUp = passphrase.isEmpty();
            passphrase.ifPresent(this::tryWith);
        }
        return opened.orElseThrow(() -> new NoSignature("encrypted, and no passphrase given"));
    }

    private void tryWith(char[] passphrase) {
        try {
            opened = Optional.of(key.read(passphrase));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // A wrong passphrase shows as any of these: ask again.
            opened = Optional.empty();
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}
