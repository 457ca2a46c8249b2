package dev.nordbox.installer.age;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;

/** The public half of a key of age's own, {@code age1…}. */
public final class X25519Recipient implements Recipient {
    static final String PREFIX = "age";
    static final String TYPE = "X25519";
    private static final String LABEL = Header.VERSION + "/X25519";

    private final byte[] point;

    X25519Recipient(byte[] point) {
        this.point = point.clone();
    }

    static X25519Recipient parse(String text) throws AgeException {
        byte[] point = Bech32.decode(text, PREFIX);
        if (point.length != Curve25519.SIZE
                || Curve25519.shared(new byte[Curve25519.SIZE], point).isEmpty()) {
            throw AgeException.unknownKey("the recipient is not a usable key");
        }
        return new X25519Recipient(point);
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) {
        byte[] once = new byte[Curve25519.SIZE];
        random.nextBytes(once);
        byte[] share = Curve25519.publicOf(once);
        byte[] secret = Curve25519.shared(once, point).orElseThrow();
        byte[] body = key(secret, share, point).seal(Aead.ZERO_NONCE, fileKey, fileKey.length);
        return new Stanza(TYPE, List.of(Base64Text.encode(share)), body);
    }

    static Aead key(byte[] secret, byte[] share, byte[] point) {
        return new Aead(Hkdf.derive(secret, together(share, point), LABEL));
    }

    static byte[] together(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    /** {@code age1…} */
    @Override
    public String toString() {
        return Bech32.encode(PREFIX, point);
    }
}
