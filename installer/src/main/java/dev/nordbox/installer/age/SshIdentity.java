package dev.nordbox.installer.age;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The private half of an SSH key of type {@code ssh-ed25519}. */
public final class SshIdentity implements Identity {
    private final SshRecipient recipient;
    private final byte[] scalar;

    private SshIdentity(SshRecipient recipient, byte[] scalar) {
        this.recipient = recipient;
        this.scalar = scalar;
    }

    /**
     * @param seed the 32 secret bytes of RFC 8032
     * @param publicKey the 32 public bytes
     * @throws AgeException when it is no usable key
     */
    public static SshIdentity of(byte[] seed, byte[] publicKey) throws AgeException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(seed);
            return new SshIdentity(
                    SshRecipient.ofKey(publicKey), Arrays.copyOf(hash, Curve25519.SIZE));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }

    public SshRecipient recipient() {
        return recipient;
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.is(SshRecipient.TYPE, 2)
                || !stanza.arguments().get(0).equals(recipient.tag())) {
            return Optional.empty();
        }
        byte[] share = stanza.bytes(1, Curve25519.SIZE);
        return Curve25519.shared(scalar, share)
                .flatMap(secret -> FileKey.open(recipient.key(secret, share), stanza));
    }
}
