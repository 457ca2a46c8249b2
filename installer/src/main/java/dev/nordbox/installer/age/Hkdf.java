package dev.nordbox.installer.age;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), for 32 bytes: one block is all that age ever takes. */
final class Hkdf {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BLOCK = 32;

    private Hkdf() {}

    static byte[] derive(byte[] secret, byte[] salt, String info) {
        byte[] label = info.getBytes(StandardCharsets.US_ASCII);
        byte[] expand = Arrays.copyOf(label, label.length + 1);
        expand[label.length] = 1;
        return hmac(hmac(salt, secret), expand);
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            // An empty key is one of zeros to HMAC, and none at all to Java.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[BLOCK] : key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
