package dev.nordbox.templates;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place where words become a shell command line. */
public final class ShellWords {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    private ShellWords() {}

    /** For a POSIX shell. */
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /** Single quotes protect everything but themselves. */
    public static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a word cannot hold a NUL byte");
        }
        if (HARMLESS.matcher(word).matches()) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
