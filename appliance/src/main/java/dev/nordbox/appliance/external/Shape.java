package dev.nordbox.appliance.external;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of an object is honoured. Everything else is named with its path, so that nothing that
 * somebody asked for is passed over in silence.
 */
public interface Shape {

    /**
     * @param problems is added to: the path, and why it is not honoured
     */
    void check(String path, Object value, List<String> problems);

    /** All problems of a value, in its own order. */
    default List<String> problems(String path, Object value) {
        List<String> problems = new ArrayList<>();
        check(path, value, problems);
        return problems;
    }

    static Shape text() {
        return typed(String.class, "a text");
    }

    static Shape flag() {
        return typed(Boolean.class, "true or false");
    }

    static Shape number() {
        return typed(Number.class, "a number");
    }

    /** Whatever it is, somebody else looks at it. */
    static Shape any() {
        return (path, value, problems) -> {};
    }

    private static Shape typed(Class<?> type, String what) {
        return (path, value, problems) -> {
            if (!type.isInstance(value)) {
                problems.add(path + ": has to be " + what);
            }
        };
    }

    static Shape oneOf(String... words) {
        List<String> known = Arrays.asList(words);
        return (path, value, problems) -> {
            if (!(value instanceof String word) || !known.contains(word)) {
                String shown = value instanceof String word ? word : "what it is";
                problems.add(path + ": " + shown + " is not honoured; one of " + known);
            }
        };
    }

    static Shape listOf(Shape item) {
        return (path, value, problems) -> {
            if (!(value instanceof List<?> list)) {
                problems.add(path + ": has to be a list");
                return;
            }
            for (int i = 0; i < list.size(); i++) {
                Object one = list.get(i);
                if (one == null) {
                    problems.add(path + "[" + i + "]: has to be there");
                } else {
                    item.check(path + "[" + i + "]", one, problems);
                }
            }
        };
    }

    static Shape mapOf(Shape element) {
        return (path, value, problems) -> {
            if (!(value instanceof Map<?, ?> map)) {
                problems.add(path + ": has to be a map");
                return;
            }
            map.forEach(
                    (key, one) -> {
                        if (one != null) {
                            element.check(path + "." + key, one, problems);
                        }
                    });
        };
    }

    /** Of fields that do the same, exactly one counts: the others would be passed over. */
    static void oneOfThese(String path, Object object, List<String> problems, String... fields) {
        List<String> set =
                Arrays.stream(fields)
                        .filter(field -> Fields.at(object, field).isPresent())
                        .toList();
        if (set.isEmpty()) {
            problems.add(path + ": " + String.join(" or ", fields) + " has to be set");
        } else if (set.size() > 1) {
            problems.add(path + ": only one of " + String.join(", ", set) + " can be honoured");
        }
    }

    static Structure structure() {
        return new Structure(new LinkedHashMap<>(), Set.of(), new TreeMap<>(), "");
    }

    /** An object of known fields. Immutable; each word gives another one. */
    record Structure(
            Map<String, Shape> fields,
            Set<String> needed,
            Map<String, String> refused,
            String others)
            implements Shape {

        public Structure {
            fields = Map.copyOf(fields);
            needed = Set.copyOf(needed);
            refused = Map.copyOf(refused);
        }

        public Structure with(String field, Shape shape) {
            Map<String, Shape> more = new LinkedHashMap<>(fields);
            more.put(field, shape);
            return new Structure(more, needed, refused, others);
        }

        /** Fields that have to be there, and not empty. */
        public Structure needing(String... names) {
            return new Structure(fields, Set.of(names), refused, others);
        }

        /** A field that is known and not honoured, with what to do instead. */
        public Structure without(String field, String why) {
            Map<String, String> more = new LinkedHashMap<>(refused);
            more.put(field, why);
            return new Structure(fields, needed, more, others);
        }

        /** What is said of all fields that are not listed. */
        public Structure otherwise(String why) {
            return new Structure(fields, needed, refused, why);
        }

        @Override
        public void check(String path, Object value, List<String> problems) {
            if (!(value instanceof Map<?, ?> map)) {
                problems.add(path + ": has to be an object");
                return;
            }
            map.forEach((key, one) -> field(path + "." + key, (String) key, one, problems));
            needed.stream()
                    .filter(name -> isMissing(map.get(name)))
                    .sorted()
                    .forEach(name -> problems.add(path + "." + name + ": has to be there"));
        }

        private static boolean isMissing(@Nullable Object value) {
            return value == null
                    || value instanceof String text && text.isEmpty()
                    || value instanceof List<?> list && list.isEmpty();
        }

        private void field(String path, String name, Object value, List<String> problems) {
            Shape shape = fields.get(name);
            if (value == null) {
                return; // as if it were not there
            }
            if (shape != null) {
                shape.check(path, value, problems);
                return;
            }
            String why = refused.getOrDefault(name, others);
            problems.add(path + " is not honoured" + (why.isEmpty() ? "" : ": " + why));
        }
    }
}
