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

    /** Names of hosts: in any case. */
    public static boolean matchHost(String pattern, String name) {
        return match(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    /** One pattern has to match, and none of those with {@code !}. */
    public static boolean matchHosts(List<String> patterns, String name) {
        boolean matched = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (matchHost(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                matched |= matchHost(pattern, name);
            }
        }
        return matched;
    }

    static boolean match(String pattern, String text) {
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

    /** The same for what is no host: case counts. */
    static boolean matchAny(List<String> patterns, String text) {
        boolean matched = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (match(pattern.substring(1), text)) {
                    return false;
                }
            } else {
                matched |= match(pattern, text);
            }
        }
        return matched;
    }
}
