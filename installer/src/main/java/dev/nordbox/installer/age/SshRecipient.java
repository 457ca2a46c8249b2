package dev.nordbox.installer.age;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The public half of an SSH key of type {@code ssh-ed25519}. */
public final class SshRecipient implements Recipient {
    static final String TYPE = "ssh-ed25519";
    private static final String LABEL = Header.VERSION + "/ssh-ed25519";
    private static final int TAG = 4;

    private final byte[] wire;
    private final byte[] point;

    private SshRecipient(byte[] wire, byte[] publicKey) throws AgeException {
        this.wire = wire;
        this.point = Curve25519.ofEd25519(publicKey);
    }

    static SshRecipient parse(String line) throws AgeException {
        try {
            return ofWire(Base64.getDecoder().decode(line.split("\\s+")[1]));
        } catch (IllegalArgumentException e) {
            throw AgeException.unknownKey("the SSH key is mistyped: it is not base64");
        }
    }

    private static SshRecipient ofWire(byte[] wire) throws AgeException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(wire);
            byte[] type = field(buffer);
            byte[] key = field(buffer);
            if (new String(type, StandardCharsets.US_ASCII).equals(TYPE)
                    && key.length == Curve25519.SIZE
                    && !buffer.hasRemaining()) {
                return new SshRecipient(wire.clone(), key);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw AgeException.unknownKey("the SSH key is mistyped: a part of it is missing");
        }
        throw AgeException.unknownKey("the SSH key is not of type ssh-ed25519");
    }

    private static byte[] field(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /**
     * @param publicKey 32 bytes, as RFC 8032 has them
     */
    static SshRecipient ofKey(byte[] publicKey) throws AgeException {
        byte[] type = TYPE.getBytes(StandardCharsets.US_ASCII);
        return ofWire(
                ByteBuffer.allocate(8 + type.length + publicKey.length)
                        .putInt(type.length)
                        .put(type)
                        .putInt(publicKey.length)
                        .put(publicKey)
                        .array());
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) {
        byte[] once = new byte[Curve25519.SIZE];
        random.nextBytes(once);
        byte[] share = Curve25519.publicOf(once);
        byte[] secret = Curve25519.shared(once, point).orElseThrow();
        byte[] body = key(secret, share).seal(Aead.ZERO_NONCE, fileKey, fileKey.length);
        return new Stanza(TYPE, List.of(tag(), Base64Text.encode(share)), body);
    }

    /** Tells whose a stanza is; the same for every file. */
    String tag() {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(wire);
            return Base64Text.encode(Arrays.copyOf(sum, TAG));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The key that the file key is wrapped with. A tweak by the SSH key is mixed in, so that the
     * secret is of no use for another key with the same point.
     */
    Aead key(byte[] secret, byte[] share) {
        byte[] tweak = Hkdf.derive(new byte[0], wire, LABEL);
        byte[] tweaked = Curve25519.shared(tweak, secret).orElseThrow();
        return new Aead(Hkdf.derive(tweaked, X25519Recipient.together(share, point), LABEL));
    }

    /** The line of {@code authorized_keys}. */
    @Override
    public String toString() {
        return TYPE + " " + Base64.getEncoder().encodeToString(wire);
    }
}
