package dev.nordbox.appliance.seal;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** Names an RSA key as SSH does, and sealed-secrets after it: {@code SHA256:…}. */
public final class Fingerprint {

    private Fingerprint() {}

    static String of(RSAPublicKey key) {
        MessageDigest digest = sha256();
        update(digest, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
        update(digest, number(key.getPublicExponent()));
        update(digest, number(key.getModulus()));
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static byte[] number(BigInteger value) {
        return value.toByteArray(); // two's complement, as SSH's mpint
    }

    private static void update(MessageDigest digest, byte[] field) {
        digest.update(ByteBuffer.allocate(4).putInt(field.length).array());
        digest.update(field);
    }

    /** Every JDK has it. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
