package dev.nordbox.installer.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a configuration file or flag, with the place where it was said. */
sealed interface Setting {
    Location location();

    /** What YAML takes a scalar for. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NOTHING
    }

    record Scalar(String text, Kind kind, Location location) implements Setting {}

    record Items(List<Setting> items, Location location) implements Setting {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A key's own place and its value. */
    record Field(Location location, Setting value) {
        boolean isNothing() {
            return value instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
        }
    }

    record Fields(Map<String, Field> byKey, Location location) implements Setting {

        /** These fields with another layer on top: it wins key by key, and lists as a whole. */
        Fields under(Fields upper) {
            Map<String, Field> merged = new LinkedHashMap<>(byKey);
            upper.byKey.forEach(
                    (key, field) -> {
                        if (!field.isNothing() || !merged.containsKey(key)) {
                            merged.merge(key, field, Fields::onTop);
                        }
                    });
            return new Fields(merged, upper.location);
        }

        /** These fields but one, which may lie within others: {@code git.deployKey}. */
        Fields without(String key, String... within) {
            Map<String, Field> rest = new LinkedHashMap<>(byKey);
            Field outer = rest.remove(key);
            if (within.length > 0 && outer != null) {
                Setting value = outer.value();
                if (value instanceof Fields inner) {
                    String[] deeper = Arrays.copyOfRange(within, 1, within.length);
                    value = inner.without(within[0], deeper);
                }
                rest.put(key, new Field(outer.location(), value));
            }
            return new Fields(rest, location);
        }

        private static Field onTop(Field lower, Field upper) {
            return lower.value() instanceof Fields below && upper.value() instanceof Fields above
                    ? new Field(upper.location(), below.under(above))
                    : upper;
        }
    }
}
