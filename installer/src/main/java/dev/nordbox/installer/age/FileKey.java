package dev.nordbox.installer.age;

import java.util.Optional;

/** The 16 bytes that a file is encrypted with, anew for each one. */
final class FileKey {
    static final int SIZE = 16;

    private FileKey() {}

    /** A body of another length than that of one file key is never opened: age says why. */
    static Optional<byte[]> open(Aead key, Stanza stanza) {
        return stanza.body().length == SIZE + Aead.TAG
                ? key.open(Aead.ZERO_NONCE, stanza.body(), stanza.body().length)
                : Optional.empty();
    }
}
