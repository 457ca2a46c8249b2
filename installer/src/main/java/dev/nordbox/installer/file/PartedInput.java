package dev.nordbox.installer.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What comes part by part, of which one is in memory. */
public abstract class PartedInput extends InputStream {
    private byte[] part = new byte[0];
    private int at;

    /**
     * The next part; empty at the end. One without bytes is passed over. The part before is let go
     * of by then.
     */
    protected abstract Optional<byte[]> next() throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == part.length) {
            part = new byte[0];
            at = 0;
            Optional<byte[]> next = next();
            if (next.isEmpty()) {
                return -1;
            }
            part = next.get();
        }
        int count = Math.min(length, part.length - at);
        System.arraycopy(part, at, bytes, from, count);
        at += count;
        return count;
    }
}
