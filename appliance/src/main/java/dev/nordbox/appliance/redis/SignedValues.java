package dev.nordbox.appliance.redis;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts a signature before each value, over the value and its key, with a key that only this
 * controller has: who can write to Redis can take values away, but neither make nor exchange any.
 */
final class SignedValues {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 32;
    private static final byte VERSION = 1;

    private final SecretKeySpec secret;

    SignedValues(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The key's name in Redis: another controller's are others. */
    String nameOf(String key) {
        return "nordbox:render:" + HexFormat.of().formatHex(mac("name", key, new byte[0], 0));
    }

    byte[] sign(String key, byte[] value) {
        byte[] signed = new byte[1 + SIGNATURE_BYTES + value.length];
        signed[0] = VERSION;
        System.arraycopy(mac("value", key, value, 0), 0, signed, 1, SIGNATURE_BYTES);
        System.arraycopy(value, 0, signed, 1 + SIGNATURE_BYTES, value.length);
        return signed;
    }

    /** Empty when this controller did not put exactly this under the key. */
    Optional<byte[]> open(String key, byte[] signed) {
        int head = 1 + SIGNATURE_BYTES;
        if (signed.length < head || signed[0] != VERSION) {
            return Optional.empty();
        }
        byte[] wanted = mac("value", key, signed, head);
        byte[] found = Arrays.copyOfRange(signed, 1, head);
        return MessageDigest.isEqual(wanted, found)
                ? Optional.of(Arrays.copyOfRange(signed, head, signed.length))
                : Optional.empty();
    }

    private byte[] mac(String purpose, String key, byte[] bytes, int from) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            // Neither purpose nor key has a line end: the parts cannot run together.
            mac.update((purpose + "\n" + key + "\n").getBytes(StandardCharsets.UTF_8));
            mac.update(bytes, from, bytes.length - from);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has HmacSHA256
        }
    }
}
