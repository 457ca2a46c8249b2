package dev.nordbox.appliance.cel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON's values as CEL has them: whole numbers of 64 bits, and what is null is not there. */
final class CelValues {

    private CelValues() {}

    static Map<String, Object> of(Map<?, ?> object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.forEach(
                (name, value) -> {
                    Object converted = of(value);
                    if (converted != null) {
                        values.put(String.valueOf(name), converted);
                    }
                });
        return values;
    }

    private static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return of(map);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.stream().map(CelValues::of).filter(Objects::nonNull).forEach(items::add);
            return items;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        return value;
    }
}
