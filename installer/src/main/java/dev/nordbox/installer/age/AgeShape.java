package dev.nordbox.installer.age;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What can be told of an age file without its key: that it begins as one, and that its length is
 * one that such a file can have. Whether its bytes are genuine only the key tells.
 */
public final class AgeShape {
    private AgeShape() {}

    /**
     * @param in from its beginning; its header alone is read, byte by byte
     * @param size of the file, in bytes
     * @throws AgeException NOT_AGE or TRUNCATED
     */
    public static void check(InputStream in, long size) throws IOException {
        Counted counted = new Counted(in);
        new HeaderReader(counted).read();
        long payload = size - counted.read - Chunks.NONCE;
        long last = payload % (Chunks.SIZE + Aead.TAG);
        boolean empty = payload == Aead.TAG;
        if (payload < Aead.TAG || last > 0 && last <= Aead.TAG && !empty) {
            throw AgeException.truncated("its end is missing");
        }
    }

    private static final class Counted extends FilterInputStream {
        private long read;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            read += next < 0 ? 0 : 1;
            return next;
        }
    }
}
