package dev.nordbox.installer.baseline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A name and its value; lists of them are sorted, so that templates come out the same each time.
 */
record NamedValue(String name, String value) {

    static List<NamedValue> of(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> new NamedValue(entry.getKey(), entry.getValue()))
                        .toList();
    }
}
