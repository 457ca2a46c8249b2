package dev.nordbox.appliance.live;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Cuts out of an object what a manager applied: the fields of its {@code fieldsV1} with the values
 * they have now.
 *
 * <p>The list of fields alone does not tell whether somebody changed them: admission may change a
 * value and leave its owner, and the order of a list is owned by nobody (seen with Kubernetes
 * 1.36). The values do. What others have put beside them does not count.
 */
final class OwnedFields {

    private static final String FIELD = "f:";
    private static final String ITEM_BY_KEYS = "k:";
    private static final String ITEM_BY_VALUE = "v:";

    private OwnedFields() {}

    /**
     * @param fieldsV1 as {@code metadata.managedFields} lists them
     * @return equal for objects whose owned fields are equal, order of items included
     */
    static Object of(Map<String, Object> fieldsV1, Object value) {
        if (fieldsV1.keySet().stream().allMatch(step -> step.equals("."))) {
            return Objects.requireNonNullElse(value, "null"); // a leaf, or all of a list
        }
        if (value instanceof List<?> list) {
            return items(fieldsV1, list);
        }
        Map<String, Object> owned = new TreeMap<>();
        fieldsV1.forEach(
                (step, below) -> {
                    if (step.startsWith(FIELD)) {
                        String name = step.substring(FIELD.length());
                        owned.put(
                                name,
                                Fields.at(value, name)
                                        .map(inner -> of(Fields.map(below), inner))
                                        .orElse("absent"));
                    }
                });
        return owned;
    }

    /** In the order of the object, which matters for containers as for rules. */
    private static List<Object> items(Map<String, Object> fieldsV1, List<?> list) {
        Map<Map<String, Object>, Map<String, Object>> byKeys = new LinkedHashMap<>();
        List<Object> byValue = new ArrayList<>();
        fieldsV1.forEach(
                (step, below) -> {
                    if (step.startsWith(ITEM_BY_KEYS)) {
                        byKeys.put(parse(step.substring(2)), Fields.map(below));
                    } else if (step.startsWith(ITEM_BY_VALUE)) {
                        byValue.add(parse("{\"v\":" + step.substring(2) + "}").get("v"));
                    }
                });
        List<Object> owned = new ArrayList<>();
        for (Object item : list) {
            if (byValue.contains(item)) {
                owned.add(item);
            }
            byKeys.forEach(
                    (keys, below) -> {
                        if (keys.entrySet().stream()
                                .allMatch(key -> isAt(item, key.getKey(), key.getValue()))) {
                            owned.add(of(below, item));
                        }
                    });
        }
        return owned;
    }

    private static boolean isAt(Object item, String field, Object value) {
        return Fields.at(item, field).filter(value::equals).isPresent();
    }

    private static Map<String, Object> parse(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
