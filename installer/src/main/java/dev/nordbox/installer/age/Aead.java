package dev.nordbox.installer.age;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * ChaCha20-Poly1305 under one key, a whole message at a time: nothing is handed out before its tag
 * has been checked, which a {@code CipherInputStream} does not promise.
 */
final class Aead {
    static final int TAG = 16;
    static final byte[] ZERO_NONCE = new byte[12];

    private static final String ALGORITHM = "ChaCha20-Poly1305";

    private final Cipher cipher;
    private final SecretKeySpec key;

    Aead(byte[] key) {
        try {
            this.cipher = Cipher.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 11 on has " + ALGORITHM, e);
        }
        this.key = new SecretKeySpec(key, "ChaCha20");
    }

    byte[] seal(byte[] nonce, byte[] plain, int length) {
        byte[] sealed = new byte[length + TAG];
        seal(nonce, plain, length, sealed);
        return sealed;
    }

    /**
     * The same into a buffer, as many times as there are chunks.
     *
     * @return how much of it is filled
     */
    int seal(byte[] nonce, byte[] plain, int length, byte[] into) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
            return cipher.doFinal(plain, 0, length, into, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when key, nonce or message are other ones than it was sealed with. */
    Optional<byte[]> open(byte[] nonce, byte[] sealed, int length) {
        byte[] plain = new byte[Math.max(0, length - TAG)];
        return open(nonce, sealed, length, plain).isPresent()
                ? Optional.of(plain)
                : Optional.empty();
    }

    /**
     * The same into a buffer, as many times as there are chunks.
     *
     * @return how much of it is filled; empty: nothing of it is to be used
     */
    OptionalInt open(byte[] nonce, byte[] sealed, int length, byte[] into) {
        if (length < TAG) {
            return OptionalInt.empty();
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce));
            return OptionalInt.of(cipher.doFinal(sealed, 0, length, into, 0));
        } catch (AEADBadTagException e) {
            return OptionalInt.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
