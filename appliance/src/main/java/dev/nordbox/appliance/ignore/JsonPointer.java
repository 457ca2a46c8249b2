package dev.nordbox.appliance.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to one field, by RFC 6901. */
record JsonPointer(List<String> steps) {

    /** Empty for what is no pointer, and for the one to the whole object, which cannot go. */
    static Optional<JsonPointer> parse(String text) {
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
    void removeFrom(Map<String, Object> object) {
        @Nullable Object parent = object;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = child(parent, step);
        }
        String last = steps.get(steps.size() - 1);
        if (parent instanceof Map<?, ?> map) {
            map.remove(last);
        } else if (parent instanceof List<?> list) {
            index(last, list.size()).ifPresent(index -> list.remove(index.intValue()));
        }
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
