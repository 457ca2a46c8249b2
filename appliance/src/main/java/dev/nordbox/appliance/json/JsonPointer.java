package dev.nordbox.appliance.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to one field, by RFC 6901. */
public record JsonPointer(List<String> steps) {
    public JsonPointer {
        steps = List.copyOf(steps);
    }

    /** Empty for what is no pointer, and for the one to the whole object, which cannot go. */
    public static Optional<JsonPointer> parse(String text) {
        if (!text.startsWith("/") || text.matches(".*~(?![01]).*")) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return Optional.of(new JsonPointer(steps));
    }

    /** Removes the field, or the element of a list; nothing happens when it is not there. */
    public void removeFrom(Map<String, Object> object) {
        @Nullable Object parent = parentIn(object);
        if (parent instanceof Map<?, ?> map) {
            map.remove(last());
        } else if (parent instanceof List<?> list) {
            index(last(), list.size()).ifPresent(index -> list.remove(index.intValue()));
        }
    }

    /** What is there; empty when the field is not, or is null. */
    public Optional<Object> valueIn(Map<String, Object> object) {
        return Optional.ofNullable(child(parentIn(object), last()));
    }

    /** Gives the field another value; nothing happens when it is not there. */
    @SuppressWarnings("unchecked") // JSON objects have string keys
    public void replaceIn(Map<String, Object> object, Object value) {
        @Nullable Object parent = parentIn(object);
        if (parent instanceof Map<?, ?> map) {
            ((Map<String, Object>) map).replace(last(), value);
        } else if (parent instanceof List<?> list) {
            index(last(), list.size()).ifPresent(at -> ((List<Object>) list).set(at, value));
        }
    }

    private @Nullable Object parentIn(Map<String, Object> object) {
        @Nullable Object parent = object;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = child(parent, step);
        }
        return parent;
    }

    private String last() {
        return steps.get(steps.size() - 1);
    }

    private static @Nullable Object child(@Nullable Object parent, String step) {
        if (parent instanceof Map<?, ?> map) {
            return map.get(step);
        }
        if (parent instanceof List<?> list) {
            return index(step, list.size()).map(list::get).orElse(null);
        }
        return null;
    }

    /** As in the RFC: no sign, no zeros in front; the place after the end holds nothing. */
    private static Optional<Integer> index(String step, int size) {
        return Optional.of(step)
                .filter(text -> text.matches("0|[1-9][0-9]{0,8}"))
                .map(Integer::valueOf)
                .filter(index -> index < size);
    }
}
