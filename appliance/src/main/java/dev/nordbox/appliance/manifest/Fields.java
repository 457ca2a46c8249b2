package dev.nordbox.appliance.manifest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads fields of an object by their path; a missing or differently typed field is absent. */
public final class Fields {

    private Fields() {}

    /** The value at a path of map keys; empty when it is absent or null. */
    public static Optional<Object> at(Object object, String... path) {
        Object value = object;
        for (String step : path) {
            if (!(value instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            value = map.get(step);
        }
        return Optional.ofNullable(value);
    }

    public static Optional<String> text(Object object, String... path) {
        return at(object, path).filter(String.class::isInstance).map(String.class::cast);
    }

    /** A whole number; 0 when absent, as Kubernetes reads an absent count. */
    public static long number(Object object, String... path) {
        return at(object, path)
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).longValue())
                .orElse(0L);
    }

    /** A time as Kubernetes writes them, RFC 3339. */
    public static Optional<Instant> time(Object object, String... path) {
        try {
            return text(object, path).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    public static Map<String, Object> map(Object object, String... path) {
        return at(object, path)
                .filter(Map.class::isInstance)
                .map(value -> (Map<String, Object>) value)
                .orElse(Map.of());
    }

    @SuppressWarnings("unchecked") // a list holds whatever JSON can hold
    public static List<Object> list(Object object, String... path) {
        return at(object, path)
                .filter(List.class::isInstance)
                .map(value -> (List<Object>) value)
                .orElse(List.of());
    }
}
