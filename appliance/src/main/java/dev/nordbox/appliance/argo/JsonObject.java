package dev.nordbox.appliance.argo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A JSON object in the making that leaves out what says nothing, as Argo CD's own writing does:
 * {@code ""}, 0, false, empty lists and maps.
 */
public final class JsonObject {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Puts the field unless its value says nothing. */
    public JsonObject put(String name, Object value) {
        return saysNothing(value) ? this : always(name, value);
    }

    /** Puts the field whatever its value is. */
    public JsonObject always(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Puts a list of what the elements are written as, unless it is empty. */
    public <T> JsonObject list(String name, Collection<T> elements, Function<T, ?> written) {
        return put(name, elements.stream().map(written).toList());
    }

    public Map<String, Object> fields() {
        return fields;
    }

    private static boolean saysNothing(Object value) {
        return value.equals("")
                || value.equals(false)
                || value.equals(0L)
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }
}
