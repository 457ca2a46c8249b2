package dev.nordbox.installer.host.ssh;

/**
 * The private file that an upload grows in.
 *
 * @param size what an earlier run has sent already
 * @param space df's line for its file system
 */
record Part(String path, long size, String space) {

    /** Reads three lines: path, size, df. */
    static Part parse(String text) {
        String[] lines = text.split("\n", 3);
        return new Part(lines[0], Long.parseLong(lines[1].strip()), lines[2]);
    }

    /** How much of a file of this size need not be sent again. */
    long sent(long wholeSize) {
        return size <= wholeSize ? size : 0;
    }
}
