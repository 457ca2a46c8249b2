package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template is executed over: {@code .} and {@code $}.
 *
 * <p>The type of the map shows: in a map of strings a missing key is the empty string for {@code
 * index}, and functions that ask for a map of anything do not take it.
 */
public final class Dot {
    private final GoMap map;

    private Dot(GoMap map) {
        this.map = map;
    }

    /**
     * A {@code map[string]interface {}}. Values are strings, {@link Long} ({@code int64}), {@link
     * Integer} ({@code int}), {@link Double}, {@link Boolean}, lists, maps and null. A {@code
     * byte[]} is a string of these bytes, which need not be UTF-8. A caller whose original reads
     * JSON into an interface passes all numbers as {@link Double}.
     *
     * @throws IllegalArgumentException for a value of another class, or deeper than a thousand
     */
    public static Dot of(Map<String, ?> values) {
        return new Dot((GoMap) value(values, 0));
    }

    /** A {@code map[string]string}, as Sealed Secrets passes it; values need not be UTF-8. */
    public static Dot ofStrings(Map<String, byte[]> values) {
        GoMap map = GoMap.ofStrings();
        values.forEach((key, bytes) -> map.put(Runes.encode(key), Runes.ofBytes(bytes)));
        return new Dot(map);
    }

    /** Templates may change it, so each execution gets its own. */
    GoMap copy() {
        return (GoMap) copy(map);
    }

    private static Object copy(Object value) {
        if (value instanceof GoMap map) {
            GoMap made = map.isOfStrings() ? GoMap.ofStrings() : GoMap.ofAny();
            map.entries().forEach((key, element) -> made.put(key, copy(element)));
            return made;
        } else if (value instanceof GoSlice slice) {
            return GoSlice.ofAny(
                    new ArrayList<>(slice.elements().stream().map(Dot::copy).toList()));
        }
        return value;
    }

    private static Object value(@Nullable Object value, int depth) {
        if (depth > 1000) {
            throw new IllegalArgumentException("values nested deeper than 1000");
        }
        if (value == null) {
            return GoNil.INVALID;
        } else if (value instanceof String text) {
            return Runes.encode(text);
        } else if (value instanceof byte[] bytes) {
            return Runes.ofBytes(bytes);
        } else if (value instanceof Long number) {
            return GoInt.of64(number);
        } else if (value instanceof Integer number) {
            return GoInt.of(number);
        } else if (value instanceof Double || value instanceof Boolean) {
            return value;
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(value(element, depth + 1)));
            return GoSlice.ofAny(elements);
        } else if (value instanceof Map<?, ?> values) {
            GoMap map = GoMap.ofAny();
            values.forEach(
                    (key, element) ->
                            map.put(Runes.encode((String) key), value(element, depth + 1)));
            return map;
        }
        throw new IllegalArgumentException("no value of a template: " + value.getClass());
    }
}
