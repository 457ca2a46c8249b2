package dev.nordbox.appliance.render.gotemplate;

/** Anything to a number, as the library does that Sprig uses: what cannot be one is 0. */
final class Casts {
    private Casts() {}

    static long toLong(Object value) {
        if (value instanceof GoInt number) {
            return number.value();
        } else if (value instanceof Double number) {
            return GoNumbers.toLong(number);
        } else if (value instanceof String text) {
            return GoNumbers.parseInteger(withoutZeroDecimals(text), 0).orElse(0);
        } else if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return 0;
    }

    static double toDouble(Object value) {
        if (value instanceof GoInt number) {
            return number.toDouble();
        } else if (value instanceof Double number) {
            return number;
        } else if (value instanceof String text) {
            return GoNumbers.parseFloat(text).orElse(0);
        } else if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return 0;
    }

    /** {@code 12.00} is 12; {@code 12.} and {@code 12.5} stay, and are no integers. */
    private static String withoutZeroDecimals(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '0') {
            end--;
        }
        boolean decimals = end < text.length() && end > 0 && text.charAt(end - 1) == '.';
        return decimals ? text.substring(0, end - 1) : text;
    }
}
