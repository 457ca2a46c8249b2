package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way to a value inside of a secret, as gjson writes it: names and places in lists with dots
 * between them, {@code \} before a dot that belongs to a name, {@code #} at the end for the length
 * of a list. What gjson can do beyond that is refused.
 */
final class PropertyPath {
    private static final String NOT_HERE = "*?|";
    private static final String NOT_FIRST = "@!{[(#";

    private final List<String> steps;

    private PropertyPath(List<String> steps) {
        this.steps = steps;
    }

    static PropertyPath parse(String text) throws CannotSync {
        List<String> steps = new ArrayList<>();
        StringBuilder step = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                step.append(text.charAt(++i));
            } else if (c == '.') {
                steps.add(step.toString());
                step.setLength(0);
            } else {
                boolean length = c == '#' && step.length() == 0 && i == text.length() - 1;
                boolean special =
                        NOT_HERE.indexOf(c) >= 0 || step.length() == 0 && NOT_FIRST.indexOf(c) >= 0;
                if (special && !length) {
                    throw CannotSync.data(
                            "property "
                                    + text
                                    + ": "
                                    + c
                                    + " is not honoured; name the fields, with dots between them");
                }
                step.append(c);
            }
        }
        steps.add(step.toString());
        return new PropertyPath(steps);
    }

    /** Empty when nothing is there; a null is there. */
    Optional<Found> in(Map<String, Object> object) {
        Object value = object;
        for (String step : steps) {
            if (value instanceof Map<?, ?> map && map.containsKey(step)) {
                value = map.get(step);
            } else if (value instanceof List<?> list && step.equals("#")) {
                value = (long) list.size();
            } else if (value instanceof List<?> list
                    && step.matches("[0-9]{1,6}")
                    && Integer.parseInt(step) < list.size()) {
                value = list.get(Integer.parseInt(step));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Found(Optional.ofNullable(value)));
    }

    /**
     * @param value empty for a null
     */
    record Found(Optional<Object> value) {}
}
