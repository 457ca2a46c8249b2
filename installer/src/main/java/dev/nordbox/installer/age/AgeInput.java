package dev.nordbox.installer.age;

import dev.nordbox.installer.age.AgeException.Reason;
import dev.nordbox.installer.file.PartedInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decrypts an age file, a proven chunk at a time. What was read is genuine; that it is all, only
 * its end tells: read until -1.
 */
public final class AgeInput extends PartedInput {
    private final InputStream in;
    private final Chunks chunks;
    private final byte[] sealed = new byte[Chunks.SIZE + Aead.TAG];
    private final byte[] plain = new byte[Chunks.SIZE];
    private boolean last;

    /**
     * @throws AgeException NOT_AGE, NO_KEY when none of the identities opens it, TAMPERED,
     *     TRUNCATED
     */
    public AgeInput(InputStream in, Collection<? extends Identity> identities) throws IOException {
        this.in = new BufferedInputStream(in, Chunks.SIZE);
        Header header = new HeaderReader(this.in).read();
        byte[] fileKey = fileKey(header, identities);
        header.prove(fileKey);
        byte[] nonce = this.in.readNBytes(Chunks.NONCE);
        if (nonce.length < Chunks.NONCE) {
            throw AgeException.truncated("it ends right after its header");
        }
        this.chunks = new Chunks(fileKey, nonce);
    }

    /** Whether a file asks for a passphrase, rather than for a key. */
    public static boolean wantsPassphrase(InputStream in) throws IOException {
        Header header = new HeaderReader(new BufferedInputStream(in)).read();
        return header.stanzas().stream().anyMatch(stanza -> stanza.type().equals(Passphrase.TYPE));
    }

    private static byte[] fileKey(Header header, Collection<? extends Identity> identities)
            throws AgeException {
        List<String> types = header.stanzas().stream().map(Stanza::type).distinct().toList();
        if (types.contains(Passphrase.TYPE) && header.stanzas().size() > 1) {
            throw AgeException.notAge("it has a passphrase beside other recipients");
        }
        for (Stanza stanza : header.stanzas()) {
            for (Identity identity : identities) {
                Optional<byte[]> key = identity.unwrap(stanza);
                if (key.isPresent()) {
                    return key.get();
                }
            }
        }
        throw new AgeException(
                Reason.NO_KEY,
                types.contains(Passphrase.TYPE)
                        ? "the passphrase is another one"
                        : "it is encrypted to other keys (%s)".formatted(String.join(", ", types)));
    }

    @Override
    protected Optional<byte[]> next() throws IOException {
        if (last) {
            return Optional.empty();
        }
        int length = in.readNBytes(sealed, 0, sealed.length);
        boolean end = atEnd();
        OptionalInt opened = chunks.key().open(chunks.nonce(end), sealed, length, plain);
        if (opened.isEmpty()) {
            throw damaged(end, length);
        }
        int count = opened.getAsInt();
        if (end && count == 0 && !chunks.first()) {
            throw AgeException.tampered("its last part is an empty one");
        }
        last = end;
        chunks.next();
        return Optional.of(count == plain.length ? plain : Arrays.copyOf(plain, count));
    }

    private boolean atEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    /** A chunk that was not the last when it was written, and is now: what followed was cut off. */
    private AgeException damaged(boolean end, int length) {
        if (!end) {
            return AgeException.tampered("a part of it was changed");
        }
        boolean cut =
                length == 0 || chunks.key().open(chunks.nonce(false), sealed, length).isPresent();
        return cut
                ? AgeException.truncated("its end is missing")
                : AgeException.tampered("its last part was changed, or the end is missing");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
