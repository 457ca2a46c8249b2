package dev.nordbox.installer.host.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place where words become a shell command line: sshd hands it to the login's shell. */
final class ShellWords {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    /**
     * What shells do not agree on inside of single quotes: fish takes a backslash for more, csh
     * looks for history at an exclamation mark and does not let a quotation go over a line's end.
     */
    private static final Pattern DISPUTED = Pattern.compile("['\\\\!\n]");

    private ShellWords() {}

    /** A line that any login shell takes for these words: sh, bash, zsh, fish, csh. */
    static String line(List<String> words) {
        if (words.stream().noneMatch(word -> DISPUTED.matcher(word).find())) {
            return join(words);
        }
        byte[] script = ("exec " + join(words)).getBytes(StandardCharsets.UTF_8);
        return "sh -c 'eval \"$(printf %s "
                + Base64.getEncoder().encodeToString(script)
                + " | base64 -d)\"'";
    }

    /** For a POSIX shell. */
    static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    /** Single quotes protect everything but themselves. */
    static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a word cannot hold a NUL byte");
        }
        if (HARMLESS.matcher(word).matches()) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
