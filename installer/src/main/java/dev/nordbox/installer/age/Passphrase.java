package dev.nordbox.installer.age;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.generators.SCrypt;

/** A passphrase; a file that has one has no other recipient. */
public final class Passphrase implements Recipient, Identity {
    static final String TYPE = "scrypt";
    private static final String LABEL = Header.VERSION + "/scrypt";
    private static final int SALT = 16;

    /** As {@code age -p}: 256 MiB of memory, about a second. */
    private static final int WORK = 18;

    /** A file may ask for 1 GiB at most; a larger one is an attack or a mistake. */
    private static final int MAXIMUM = 20;

    private final byte[] secret;

    public Passphrase(char[] passphrase) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        this.secret = new byte[bytes.remaining()];
        bytes.get(secret);
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] body = key(salt, WORK).seal(Aead.ZERO_NONCE, fileKey, fileKey.length);
        return new Stanza(TYPE, List.of(Base64Text.encode(salt), String.valueOf(WORK)), body);
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.is(TYPE, 2)) {
            return Optional.empty();
        }
        byte[] salt = stanza.bytes(0, SALT);
        String work = stanza.arguments().get(1);
        if (!work.matches("[1-9][0-9]?") || Integer.parseInt(work) > MAXIMUM) {
            throw AgeException.notAge(
                    "its passphrase asks for more work than is done here: 2^" + work);
        }
        return FileKey.open(key(salt, Integer.parseInt(work)), stanza);
    }

    private Aead key(byte[] salt, int work) {
        byte[] label = LABEL.getBytes(StandardCharsets.US_ASCII);
        byte[] salted = X25519Recipient.together(label, salt);
        return new Aead(SCrypt.generate(secret, salted, 1 << work, 8, 1, 32));
    }
}
