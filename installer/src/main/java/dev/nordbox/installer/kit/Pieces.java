package dev.nordbox.installer.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Cuts a stream of unknown size into parts, since a part's size is told before its bytes. */
public final class Pieces extends OutputStream {
    /** What is held in memory. A volume of a TiB makes 65536 of them. */
    static final int SIZE = 16 << 20;

    private final KitOutput kit;
    private final String path;
    private final LongConsumer progress;
    private final byte[] buffer;
    private final MessageDigest digest = SummedOutput.sha256();
    private int filled;
    private int written;
    private long size;

    /**
     * @param buffer for this one alone, until it is closed
     * @param progress told how many bytes have come
     */
    Pieces(KitOutput kit, String path, byte[] buffer, LongConsumer progress) {
        this.kit = kit;
        this.path = path;
        this.buffer = buffer;
        this.progress = progress;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        digest.update(bytes, from, length);
        int at = from;
        int end = from + length;
        while (at < end) {
            int count = Math.min(end - at, buffer.length - filled);
            System.arraycopy(bytes, at, buffer, filled, count);
            at += count;
            filled += count;
            if (filled == buffer.length) {
                writePiece();
            }
        }
        size += length;
        progress.accept(size);
    }

    private void writePiece() throws IOException {
        try (OutputStream part = kit.part(new Stored(path, 0, "").piece(written), "600", filled)) {
            part.write(buffer, 0, filled);
        }
        written++;
        filled = 0;
    }

    /** Writes the last piece; to be called once, when all has come. */
    public Stored end() throws IOException {
        if (filled > 0 || written == 0) {
            writePiece();
        }
        return new Stored(path, size, HexFormat.of().formatHex(digest.digest()));
    }
}
