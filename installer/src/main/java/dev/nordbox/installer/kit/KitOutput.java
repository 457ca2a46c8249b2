package dev.nordbox.installer.kit;

import dev.nordbox.installer.age.AgeOutput;
import dev.nordbox.installer.age.Recipient;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Writes a kit, part by part, as the parts come. */
public final class KitOutput implements Closeable {
    private final OutputStream tar;
    private final Instant created;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();
    private byte[] buffer = new byte[0];

    /**
     * @param out where the encrypted file goes; closed with this
     * @param created the time of every part
     */
    public KitOutput(
            OutputStream out,
            Collection<? extends Recipient> recipients,
            SecureRandom random,
            Instant created)
            throws IOException {
        this.tar = new AgeOutput(out, recipients, random);
        this.created = created;
    }

    /**
     * A part of a size that is known beforehand.
     *
     * @param mode octal, {@code 600}
     * @return where exactly that many bytes have to be written before it is closed
     */
    public OutputStream part(String path, String mode, long size) throws IOException {
        if (!PartName.isPlain(path) || size >= TarHeader.LIMIT || !begun.add(path)) {
            throw new IOException("not a part of a kit: " + path + ", " + size + " bytes");
        }
        tar.write(new TarHeader(path, mode, size, created).block());
        return new PartOutput(path, size);
    }

    public void part(String path, byte[] content) throws IOException {
        try (OutputStream part = part(path, "600", content.length)) {
            part.write(content);
        }
    }

    /**
     * A stream of a size that is not known beforehand; one at a time.
     *
     * @param path of its pieces, without their numbers
     * @param progress told how many bytes have come
     */
    public Pieces pieces(String path, LongConsumer progress) {
        if (buffer.length == 0) {
            buffer = new byte[Pieces.SIZE];
        }
        return new Pieces(this, path, buffer, progress);
    }

    /**
     * Ends the kit: without this it is not whole.
     *
     * @param facts a manifest without parts
     * @return the one that was written
     */
    public Manifest finish(Manifest facts) throws IOException {
        Manifest manifest = facts.with(parts);
        byte[] text = ManifestText.print(manifest);
        if (text.length > KitInput.MANIFEST_LIMIT) {
            throw new IOException("it has more parts than a kit can list");
        }
        part(Manifest.PATH, text);
        tar.write(new byte[2 * TarHeader.BLOCK]);
        return manifest;
    }

    /** Closes the file below, too. */
    @Override
    public void close() throws IOException {
        tar.close();
    }

    private final class PartOutput extends OutputStream {
        private final String path;
        private final long size;
        private final SummedOutput out = new SummedOutput(tar);

        PartOutput(String path, long size) {
            this.path = path;
            this.size = size;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            if (out.count() != size) {
                throw new IOException("%s has %d bytes, not %d".formatted(path, out.count(), size));
            }
            parts.add(out.part(path));
            tar.write(new byte[TarHeader.padding(size)]);
        }
    }
}
