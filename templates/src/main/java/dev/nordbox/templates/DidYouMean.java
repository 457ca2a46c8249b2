package dev.nordbox.templates;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant, for messages about unknown names. */
public final class DidYouMean {
    private DidYouMean() {}

    /**
     * The candidate nearest to a word, when it is near enough to be a slip of the keys: at most a
     * third of the longer of the two differs, letter case aside.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= tolerance(word, candidate))
                .min(
                        Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code did you mean `x`?}, or the given text when nothing is near. */
    public static String orElse(String word, Collection<String> candidates, String otherwise) {
        return nearest(word, candidates)
                .map(candidate -> "did you mean `" + candidate + "`?")
                .orElse(otherwise);
    }

    private static int tolerance(String word, String candidate) {
        return Math.max(1, Math.max(word.length(), candidate.length()) / 3);
    }

    /** Edit distance where swapping two neighbours counts once (optimal string alignment). */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = cost[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
