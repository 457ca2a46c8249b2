package dev.nordbox.appliance.argo;

/**
 * A text in which {@code *} stands for any text and {@code ?} for any one character. Where texts
 * have parts, as addresses have, neither goes beyond a {@code /}, and {@code **} does.
 */
public final class Wildcard {

    private Wildcard() {}

    public static boolean matches(String pattern, String text) {
        return matches(pattern, text, false);
    }

    /** Of a text in parts. */
    public static boolean matchesPath(String pattern, String text) {
        return matches(pattern, text, true);
    }

    /** Follows all ways at once: the time is pattern times text, whatever the pattern. */
    private static boolean matches(String pattern, String text, boolean parts) {
        boolean[] reached = new boolean[pattern.length() + 1];
        reached[0] = true;
        skipStars(pattern, reached);
        for (int t = 0; t < text.length(); t++) {
            reached = after(pattern, reached, text.charAt(t), parts);
            skipStars(pattern, reached);
        }
        return reached[pattern.length()];
    }

    private static boolean[] after(String pattern, boolean[] reached, char next, boolean parts) {
        boolean[] after = new boolean[reached.length];
        for (int p = 0; p < pattern.length(); p++) {
            char wanted = pattern.charAt(p);
            boolean within = !parts || next != '/';
            if (!reached[p]) {
                continue;
            }
            if (wanted == '*') {
                boolean twice = p > 0 && pattern.charAt(p - 1) == '*';
                after[p] |= within || twice;
            } else if (wanted == next || wanted == '?' && within) {
                after[p + 1] = true;
            }
        }
        return after;
    }

    /** A star may stand for nothing. */
    private static void skipStars(String pattern, boolean[] reached) {
        for (int p = 0; p < pattern.length(); p++) {
            if (reached[p] && pattern.charAt(p) == '*') {
                reached[p + 1] = true;
            }
        }
    }
}
