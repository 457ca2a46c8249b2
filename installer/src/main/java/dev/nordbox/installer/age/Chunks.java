package dev.nordbox.installer.age;

import java.nio.ByteBuffer;

/**
 * How a payload is cut: 64 KiB a chunk, each sealed under its own number and under whether it is
 * the last, so that none can be dropped, moved or added.
 */
final class Chunks {
    static final int SIZE = 64 * 1024;
    static final int NONCE = 16;

    private final Aead key;
    private long number;

    /**
     * @param nonce the bytes in front of the payload
     */
    Chunks(byte[] fileKey, byte[] nonce) {
        this.key = new Aead(Hkdf.derive(fileKey, nonce, "payload"));
    }

    Aead key() {
        return key;
    }

    boolean first() {
        return number == 0;
    }

    void next() {
        number++;
    }

    /** 11 bytes of number, one that says whether it is the last. */
    byte[] nonce(boolean last) {
        return ByteBuffer.allocate(12)
                .position(3)
                .putLong(number)
                .put((byte) (last ? 1 : 0))
                .array();
    }
}
