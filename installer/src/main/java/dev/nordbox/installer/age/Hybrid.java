package dev.nordbox.installer.age;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * HPKE (RFC 9180) with ML-KEM-768 and X25519 side by side, as age 1.3 uses it: whoever breaks one
 * of the two has not broken the other.
 */
final class Hybrid {
    /** Of ML-KEM-768 and of the curve, one behind the other. */
    static final int PUBLIC = 1184 + Curve25519.SIZE;

    static final int ENCAPSULATED = 1088 + Curve25519.SIZE;
    static final int SEED = 32;

    private static final byte[] NOTHING = {};

    private final byte[] info;

    Hybrid(byte[] info) {
        this.info = info.clone();
    }

    /** What was encapsulated, and what was sealed for whoever opens that. */
    record Sealed(byte[] encapsulated, byte[] body) {}

    Sealed seal(byte[] publicKey, byte[] plain) {
        try {
            AsymmetricKeyParameter key = suite().deserializePublicKey(publicKey);
            byte[][] sealed = suite().seal(key, info, NOTHING, plain, null, null, null);
            return new Sealed(sealed[1], sealed[0]);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when it is for another key. */
    Optional<byte[]> open(byte[] seed, Sealed sealed) {
        try {
            AsymmetricCipherKeyPair pair = suite().deserializePrivateKey(seed, null);
            return Optional.of(
                    suite().open(
                                    sealed.encapsulated(),
                                    pair,
                                    info,
                                    NOTHING,
                                    sealed.body(),
                                    null,
                                    null,
                                    null));
        } catch (InvalidCipherTextException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static byte[] publicOf(byte[] seed) {
        AsymmetricCipherKeyPair pair = suite().deserializePrivateKey(seed, null);
        return suite().serializePublicKey(pair.getPublic());
    }

    /** Whether anything can be sealed for it. */
    static boolean isUsable(byte[] publicKey) {
        if (publicKey.length != PUBLIC) {
            return false;
        }
        byte[] point = Arrays.copyOfRange(publicKey, PUBLIC - Curve25519.SIZE, PUBLIC);
        try {
            suite().deserializePublicKey(publicKey);
            return Curve25519.shared(new byte[Curve25519.SIZE], point).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HPKE suite() {
        return new HPKE(
                HPKE.mode_base,
                HPKE.kem_MLKEM768_X25519,
                HPKE.kdf_HKDF_SHA256,
                HPKE.aead_CHACHA20_POLY1305);
    }
}
