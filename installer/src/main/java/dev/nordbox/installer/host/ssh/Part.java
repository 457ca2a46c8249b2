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

    /** Whether it lies in the folder of a path, and becomes that file by a rename. */
    boolean isBeside(String target) {
        return path.lastIndexOf('/') == target.lastIndexOf('/')
                && path.regionMatches(0, target, 0, target.lastIndexOf('/'));
    }

    /** How much of a file of this size need not be sent again. */
    long sent(long wholeSize) {
        return size <= wholeSize ? size : 0;
    }
}
