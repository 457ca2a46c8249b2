package dev.nordbox.installer.control;

import dev.nordbox.installer.profile.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whose the SSH keys are that open the host. By fingerprint: a key itself is never written down.
 */
final class KeyChecks {
    private static final String ID = "keys-of-persons";

    private KeyChecks() {}

    static Map<String, Check> all() {
        return Map.of(ID, KeyChecks::ofPersons);
    }

    private static Finding ofPersons(Seen seen) {
        List<String> lines = seen.lines("keys");
        if (!lines.contains("looked=yes")) {
            return Finding.inconclusive(ID, "not looked at", "");
        }
        List<Person> persons = seen.profile().parameters().persons();
        List<String[]> keys =
                lines.stream()
                        .filter(line -> line.startsWith("key "))
                        .map(line -> line.split(" ", 3))
                        .filter(words -> words.length == 3)
                        .toList();
        if (persons.isEmpty()) {
            return Finding.inconclusive(
                    ID,
                    "%d keys log in, and nobody wrote down whose they are".formatted(keys.size()),
                    "list persons with their keys in profile.persons: {name, keys: [SHA256:…]};"
                            + " `ssh-keygen -lf` prints them");
        }
        TreeSet<String> owners = new TreeSet<>();
        List<String> strange = new ArrayList<>();
        for (String[] key : keys) {
            Optional<Person> owner = owner(persons, key[1]);
            owner.ifPresent(person -> owners.add(person.name()));
            if (owner.isEmpty()) {
                strange.add("%s in %s is nobody's".formatted(key[1], key[2]));
            }
        }
        if (!strange.isEmpty()) {
            return Finding.fail(
                    ID,
                    String.join(", ", strange),
                    "take the key out of the file, or say in profile.persons whose it is");
        }
        List<String> unread =
                lines.stream()
                        .filter(line -> line.startsWith("unread ") || line.startsWith("elsewhere "))
                        .toList();
        String observed = "%d keys, of %d persons".formatted(keys.size(), owners.size());
        if (!unread.isEmpty()) {
            return Finding.inconclusive(
                    ID, observed, "whose these let in is not told: " + String.join(", ", unread));
        }
        return keys.isEmpty()
                ? Finding.inconclusive(ID, "no key logs in", "")
                : Finding.pass(ID, observed);
    }

    private static Optional<Person> owner(List<Person> persons, String fingerprint) {
        return persons.stream()
                .filter(
                        person ->
                                person.keys().stream()
                                        .anyMatch(key -> key.replace("=", "").equals(fingerprint)))
                .findFirst();
    }
}
