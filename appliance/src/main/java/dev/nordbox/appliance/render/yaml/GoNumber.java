package dev.nordbox.appliance.render.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Numbers as Go's {@code strconv} and {@code encoding/json} read and write them. */
public final class GoNumber {
    private static final BigInteger MAX_UNSIGNED =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger MAX_SIGNED = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN_SIGNED = BigInteger.valueOf(Long.MIN_VALUE);

    /** No integer of 64 bits is longer, in base 2 with sign and prefix. */
    private static final int LONGEST = 67;

    /** Enough to tell any two doubles apart. */
    private static final int MOST_DIGITS = 17;

    private GoNumber() {}

    /**
     * An integer in base 10, or with the prefix {@code 0x}, {@code 0o}, {@code 0b} or {@code 0}.
     *
     * @return {@link Long}, or {@link BigInteger} above its range when 64 bits without a sign hold
     *     it; empty for anything else
     */
    public static Optional<Object> integer(String text) {
        int start = 0;
        boolean negative = false;
        boolean signed = false;
        if (!text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
            negative = text.charAt(0) == '-';
            signed = true;
            start = 1;
        }
        int base = 10;
        if (text.length() > start + 1 && text.charAt(start) == '0') {
            switch (text.charAt(start + 1)) {
                case 'x', 'X' -> base = 16;
                case 'o', 'O' -> base = 8;
                case 'b', 'B' -> base = 2;
                default -> base = 0;
            }
            start += base == 0 ? 1 : 2;
            base = base == 0 ? 8 : base;
        }
        if (start >= text.length()) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = digit(text.charAt(i), base);
            if (digit < 0) {
                return Optional.empty();
            }
            if (value > (Long.MAX_VALUE - digit) / base) {
                return large(text.substring(start), base, negative, signed);
            }
            value = value * base + digit;
        }
        return Optional.of(negative ? -value : value);
    }

    private static Optional<Object> large(
            String digits, int base, boolean negative, boolean signed) {
        String significant = digits.replaceFirst("^0+", "");
        if (significant.length() > LONGEST) {
            return Optional.empty();
        }
        for (int i = 0; i < significant.length(); i++) {
            if (digit(significant.charAt(i), base) < 0) {
                return Optional.empty();
            }
        }
        BigInteger value = new BigInteger(significant, base);
        if (negative) {
            value = value.negate();
        }
        if (value.compareTo(MIN_SIGNED) >= 0 && value.compareTo(MAX_SIGNED) <= 0) {
            return Optional.of(value.longValue());
        }
        return !signed && value.compareTo(MAX_UNSIGNED) <= 0
                ? Optional.of(value)
                : Optional.empty();
    }

    private static int digit(char c, int base) {
        return c < 128 ? Character.digit(c, base) : -1;
    }

    /** Whether the text has the form of a decimal number: {@code -1}, {@code .5}, {@code 1e-3}. */
    static boolean isFloat(String text) {
        int at = 0;
        int end = text.length();
        if (at < end && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int whole = digits(text, at);
        at += whole;
        if (at < end && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (whole == 0 && fraction == 0) {
                return false;
            }
            at += 1 + fraction;
        } else if (whole == 0) {
            return false;
        }
        if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < end && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int exponent = digits(text, at);
            if (exponent == 0) {
                return false;
            }
            at += exponent;
        }
        return at == end;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    /** As {@code strconv.FormatFloat(value, 'g', -1, 64)}: {@code 1.5e+06}, {@code 0.1}. */
    public static String general(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return shortest.toPlainString();
        }
        return scientific(value < 0, digits, exponent, 2);
    }

    /** As Go prints a float64 with {@code %v}: an exponent from 1e21 on. */
    public static String plain(double value) {
        double size = Math.abs(value);
        return size != 0 && size < 1e21 && size >= 1e-4 ? json(value) : general(value);
    }

    /** As {@code strconv.FormatFloat(value, 'f', -1, 64)}: never an exponent. */
    public static String decimal(double value) {
        return value == 0 ? general(value) : shortest(value).toPlainString();
    }

    /** As {@code encoding/json} writes a float64: {@code 1500000}, {@code 1e-7}, {@code 1e+21}. */
    public static String json(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(value);
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        // Positive exponents keep their two digits, negative ones below ten lose the zero.
        return scientific(value < 0, digits, exponent, exponent < 0 ? 1 : 2);
    }

    private static String scientific(boolean negative, String digits, int exponent, int width) {
        StringBuilder text = new StringBuilder();
        if (negative) {
            text.append('-');
        }
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        String size = Integer.toString(Math.abs(exponent));
        return text.append("0".repeat(Math.max(0, width - size.length()))).append(size).toString();
    }

    /**
     * The shortest decimal that reads back as the same double, and of these the nearest; the JDK
     * prints it since 19 only.
     */
    public static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision < MOST_DIGITS; precision++) {
            BigDecimal nearest = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (nearest.doubleValue() == value) {
                return nearest.stripTrailingZeros();
            }
            // Next to a power of two a double's range is lopsided: the farther one may fit alone.
            boolean up = nearest.compareTo(exact) < 0;
            RoundingMode other = up ? RoundingMode.CEILING : RoundingMode.FLOOR;
            BigDecimal farther = exact.round(new MathContext(precision, other));
            if (farther.doubleValue() == value) {
                return farther.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
    }
}
