package dev.nordbox.installer.age;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/** The private half of a post-quantum key of age's own, {@code AGE-SECRET-KEY-PQ-1…}. */
public final class HybridIdentity implements Identity {
    private static final String PREFIX = "age-secret-key-pq-";

    private final byte[] seed;

    private HybridIdentity(byte[] seed) {
        this.seed = seed.clone();
    }

    /** A new one. */
    public static HybridIdentity make(SecureRandom random) {
        byte[] seed = new byte[Hybrid.SEED];
        random.nextBytes(seed);
        return new HybridIdentity(seed);
    }

    static boolean isOne(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(PREFIX + "1");
    }

    static HybridIdentity parse(String text) throws AgeException {
        byte[] seed = Bech32.decode(text, PREFIX);
        if (seed.length != Hybrid.SEED) {
            throw AgeException.unknownKey("the key has a wrong length");
        }
        return new HybridIdentity(seed);
    }

    public HybridRecipient recipient() {
        return new HybridRecipient(Hybrid.publicOf(seed));
    }

    /** The secret itself, as {@code age-keygen -pq} writes it: for a file of the person's own. */
    public String secretText() {
        return Bech32.encode(PREFIX, seed).toUpperCase(Locale.ROOT);
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.is(HybridRecipient.TYPE, 1)) {
            return Optional.empty();
        }
        byte[] encapsulated = stanza.bytes(0, Hybrid.ENCAPSULATED);
        // A body of another length than that of one file key is never opened: age says why.
        return stanza.body().length == FileKey.SIZE + Aead.TAG
                ? HybridRecipient.HPKE.open(seed, new Hybrid.Sealed(encapsulated, stanza.body()))
                : Optional.empty();
    }
}
