package dev.nordbox.installer.host;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the beginning of an output, reads and forgets the rest: the far side never blocks on us.
 */
public class CappedOutput extends OutputStream {
    public static final int LIMIT = 8 * 1024 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long heard = System.nanoTime();

    @Override
    public synchronized void write(int b) {
        heard = System.nanoTime();
        if (kept.size() < LIMIT) {
            kept.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        heard = System.nanoTime();
        kept.write(bytes, from, Math.min(length, LIMIT - kept.size()));
    }

    /** When something was written last, as {@link System#nanoTime} counts. */
    public synchronized long heard() {
        return heard;
    }

    /** As UTF-8. */
    public synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
