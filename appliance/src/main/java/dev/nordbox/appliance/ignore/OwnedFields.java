package dev.nordbox.appliance.ignore;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fields that one manager owns, as {@code metadata.managedFields} tells them: a tree in which
 * {@code f:name} is a field, {@code k:{…}} the element of a list with these keys, {@code v:…} the
 * element of a list that equals this value, {@code i:n} the n-th element, and {@code .} the thing
 * itself.
 */
record OwnedFields(Map<String, Object> tree) {

    /** One for each entry of the manager. */
    static List<OwnedFields> of(Map<String, Object> live, String manager) {
        return Fields.list(live, "metadata", "managedFields").stream()
                .filter(entry -> Fields.text(entry, "manager").equals(Optional.of(manager)))
                .map(entry -> new OwnedFields(Fields.map(entry, "fieldsV1")))
                .toList();
    }

    /** Removes them; a map or an element that nothing is left of goes with its last field. */
    void removeFrom(Map<String, Object> object) {
        tree.forEach((step, below) -> remove(object, step, new OwnedFields(Fields.map(below))));
    }

    private static void remove(Object parent, String step, OwnedFields below) {
        if (parent instanceof Map<?, ?> map && step.startsWith("f:")) {
            String field = step.substring(2);
            if (map.containsKey(field) && below.takesAllOf(map.get(field))) {
                map.remove(field);
            }
        }
        if (parent instanceof List<?> list && step.length() > 2) {
            for (int i = list.size() - 1; i >= 0; i--) {
                if (isMeant(step, list.get(i), i) && below.takesAllOf(list.get(i))) {
                    list.remove(i);
                }
            }
        }
    }

    /** Takes what is owned below; true when nothing is left that somebody else might own. */
    private boolean takesAllOf(@Nullable Object value) {
        if (tree.isEmpty() || value == null) {
            return true;
        }
        tree.forEach((step, below) -> remove(value, step, new OwnedFields(Fields.map(below))));
        return tree.containsKey(".")
                && (value instanceof Map<?, ?> map && map.isEmpty()
                        || value instanceof List<?> list && list.isEmpty());
    }

    private static boolean isMeant(String step, @Nullable Object element, int index) {
        String told = step.substring(2);
        return switch (step.substring(0, 2)) {
            case "k:" -> {
                Map<String, Object> keys = json(told);
                yield !keys.isEmpty()
                        && keys.entrySet().stream()
                                .allMatch(
                                        key ->
                                                Fields.at(element, key.getKey())
                                                        .equals(Optional.of(key.getValue())));
            }
            case "v:" -> Objects.equals(json("{\"v\":" + told + "}").get("v"), element);
            case "i:" -> told.equals(String.valueOf(index));
            default -> false;
        };
    }

    private static Map<String, Object> json(String text) {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) { // the API server writes it; what it means is unknown
            return Map.of();
        }
    }
}
