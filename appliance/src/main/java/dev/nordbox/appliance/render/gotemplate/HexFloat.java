package dev.nordbox.appliance.render.gotemplate;

import java.util.Locale;

/** {@code %x} of a float: {@code 0x1.8p+00}. */
final class HexFloat {
    private static final int FRACTION_DIGITS = 15;

    private HexFloat() {}

    static String format(double value, char verb, int precision) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >> 52 & 0x7FF);
        long mantissa = bits & (1L << 52) - 1;
        if (exponent > 0) {
            mantissa |= 1L << 52;
        } else {
            exponent = 1;
        }
        exponent = mantissa == 0 ? 0 : exponent - 1023;
        mantissa <<= 8;
        while (mantissa != 0 && mantissa >> 60 == 0) {
            mantissa <<= 1;
            exponent--;
        }
        if (precision >= 0 && precision < FRACTION_DIGITS) {
            int drop = 60 - 4 * precision;
            long rest = mantissa & (1L << drop) - 1;
            long kept = mantissa >>> drop;
            boolean odd = (kept & 1) == 1;
            long half = 1L << drop - 1;
            if (rest > half || rest == half && odd) {
                kept++;
            }
            mantissa = kept << drop;
            if (mantissa >>> 61 != 0) {
                mantissa >>>= 1;
                exponent++;
            }
        }
        String text = head(mantissa, precision) + power(exponent);
        return verb == 'X' ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String head(long mantissa, int precision) {
        StringBuilder out = new StringBuilder("0x").append(mantissa >>> 60 & 1);
        long rest = mantissa << 4;
        if (precision > 0 || precision < 0 && rest != 0) {
            out.append('.');
        }
        for (int i = 0; precision < 0 ? rest != 0 : i < precision; i++) {
            out.append(Character.forDigit((int) (rest >>> 60), 16));
            rest <<= 4;
        }
        return out.toString();
    }

    private static String power(int exponent) {
        int size = Math.abs(exponent);
        return "p" + (exponent < 0 ? '-' : '+') + (size < 10 ? "0" : "") + size;
    }
}
