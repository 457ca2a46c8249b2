package dev.nordbox.installer.age;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Encrypts what is written to it. Only {@link #close} makes it a whole file; it closes the stream
 * below as well.
 */
public final class AgeOutput extends OutputStream {
    private final OutputStream out;
    private final Chunks chunks;
    private final byte[] chunk = new byte[Chunks.SIZE];
    private final byte[] sealed = new byte[Chunks.SIZE + Aead.TAG];
    private int filled;
    private boolean closed;

    /**
     * @param recipients at least one; a passphrase only by itself, post-quantum ones among
     *     themselves
     */
    public AgeOutput(
            OutputStream out, Collection<? extends Recipient> recipients, SecureRandom random)
            throws IOException {
        boolean secret = recipients.stream().anyMatch(Passphrase.class::isInstance);
        if (recipients.isEmpty() || secret && recipients.size() > 1) {
            throw new IllegalArgumentException("no recipient, or a passphrase beside others");
        }
        if (!Recipient.canShareAFile(recipients)) {
            throw new IllegalArgumentException("a post-quantum recipient beside others");
        }
        byte[] fileKey = new byte[FileKey.SIZE];
        random.nextBytes(fileKey);
        List<Stanza> stanzas = new ArrayList<>();
        recipients.forEach(recipient -> stanzas.add(recipient.wrap(fileKey, random)));
        byte[] nonce = new byte[Chunks.NONCE];
        random.nextBytes(nonce);
        this.out = out;
        this.chunks = new Chunks(fileKey, nonce);
        out.write(Header.of(stanzas, fileKey).encoded());
        out.write(nonce);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        while (at < from + length) {
            if (filled == chunk.length) {
                seal(false); // more comes, so it is not the last
            }
            int count = Math.min(chunk.length - filled, from + length - at);
            System.arraycopy(bytes, at, chunk, filled, count);
            filled += count;
            at += count;
        }
    }

    private void seal(boolean last) throws IOException {
        int length = chunks.key().seal(chunks.nonce(last), chunk, filled, sealed);
        out.write(sealed, 0, length);
        chunks.next();
        filled = 0;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                seal(true);
            }
        }
    }
}
