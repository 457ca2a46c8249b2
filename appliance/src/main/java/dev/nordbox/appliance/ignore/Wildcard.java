package dev.nordbox.appliance.ignore;

/** A text in which {@code *} stands for any text and {@code ?} for any one character. */
final class Wildcard {

    private Wildcard() {}

    /** Without backtracking beyond the last star: the time is at most pattern times text. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int star = -1;
        int starred = 0;
        for (int t = 0; t < text.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                starred = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starred;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
