package dev.nordbox.appliance.render.gotemplate;

/** Floats as Go's {@code strconv.FormatFloat} writes them. */
final class FloatText {
    /** A precision that asks for the fewest digits that read back. */
    static final int SHORTEST = -1;

    private FloatText() {}

    static String general(double value) {
        return format(value, 'g', SHORTEST);
    }

    static String format(double value, char verb, int precision) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        return (negative ? "-" : "") + positive(value, verb, precision);
    }

    private static String positive(double value, char verb, int precision) {
        switch (verb) {
            case 'b':
                return mantissaAndExponent(value);
            case 'x', 'X':
                return HexFloat.format(value, verb, precision);
            case 'e', 'E':
                if (precision < 0) {
                    Decimal shortest = Decimal.shortest(value);
                    return shortest.scientific(Math.max(shortest.digits().length() - 1, 0), verb);
                }
                return Decimal.significant(value, precision + 1).scientific(precision, verb);
            case 'f':
                if (precision < 0) {
                    Decimal shortest = Decimal.shortest(value);
                    int places = shortest.digits().length() - shortest.point();
                    return shortest.plain(Math.max(places, 0));
                }
                return Decimal.fraction(value, precision).plain(precision);
            default:
                return general(value, verb, precision);
        }
    }

    private static String general(double value, char verb, int precision) {
        boolean shortest = precision < 0;
        int count = precision == 0 ? 1 : precision;
        Decimal decimal = shortest ? Decimal.shortest(value) : Decimal.significant(value, count);
        int length = decimal.digits().length();
        int threshold = shortest ? 6 : count;
        if (!shortest && threshold > length && length >= decimal.point()) {
            threshold = length;
        }
        int exponent = length == 0 ? -1 : decimal.point() - 1;
        if (exponent < -4 || exponent >= threshold) {
            return decimal.scientific(Math.max(length - 1, 0), verb == 'g' ? 'e' : 'E');
        }
        return decimal.plain(Math.max(length - decimal.point(), 0));
    }

    private static String mantissaAndExponent(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (1L << 52) - 1;
        int exponent = (int) (bits >> 52 & 0x7FF);
        long mantissa = exponent == 0 ? fraction : fraction | 1L << 52;
        int power = Math.max(exponent, 1) - 1075;
        return mantissa + "p" + (power >= 0 ? "+" : "") + power;
    }
}
