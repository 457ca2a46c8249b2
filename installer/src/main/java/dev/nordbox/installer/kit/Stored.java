package dev.nordbox.installer.kit;

import java.util.Locale;

/**
 * A stream in a kit whose size nobody knew before it ended: in pieces {@code PATH.000000}, {@code
 * PATH.000001}, …, which {@code cat} puts together again.
 *
 * @param path of the pieces, without their numbers
 * @param size of all of them, in bytes
 * @param sha256 over all of them, lower-case hexadecimal
 */
public record Stored(String path, long size, String sha256) {
    private static final int DIGITS = 6;

    /** Whether a part is one of its pieces. */
    public boolean hasPiece(String part) {
        return part.startsWith(path + ".") && part.length() == path.length() + 1 + DIGITS;
    }

    String piece(int number) {
        return String.format(Locale.ROOT, "%s.%0" + DIGITS + "d", path, number);
    }
}
