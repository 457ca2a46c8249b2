package dev.nordbox.appliance.render.gotemplate;

/**
 * A word to look for, in time that grows with the text alone (Knuth, Morris and Pratt): what the
 * JDK does takes the word's length as often, when text and word are mostly one letter.
 */
final class Word {
    private final Meter meter;
    private final String word;

    /** By length of what matched so far: how much of it still matches one byte on. */
    private final int[] shorter;

    Word(Meter meter, String word) {
        this.meter = meter;
        this.word = word;
        this.shorter = new int[word.length() + 1];
        meter.read(word.length());
        for (int i = 1, matched = 0; i < word.length(); i++) {
            matched = next(matched, word.charAt(i));
            shorter[i + 1] = matched;
        }
    }

    /** Where it begins, at {@code from} or after; -1 for nowhere. */
    int in(String text, int from) {
        int matched = 0;
        int at = from;
        while (at < text.length() && matched < word.length()) {
            matched = next(matched, text.charAt(at++));
        }
        meter.read(at - from);
        return matched == word.length() ? at - matched : -1;
    }

    private int next(int matched, char c) {
        int longest = matched;
        while (longest > 0 && word.charAt(longest) != c) {
            longest = shorter[longest];
        }
        return word.charAt(longest) == c ? longest + 1 : 0;
    }
}
