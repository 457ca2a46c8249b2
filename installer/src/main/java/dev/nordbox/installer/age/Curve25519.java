package dev.nordbox.installer.age;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** X25519 (RFC 7748) over plain bytes, 32 of them everywhere, little-endian. */
final class Curve25519 {
    static final int SIZE = 32;

    private static final String ALGORITHM = "X25519";
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final byte[] BASE = littleEndian(BigInteger.valueOf(9));

    private Curve25519() {}

    /** The public point of a secret. */
    static byte[] publicOf(byte[] secret) {
        return shared(secret, BASE).orElseThrow();
    }

    /** Empty when the point is one of the few that give everybody the same secret. */
    static Optional<byte[]> shared(byte[] secret, byte[] point) {
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
            agreement.init(
                    keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            BigInteger u = number(point).clearBit(255).mod(P);
            agreement.doPhase(
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u)), true);
            return Optional.of(agreement.generateSecret());
        } catch (InvalidKeyException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 11 on has " + ALGORITHM, e);
        }
    }

    /** The point of an Ed25519 public key on the curve of X25519: u = (1 + y) / (1 - y). */
    static byte[] ofEd25519(byte[] publicKey) throws AgeException {
        BigInteger y = number(publicKey).clearBit(255);
        BigInteger below = BigInteger.ONE.subtract(y).mod(P);
        if (below.signum() == 0) {
            throw AgeException.unknownKey("the ed25519 key is not a usable one");
        }
        return littleEndian(BigInteger.ONE.add(y).multiply(below.modInverse(P)).mod(P));
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = reversed(number.toByteArray());
        return Arrays.copyOf(bytes, SIZE);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] other = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            other[i] = bytes[bytes.length - 1 - i];
        }
        return other;
    }
}
