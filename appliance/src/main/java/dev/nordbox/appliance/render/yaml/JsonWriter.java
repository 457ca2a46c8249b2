package dev.nordbox.appliance.render.yaml;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Go's {@code encoding/json} writes it: keys in byte order, and {@code <}, {@code >},
 * {@code &} escaped.
 */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final boolean indented;
    private int level;

    private JsonWriter(boolean indented) {
        this.indented = indented;
    }

    /** Without any spaces. Takes what {@link PlainValues} gives. */
    public static String compact(@Nullable Object value) {
        return write(value, false);
    }

    /** On lines of their own, indented by two spaces. */
    public static String indented(@Nullable Object value) {
        return write(value, true);
    }

    private static String write(@Nullable Object value, boolean indented) {
        JsonWriter writer = new JsonWriter(indented);
        writer.write(value);
        return writer.out.toString();
    }

    private void write(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof List<?> list) {
            writeList(list);
        } else if (value instanceof String string) {
            writeString(string);
        } else if (value instanceof Double number) {
            out.append(GoNumber.json(number));
        } else {
            out.append(value);
        }
    }

    private void writeMap(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>(NaturalOrder::byCodePoint);
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        open('{');
        boolean first = true;
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            next(first);
            writeString(entry.getKey());
            out.append(indented ? ": " : ":");
            write(entry.getValue());
            first = false;
        }
        close('}', first);
    }

    private void writeList(List<?> list) {
        open('[');
        boolean first = true;
        for (Object item : list) {
            next(first);
            write(item);
            first = false;
        }
        close(']', first);
    }

    private void open(char bracket) {
        out.append(bracket);
        level++;
    }

    private void next(boolean first) {
        if (!first) {
            out.append(',');
        }
        breakLine();
    }

    private void close(char bracket, boolean empty) {
        level--;
        if (!empty) {
            breakLine();
        }
        out.append(bracket);
    }

    private void breakLine() {
        if (indented) {
            out.append('\n').append("  ".repeat(level));
        }
    }

    private void writeString(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int known = "\"\\\b\f\n\r\t".indexOf(c);
            if (known >= 0) {
                out.append('\\').append("\"\\bfnrt".charAt(known));
            } else if (c < 0x20 || "<>&\u2028\u2029".indexOf(c) >= 0) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
