package dev.nordbox.appliance.redis;

import java.io.IOException;

/**
 * Watches the bytes of one reply pass. Jedis makes room for whatever length a reply announces, so
 * one that announces two gigabytes would end the process.
 */
final class ReplyBounds {

    /** Type, length and line ends of a value; the text of an error. */
    private static final int BESIDE_VALUE = 1_024;

    private final int mostBytes;
    private long passed;
    private boolean inHead;
    private char type;
    private long announced;

    /**
     * @param mostBytes of a value
     */
    ReplyBounds(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Another reply begins. */
    void next() {
        passed = 0;
        inHead = true;
        type = 0;
        announced = 0;
    }

    /**
     * @param length as {@link java.io.InputStream#read} gives it
     * @throws IOException when the reply is none of those that we ask for, or is too long
     */
    void check(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length && inHead; i++) {
            head((char) (bytes[i] & 0xff));
        }
        passed += Math.max(length, 0);
        if (passed > mostBytes + BESIDE_VALUE) {
            throw new IOException("the reply is too long");
        }
    }

    private void head(char c) throws IOException {
        if (type == 0) {
            type = c;
            if ("$+-:".indexOf(c) < 0) {
                throw new IOException("the reply is of a kind that was not asked for");
            }
        } else if (c == '\n') {
            inHead = false;
        } else if (type == '$' && c >= '0' && c <= '9') {
            announced = announced * 10 + (c - '0');
            if (announced > mostBytes) {
                throw new IOException("the reply is too long");
            }
        }
    }
}
