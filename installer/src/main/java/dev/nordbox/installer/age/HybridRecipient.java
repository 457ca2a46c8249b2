package dev.nordbox.installer.age;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/**
 * The public half of a post-quantum key of age's own, {@code age1pq1…}. Stands beside its like
 * only: a file that a classical key opens as well is as weak as that.
 */
public final class HybridRecipient implements Recipient {
    static final String PREFIX = "age1pq";
    static final String TYPE = "mlkem768x25519";
    static final Hybrid HPKE =
            new Hybrid("age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII));

    private final byte[] key;

    HybridRecipient(byte[] key) {
        this.key = key.clone();
    }

    static HybridRecipient parse(String text) throws AgeException {
        byte[] key = Bech32.decode(text, PREFIX);
        if (!Hybrid.isUsable(key)) {
            throw AgeException.unknownKey("the recipient is not a usable key");
        }
        return new HybridRecipient(key);
    }

    @Override
    public boolean isPostQuantum() {
        return true;
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) {
        Hybrid.Sealed sealed = HPKE.seal(key, fileKey);
        return new Stanza(TYPE, List.of(Base64Text.encode(sealed.encapsulated())), sealed.body());
    }

    /** {@code age1pq1…} */
    @Override
    public String toString() {
        return Bech32.encode(PREFIX, key);
    }
}
