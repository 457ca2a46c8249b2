package dev.nordbox.appliance.argo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map of the object, read field by field. A null is an absent field; a value of another kind is a
 * fatal problem and reads as an absent one. What nobody asked for is told by {@link #close}.
 */
final class Section implements AutoCloseable {

    private final String path;
    private final Map<?, ?> values;
    private final Problems problems;
    private final Set<String> asked = new HashSet<>();

    Section(String path, Map<?, ?> values, Problems problems) {
        this.path = path;
        this.values = values;
        this.problems = problems;
    }

    String text(String name) {
        return optionalText(name).orElse("");
    }

    Optional<String> optionalText(String name) {
        return value(name, "a string, in quotes", String.class);
    }

    boolean flag(String name, boolean absent) {
        return value(name, "true or false, without quotes", Boolean.class).orElse(absent);
    }

    Optional<Long> number(String name) {
        return any(name).flatMap(value -> whole(path(name), value));
    }

    /** A number that counts something; a negative one is a fatal problem. */
    long count(String name, long absent) {
        return number(name).filter(number -> isCount(path(name), number)).orElse(absent);
    }

    /** Empty when the field is absent; an empty map is there. */
    Optional<Section> section(String name) {
        return map(name).map(map -> new Section(path(name), map, problems));
    }

    /** An absent map reads as an empty one. */
    Section sectionOrNone(String name) {
        return section(name).orElseGet(() -> new Section(path(name), Map.of(), problems));
    }

    /** The map as written. */
    Optional<Map<String, Object>> map(String name) {
        return any(name).flatMap(value -> asMap(path(name), value));
    }

    List<String> texts(String name) {
        return elements(name, (at, value) -> as(at, value, "a string, in quotes", String.class));
    }

    List<Section> sections(String name) {
        return elements(name, (at, v) -> asMap(at, v).map(map -> new Section(at, map, problems)));
    }

    Map<String, String> textMap(String name) {
        return valuesOf(name, "a string, in quotes", String.class);
    }

    Map<String, Boolean> flagMap(String name) {
        return valuesOf(name, "true or false, without quotes", Boolean.class);
    }

    /** The value as it is; empty when it is absent or null. */
    Optional<Object> any(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name));
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Problems problems() {
        return problems;
    }

    Map<String, Object> written() {
        Map<String, Object> written = new LinkedHashMap<>();
        values.forEach((key, value) -> written.put(String.valueOf(key), value));
        return written;
    }

    /** Warns of the fields that were not asked for; Argo CD does not read them either. */
    @Override
    public void close() {
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (entry.getValue() != null && !asked.contains(name)) {
                problems.unknownField(path(name));
            }
        }
    }

    private boolean isCount(String at, long number) {
        if (number < 0) {
            problems.fatal(at, "is " + number, "write 0 or more");
        }
        return number >= 0;
    }

    private Optional<Long> whole(String at, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return Optional.of(((Number) value).longValue());
        }
        problems.fatal(
                at,
                "must be a whole number and is " + ValueKind.of(value),
                "write digits only, without quotes");
        return Optional.empty();
    }

    private Optional<Map<String, Object>> asMap(String at, Object value) {
        return as(at, value, "a map", Map.class)
                .map(map -> new Section(at, map, problems).written());
    }

    private <T> Map<String, T> valuesOf(String name, String wanted, Class<T> type) {
        Map<String, T> read = new LinkedHashMap<>();
        map(name)
                .orElse(Map.of())
                .forEach(
                        (key, value) ->
                                as(path(name) + "." + key, value, wanted, type)
                                        .ifPresent(v -> read.put(key, v)));
        return read;
    }

    private <T> List<T> elements(String name, Element<T> element) {
        List<T> read = new ArrayList<>();
        List<?> list = value(name, "a list", List.class).orElse(List.of());
        for (int i = 0; i < list.size(); i++) {
            element.read(path(name) + "[" + i + "]", list.get(i)).ifPresent(read::add);
        }
        return read;
    }

    private <T> Optional<T> value(String name, String wanted, Class<T> type) {
        return any(name).flatMap(value -> as(path(name), value, wanted, type));
    }

    private <T> Optional<T> as(String at, Object value, String wanted, Class<T> type) {
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        problems.fatal(
                at,
                "must be " + wanted.split(",")[0] + " and is " + ValueKind.of(value),
                "write " + wanted);
        return Optional.empty();
    }

    /** Reads one element of a list. */
    private interface Element<T> {
        Optional<T> read(String at, Object value);
    }
}
