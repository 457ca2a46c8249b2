package dev.nordbox.installer.age;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/** The private half of a key of age's own, {@code AGE-SECRET-KEY-1…}. */
public final class X25519Identity implements Identity {
    private static final String PREFIX = "age-secret-key-";

    private final byte[] secret;
    private final byte[] point;

    private X25519Identity(byte[] secret) {
        this.secret = secret.clone();
        this.point = Curve25519.publicOf(secret);
    }

    /** A new one. */
    public static X25519Identity make(SecureRandom random) {
        byte[] secret = new byte[Curve25519.SIZE];
        random.nextBytes(secret);
        return new X25519Identity(secret);
    }

    static X25519Identity parse(String text) throws AgeException {
        if (!text.toLowerCase(Locale.ROOT).startsWith(PREFIX + "1")) {
            throw AgeException.unknownKey("a line is no AGE-SECRET-KEY-1…");
        }
        byte[] secret = Bech32.decode(text, PREFIX);
        if (secret.length != Curve25519.SIZE) {
            throw AgeException.unknownKey("the key has a wrong length");
        }
        return new X25519Identity(secret);
    }

    public X25519Recipient recipient() {
        return new X25519Recipient(point);
    }

    /** The secret itself, as {@code age-keygen} writes it: for a file of the person's own. */
    public String secretText() {
        return Bech32.encode(PREFIX, secret).toUpperCase(Locale.ROOT);
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.is(X25519Recipient.TYPE, 1)) {
            return Optional.empty();
        }
        byte[] share = stanza.bytes(0, Curve25519.SIZE);
        Optional<byte[]> shared = Curve25519.shared(secret, share);
        return shared.flatMap(key -> FileKey.open(X25519Recipient.key(key, share, point), stanza));
    }
}
