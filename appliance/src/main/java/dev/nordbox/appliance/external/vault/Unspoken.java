package dev.nordbox.appliance.external.vault;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials of a session: what a server says back is told without them. */
final class Unspoken {
    private static final int LONGEST = 300;

    private final Set<String> words = ConcurrentHashMap.newKeySet();

    String remember(String word) {
        if (!word.isBlank()) {
            words.add(word);
            words.add(word.trim());
        }
        return word;
    }

    /** One line, not too long. */
    String without(String text) {
        String clean = text;
        for (String word : words) {
            clean = clean.replace(word, "***");
        }
        clean = clean.replaceAll("\\p{Cntrl}+", " ").trim();
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }
}
