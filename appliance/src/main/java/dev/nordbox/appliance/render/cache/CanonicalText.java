package dev.nordbox.appliance.render.cache;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Equal options as equal texts, in every process; different ones as different texts. A field that a
 * record gets one day is part of the text from then on.
 */
final class CanonicalText {

    private final StringBuilder text = new StringBuilder();

    private CanonicalText() {}

    /**
     * @throws IllegalArgumentException when something is neither a record, list, map of texts,
     *     Optional, text, number, boolean nor enum
     */
    static String of(Object options) {
        CanonicalText canonical = new CanonicalText();
        canonical.write(options);
        return canonical.text.toString();
    }

    private void write(Object value) {
        if (value instanceof Record options) {
            writeRecord(options);
        } else if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(this::write);
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> ordered = new TreeMap<>();
            map.forEach((key, entry) -> ordered.put((String) key, entry));
            text.append('{');
            ordered.forEach(
                    (key, entry) -> {
                        write(key);
                        write(entry);
                    });
            text.append('}');
        } else if (value instanceof Optional<?> optional) {
            text.append('?');
            optional.ifPresent(this::write);
            text.append('!');
        } else if (value instanceof String string) {
            text.append(string.length()).append(':').append(string);
        } else if (value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            text.append(value).append(';');
        } else if (value instanceof Enum<?> constant) {
            text.append(constant.name()).append(';');
        } else {
            throw new IllegalArgumentException("no option: " + value.getClass().getName());
        }
    }

    private void writeRecord(Record options) {
        text.append(options.getClass().getName()).append('(');
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true); // records may be private
                text.append(component.getName()).append('=');
                write(component.getAccessor().invoke(options));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("no option: " + options.getClass(), e);
            }
        }
        text.append(')');
    }
}
