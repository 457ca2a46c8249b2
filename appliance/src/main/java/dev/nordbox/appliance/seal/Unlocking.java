package dev.nordbox.appliance.seal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the key of each value of one object. The one that fitted last is tried first, and the
 * number of tries has an end: each costs milliseconds, and anybody may write a SealedSecret.
 */
final class Unlocking {
    /** Enough for the most values that fit into an object, and for dozens of keys. */
    static final int MOST_TRIES = 4096;

    private final List<SealingKey> keys;
    private int left;

    Unlocking(KeyRing ring, int mostTries) {
        this.keys = new ArrayList<>(ring.keys());
        this.left = mostTries;
    }

    /** A value and the key that unsealed it. */
    record Opened(byte[] value, SealingKey key) {}

    /** The values of one object by name: what could be opened, and why the rest could not. */
    record Outcome(Map<String, Opened> opened, Map<String, String> problems) {}

    /** Says why no key fits; knows how many problems there are before. */
    interface Diagnosing {
        String of(SealedItem item, int problemsBefore);
    }

    Outcome openAll(Map<String, String> items, Label label, Diagnosing diagnosing) {
        Outcome outcome = new Outcome(new LinkedHashMap<>(), new LinkedHashMap<>());
        items.forEach(
                (name, text) -> {
                    try {
                        SealedItem item = SealedItem.parse(text);
                        Optional<Opened> opened = open(item, label);
                        if (opened.isPresent()) {
                            outcome.opened.put(name, opened.get());
                        } else {
                            int before = outcome.problems.size();
                            outcome.problems.put(name, diagnosing.of(item, before));
                        }
                    } catch (SealingException e) {
                        outcome.problems.put(name, e.getMessage());
                    }
                });
        return outcome;
    }

    /**
     * @return empty when no key fits
     * @throws SealingException when the object has had its share
     */
    Optional<Opened> open(SealedItem item, Label label) throws SealingException {
        for (int i = 0; i < keys.size(); i++) {
            SealingKey key = keys.get(i);
            if (!item.isLongAs(key)) {
                continue;
            }
            if (left-- <= 0) {
                throw new SealingException("too many values that no key fits; seal them anew");
            }
            Optional<byte[]> value = item.unseal(key, label);
            if (value.isPresent()) {
                keys.add(0, keys.remove(i));
                return Optional.of(new Opened(value.get(), key));
            }
        }
        return Optional.empty();
    }
}
