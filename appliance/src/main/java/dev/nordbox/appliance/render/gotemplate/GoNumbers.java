package dev.nordbox.appliance.render.gotemplate;

import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as Go's {@code strconv} reads them. Empty: not a number, or out of range. */
final class GoNumbers {
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern HEX =
            Pattern.compile(
                    "[+-]?0[xX](?:[0-9a-fA-F]++\\.?[0-9a-fA-F]*+|\\.[0-9a-fA-F]++)[pP][+-]?[0-9]+");
    private static final Pattern SPECIAL =
            Pattern.compile("[+-]?(?:inf|infinity)|nan", Pattern.CASE_INSENSITIVE);

    /** Beyond this nothing fits 64 bits, and it would be slow to find out. */
    private static final int LONGEST = 80;

    private GoNumbers() {}

    /** Base 0: by prefix, and with underscores between digits. */
    static OptionalLong parseInteger(String text, int base) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        BigInteger value = magnitude(signed ? text.substring(1) : text, base);
        if (value.signum() < 0) {
            return OptionalLong.empty();
        }
        BigInteger result = text.startsWith("-") ? value.negate() : value;
        boolean fits = result.compareTo(MIN) >= 0 && result.compareTo(MAX) <= 0;
        return fits ? OptionalLong.of(result.longValue()) : OptionalLong.empty();
    }

    /** What is left of {@code ParseInt} in base 10 when its error is ignored. */
    static long saturated(String text) {
        OptionalLong value = parseInteger(text, 10);
        if (value.isPresent()) {
            return value.getAsLong();
        }
        if (!text.matches("[+-]?[0-9]+")) {
            return 0;
        }
        return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    static OptionalLong parseUnsigned(String text, int base) {
        BigInteger value = magnitude(text, base);
        return value.signum() < 0 || value.bitLength() > 64
                ? OptionalLong.empty()
                : OptionalLong.of(value.longValue());
    }

    /** Negative for what is no number. */
    private static BigInteger magnitude(String text, int base) {
        BigInteger none = BigInteger.ONE.negate();
        int radix = base;
        String digits = text;
        if (base == 0) {
            radix = 10;
            if (text.length() > 1 && text.charAt(0) == '0') {
                int skip = 2;
                switch (Character.toLowerCase(text.charAt(1))) {
                    case 'x' -> radix = 16;
                    case 'o' -> radix = 8;
                    case 'b' -> radix = 2;
                    default -> {
                        radix = 8;
                        skip = 1;
                    }
                }
                digits = text.substring(skip);
            }
            if (digits.indexOf('_') >= 0) {
                if (!underscoresSeparate(text)) {
                    return none;
                }
                digits = digits.replace("_", "");
            }
        }
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        digits = digits.substring(start);
        if (digits.isEmpty() || !allDigits(digits, radix) || digits.length() > LONGEST) {
            return none;
        }
        return new BigInteger(digits, radix);
    }

    private static boolean allDigits(String text, int radix) {
        return text.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
    }

    /** Each underscore stands between two digits; a base prefix counts as a digit. */
    private static boolean underscoresSeparate(String text) {
        String number = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        boolean prefixed =
                number.length() > 1
                        && number.charAt(0) == '0'
                        && "bBoOxX".indexOf(number.charAt(1)) >= 0;
        boolean hex = prefixed && Character.toLowerCase(number.charAt(1)) == 'x';
        boolean afterDigit = prefixed;
        boolean afterUnderscore = false;
        for (int i = prefixed ? 2 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean digit = Character.digit(c, hex ? 16 : 10) >= 0;
            if (c == '_' && !afterDigit || c != '_' && !digit && afterUnderscore) {
                return false;
            }
            afterUnderscore = c == '_';
            afterDigit = digit;
        }
        return !afterUnderscore;
    }

    static OptionalDouble parseFloat(String text) {
        String number = text;
        if (text.indexOf('_') >= 0) {
            if (!underscoresSeparate(text)) {
                return OptionalDouble.empty();
            }
            number = text.replace("_", "");
        }
        if (SPECIAL.matcher(number).matches()) {
            return OptionalDouble.of(special(number));
        }
        if (!DECIMAL.matcher(number).matches() && !HEX.matcher(number).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(number);
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static double special(String text) {
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** A float made an integer, as the processors Go is run on do it. */
    static long toLong(double value) {
        boolean fits = value >= -0x1p63 && value < 0x1p63;
        return fits ? (long) value : Long.MIN_VALUE;
    }
}
