package dev.nordbox.installer.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes bytes on, counts them and sums them up. */
final class SummedOutput extends OutputStream {
    private final OutputStream out;
    private final MessageDigest digest = sha256();
    private long count;

    SummedOutput(OutputStream out) {
        this.out = out;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        digest.update(bytes, from, length);
        count += length;
    }

    long count() {
        return count;
    }

    /** What went by, as a part; only once. */
    Part part(String path) {
        return new Part(path, count, HexFormat.of().formatHex(digest.digest()));
    }
}
