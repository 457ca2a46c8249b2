package dev.nordbox.appliance.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON merge patch (RFC 7386): maps are merged, a null takes a field out, all else replaces. */
final class MergePatch {

    private MergePatch() {}

    static Map<String, @Nullable Object> apply(Map<?, ?> patch, Map<?, ?> original) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        original.forEach((field, value) -> merged.put(String.valueOf(field), value));
        patch.forEach(
                (key, value) -> {
                    String field = String.valueOf(key);
                    if (value == null) {
                        merged.remove(field);
                    } else if (value instanceof Map<?, ?> inner) {
                        Object present = merged.get(field);
                        merged.put(
                                field,
                                apply(inner, present instanceof Map<?, ?> map ? map : Map.of()));
                    } else {
                        merged.put(field, value);
                    }
                });
        return merged;
    }
}
