package dev.nordbox.appliance.render.kustomize.resource;

import java.util.Collection;
import java.util.Locale;

/** How Go prints strings and lists into messages. */
public final class GoText {

    private GoText() {}

    /** As {@code %q} prints a string. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> append(quoted, point));
        return quoted.append('"').toString();
    }

    /** As {@code %v} prints a slice: {@code [a b]}. */
    public static String list(Collection<?> items) {
        StringBuilder list = new StringBuilder("[");
        for (Object item : items) {
            list.append(list.length() > 1 ? " " : "").append(item);
        }
        return list.append(']').toString();
    }

    private static void append(StringBuilder quoted, int point) {
        switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            case 7 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case 11 -> quoted.append("\\v");
            default -> {
                if (point < 0x20 || point == 0x7f) {
                    quoted.append(String.format(Locale.ROOT, "\\x%02x", point));
                } else if (isPrintable(point)) {
                    quoted.appendCodePoint(point);
                } else {
                    String form = point < 0x10000 ? "\\u%04x" : "\\U%08x";
                    quoted.append(String.format(Locale.ROOT, form, point));
                }
            }
        }
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
