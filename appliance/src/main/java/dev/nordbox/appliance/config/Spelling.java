package dev.nordbox.appliance.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Spelling {

    private Spelling() {}

    /** The closest of the words, if a third of the letters at most is wrong. */
    static Optional<String> closest(String written, Collection<String> words) {
        String lower = written.toLowerCase(Locale.ROOT);
        return words.stream()
                .min(
                        Comparator.<String>comparingInt(word -> distance(lower, word))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(word -> distance(lower, word) <= Math.max(1, word.length() / 3));
    }

    /** Letters to be added, taken away, replaced, or swapped with their neighbour. */
    private static int distance(String one, String word) {
        String other = word.toLowerCase(Locale.ROOT);
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
                best = Math.min(best, cost[i - 1][j - 1] + replace);
                boolean swapped =
                        i > 1
                                && j > 1
                                && one.charAt(i - 1) == other.charAt(j - 2)
                                && one.charAt(i - 2) == other.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[one.length()][other.length()];
    }
}
