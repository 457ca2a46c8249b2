package dev.nordbox.installer.config;

import java.nio.file.Path;

/**
 * Where a setting was said.
 *
 * @param source file or flag
 * @param line from 1; 0 for a flag
 * @param base what a relative file name in the setting is relative to
 */
record Location(String source, int line, int column, Path base) {
    static final String BUILT_IN = "built-in defaults";
    static final String PROFILE = "profile ";

    /** Said by what this program came with, and by no person. */
    boolean isOfNordbox() {
        return source.equals(BUILT_IN) || source.startsWith(PROFILE);
    }

    static Location ofFlag(String flag) {
        return new Location(flag, 0, 0, Path.of(""));
    }

    static Location startOf(String source, Path base) {
        return new Location(source, 1, 1, base);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
