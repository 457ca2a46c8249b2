package dev.nordbox.appliance.render.gotemplate;

/** {@code math.Pow(10, n)} with the rounding errors Go's own has: {@code round} shows them. */
final class PowerOfTen {
    private static final int FAR_OUT = 1 << 12;

    private PowerOfTen() {}

    static double of(long exponent) {
        // 10 is 0.625 times 2 to the 4th
        double square = 0.625;
        int squareExponent = 4;
        double product = 1;
        int productExponent = 0;
        for (long bits = Math.abs(exponent); bits != 0; bits >>>= 1) {
            if (squareExponent > FAR_OUT) {
                return exponent > 0 ? Double.POSITIVE_INFINITY : 0;
            }
            if ((bits & 1) == 1) {
                product *= square;
                productExponent += squareExponent;
            }
            square *= square;
            squareExponent <<= 1;
            if (square < .5) {
                square += square;
                squareExponent--;
            }
        }
        return exponent < 0
                ? Math.scalb(1 / product, -productExponent)
                : Math.scalb(product, productExponent);
    }
}
