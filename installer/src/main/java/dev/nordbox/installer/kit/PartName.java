package dev.nordbox.installer.kit;

import java.util.Arrays;
import java.util.regex.Pattern;

/** What a path in a kit may be: it becomes a path of the person who unpacks it by hand. */
final class PartName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@+][A-Za-z0-9._@+-]*");

    /** What ustar holds without a second field. */
    private static final int LENGTH = 100;

    private PartName() {}

    static boolean isPlain(String path) {
        return path.length() <= LENGTH
                && Arrays.stream(path.split("/", -1)).allMatch(n -> NAME.matcher(n).matches());
    }
}
