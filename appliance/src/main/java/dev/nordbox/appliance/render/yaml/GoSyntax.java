package dev.nordbox.appliance.render.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as Go prints them with {@code %#v}: some error texts of the original hold such a dump. */
public final class GoSyntax {
    private GoSyntax() {}

    /** {@code map[string]interface {}{"a":1}}, keys sorted. */
    public static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(text, value);
        return text.toString();
    }

    /** A string in double quotes, escaped as {@code strconv.Quote} does. */
    public static String quote(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().forEach(c -> writeCharacter(text, c));
        return text.append('"').toString();
    }

    private static void write(StringBuilder text, @Nullable Object value) {
        if (value == null) {
            text.append("interface {}(nil)");
        } else if (value instanceof Map<?, ?> map) {
            text.append("map[string]interface {}{");
            Map<String, @Nullable Object> sorted = new TreeMap<>(NaturalOrder::byCodePoint);
            map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
            String separator = "";
            for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
                text.append(separator).append(quote(entry.getKey())).append(':');
                write(text, entry.getValue());
                separator = ", ";
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append("[]interface {}{");
            String separator = "";
            for (Object item : list) {
                text.append(separator);
                write(text, item);
                separator = ", ";
            }
            text.append('}');
        } else if (value instanceof String string) {
            text.append(quote(string));
        } else if (value instanceof Double number) {
            text.append(GoNumber.general(number));
        } else {
            text.append(value);
        }
    }

    private static void writeCharacter(StringBuilder text, int c) {
        int simple = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(c);
        if (simple >= 0) {
            text.append('\\').append("abfnrtv\\\"".charAt(simple));
        } else if (isPrintable(c)) {
            text.appendCodePoint(c);
        } else if (c < 0x80) {
            text.append(String.format("\\x%02x", c));
        } else {
            text.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        }
    }

    private static boolean isPrintable(int c) {
        if (c < 0x80) {
            return c >= 0x20 && c != 0x7f;
        }
        int type = Character.getType(c);
        return Arrays.stream(INVISIBLE).noneMatch(hidden -> hidden == type);
    }

    private static final int[] INVISIBLE = {
        Character.CONTROL,
        Character.FORMAT,
        Character.SURROGATE,
        Character.PRIVATE_USE,
        Character.UNASSIGNED,
        Character.LINE_SEPARATOR,
        Character.PARAGRAPH_SEPARATOR,
        Character.SPACE_SEPARATOR
    };
}
