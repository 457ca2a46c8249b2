package dev.nordbox.appliance.control;

import dev.nordbox.appliance.catalog.ShownUrl;
import dev.nordbox.appliance.manifest.LastApplied;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An Application as it may be shown: without what is noise, and without what people write into it
 * although it is secret.
 */
final class Redaction {

    private static final String MASK = "***";
    private static final String MANAGED = "managedFields";

    /** Values of a chart, the environment of a plugin: passwords are found there, and Secrets. */
    private static final Map<String, Set<String>> SECRET =
            Map.of(
                    "helm", Set.of("parameters", "values", "valuesObject"),
                    "plugin", Set.of("env", "parameters"),
                    "sync", Set.of("manifests"));

    private Redaction() {}

    static Map<String, Object> of(Map<String, Object> content) {
        return map(content, Set.of());
    }

    private static Map<String, Object> map(Map<?, ?> from, Set<String> secret) {
        Map<String, Object> to = new LinkedHashMap<>();
        from.forEach(
                (key, value) -> {
                    String name = String.valueOf(key);
                    if (secret.contains(name)) {
                        to.put(name, masked(value));
                    } else if (!name.equals(MANAGED) && !LastApplied.ANNOTATIONS.contains(name)) {
                        to.put(name, shown(name, value));
                    }
                });
        return to;
    }

    private static Object shown(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map, SECRET.getOrDefault(name, Set.of()));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> shown(name, item)).toList();
        }
        return value instanceof String text ? ShownUrl.in(text) : value;
    }

    /** Names are told, values are not. */
    private static Object masked(Object value) {
        if (!(value instanceof List<?> list)) {
            return MASK;
        }
        return list.stream()
                .map(
                        item ->
                                item instanceof Map<?, ?> map
                                                && map.get("name") instanceof String name
                                        ? Map.of("name", name, "value", MASK)
                                        : MASK)
                .toList();
    }
}
