package dev.nordbox.installer.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only preflight asks: how the host is set up around what a box needs. A new question is a
 * line of {@code around.sh} and a check that reads it.
 *
 * @param answers by key, in the words of the host; a key whose answer could not be had is missing
 */
public record Around(Map<String, List<String>> answers) {
    public static final FactSection<Around> SECTION =
            new FactSection<>(
                    "around", lines -> read(lines.all("around", line -> line.from(1))), "around");

    public static final Around NOTHING = new Around(Map.of());

    public Around {
        answers = Map.copyOf(answers);
    }

    /**
     * @param lines key and answer, a tab between
     */
    static Around read(List<String> lines) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                answers.computeIfAbsent(line.substring(0, tab), key -> new ArrayList<>())
                        .add(line.substring(tab + 1).strip());
            }
        }
        return new Around(answers);
    }

    /** All answers to a question; none when it could not be had, or there is nothing to tell. */
    public List<String> all(String key) {
        return answers.getOrDefault(key, List.of());
    }

    public Optional<String> first(String key) {
        return all(key).stream().findFirst();
    }

    /** The words behind a first word: of {@code mtu}, what follows {@code eth0}. */
    public Optional<String> of(String key, String first) {
        return all(key).stream()
                .filter(line -> line.startsWith(first + " "))
                .map(line -> line.substring(first.length() + 1).strip())
                .findFirst();
    }
}
