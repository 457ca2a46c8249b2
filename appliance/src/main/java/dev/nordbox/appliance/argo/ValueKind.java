package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a value is, for a message; the value itself may be secret and is never told. */
final class ValueKind {

    private ValueKind() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof Number ? "a number" : "a string";
    }
}
