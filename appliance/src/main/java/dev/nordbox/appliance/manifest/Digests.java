package dev.nordbox.appliance.manifest;

import dev.nordbox.appliance.json.Json;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes digests. Keyed, since what is digested may be a Secret's data. */
public final class Digests {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int DIGEST_BYTES = 16;

    private final SecretKeySpec key;
    private final List<Object> context;

    private Digests(SecretKeySpec key, List<Object> context) {
        this.key = key;
        this.context = context;
    }

    /** With a key of an earlier run, whose digests stay comparable. */
    public static Digests withKey(byte[] key) {
        return new Digests(new SecretKeySpec(key, ALGORITHM), List.of());
    }

    /** Digests that change with the context, too; an empty one changes nothing. */
    public Digests in(List<Object> newContext) {
        return new Digests(key, List.copyOf(newContext));
    }

    public static byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** Of maps, lists, texts, numbers, booleans; the order of keys does not count. */
    public Digest of(Object json) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(Json.printCanonical(json));
            if (!context.isEmpty()) {
                mac.update(Json.printCanonical(context));
            }
            byte[] hash = mac.doFinal();
            return new Digest(HexFormat.of().formatHex(Arrays.copyOf(hash, DIGEST_BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has HmacSHA256
        }
    }
}
