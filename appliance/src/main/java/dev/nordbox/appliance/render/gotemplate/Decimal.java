package dev.nordbox.appliance.render.gotemplate;

import dev.nordbox.appliance.render.yaml.GoNumber;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A positive number as digits and the place of the point, the form between a float and its text.
 *
 * @param digits without leading or trailing zeros; empty for zero
 * @param point how many digits stand before it; may be negative
 */
record Decimal(String digits, int point) {
    /** No float has more of them, on either side of the point; asking for more adds zeros. */
    private static final int EXACT = 1_100;

    static Decimal of(BigDecimal value) {
        if (value.signum() == 0) {
            return new Decimal("", 0);
        }
        BigDecimal plain = value.abs().stripTrailingZeros();
        String digits = plain.unscaledValue().toString();
        return new Decimal(digits, digits.length() - plain.scale());
    }

    /** The fewest digits that read back as the same float, and of these the nearest. */
    static Decimal shortest(double value) {
        double positive = Math.abs(value);
        if (positive == 0) {
            return new Decimal("", 0);
        }
        return of(GoNumber.shortest(positive));
    }

    /** Rounded half to even of the exact value; {@code count} significant digits. */
    static Decimal significant(double value, int count) {
        BigDecimal exact = new BigDecimal(Math.abs(value));
        return of(
                count <= 0
                        ? BigDecimal.ZERO
                        : exact.round(
                                new MathContext(Math.min(count, EXACT), RoundingMode.HALF_EVEN)));
    }

    static Decimal fraction(double value, int places) {
        return of(
                new BigDecimal(Math.abs(value))
                        .setScale(Math.min(places, EXACT), RoundingMode.HALF_EVEN));
    }

    private char digit(int i) {
        return i >= 0 && i < digits.length() ? digits.charAt(i) : '0';
    }

    /** {@code 12.34}; {@code places} after the point. */
    String plain(int places) {
        StringBuilder out = new StringBuilder();
        if (point <= 0) {
            out.append('0');
        }
        for (int i = 0; i < point; i++) {
            out.append(digit(i));
        }
        if (places > 0) {
            out.append('.');
            for (int i = 0; i < places; i++) {
                out.append(digit(point + i));
            }
        }
        return out.toString();
    }

    /** {@code 1.234e+01}; {@code places} after the point. */
    String scientific(int places, char mark) {
        StringBuilder out = new StringBuilder().append(digit(0));
        if (places > 0) {
            out.append('.');
            for (int i = 1; i <= places; i++) {
                out.append(digit(i));
            }
        }
        int exponent = digits.isEmpty() ? 0 : point - 1;
        out.append(mark).append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        return out.append(size < 10 ? "0" : "").append(size).toString();
    }
}
