package dev.nordbox.installer.host.ssh.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Patterns as ssh writes them: {@code *}, {@code ?}, and {@code !} in front of what is left out.
 *
 * @see <a href="https://man.openbsd.org/ssh_config#PATTERNS">ssh_config(5)</a>
 */
public final class Wildcards {
    private Wildcards() {}

    /** The same for names of hosts and keywords, whose case does not count. */
    public static boolean matchInAnyCase(List<String> patterns, String name) {
        return matchAny(
                patterns.stream().map(pattern -> pattern.toLowerCase(Locale.ROOT)).toList(),
                name.toLowerCase(Locale.ROOT));
    }

    /** One pattern has to match, and none of those with {@code !}; case counts. */
    static boolean matchAny(List<String> patterns, String text) {
        boolean matched = false;
        for (String pattern : patterns) {
            boolean leftOut = pattern.startsWith("!");
            if (match(leftOut ? pattern.substring(1) : pattern, text)) {
                if (leftOut) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private static boolean match(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return text.matches(regex.toString());
    }
}
