package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.TransferProgress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A local file that is copied out, with progress.
 *
 * @param size when the upload began
 */
record LocalBytes(Path file, long size) {
    private static final int CHUNK = 256 * 1024;

    void copy(OutputStream out, long from, TransferProgress progress) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long sent = from;
        progress.transferred(sent, size);
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(from);
            while (sent < size) {
                int read = in.read(chunk, 0, (int) Math.min(CHUNK, size - sent));
                if (read < 0) {
                    throw new EOFException(
                            file.getFileName() + " became shorter while it was sent");
                }
                out.write(chunk, 0, read);
                sent += read;
                progress.transferred(sent, size);
            }
        }
    }
}
