package dev.nordbox.appliance.render.gotemplate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BinaryOperator;

/** Sprig's arithmetic on floats, which it does in decimal: {@code addf 0.1 0.2} is 0.3. */
final class SprigDecimals {
    private static final int QUOTIENT_PLACES = 16;

    private SprigDecimals() {}

    static void addTo(Functions.Table table) {
        table.add(
                "add1f",
                "any",
                (scope, args) -> folded(scope, args.any(0), List.of(GoInt.of(1)), BigDecimal::add));
        table.add(
                "addf",
                "any...",
                (scope, args) -> folded(scope, 0.0, args.values(), BigDecimal::add));
        table.add(
                "subf",
                "any any...",
                (scope, args) -> folded(scope, args.any(0), args.rest(1), BigDecimal::subtract));
        table.add(
                "mulf",
                "any any...",
                (scope, args) -> folded(scope, args.any(0), args.rest(1), BigDecimal::multiply));
        table.add(
                "divf",
                "any any...",
                (scope, args) -> folded(scope, args.any(0), args.rest(1), SprigDecimals::divided));
    }

    private static double folded(
            Scope scope, Object first, List<Object> rest, BinaryOperator<BigDecimal> operator) {
        BigDecimal result = decimal(first);
        for (Object value : rest) {
            result = operator.apply(result, decimal(value));
            scope.meter().steps(1 + result.precision() / 16);
        }
        return result.doubleValue();
    }

    private static BigDecimal decimal(Object value) {
        double number = Casts.toDouble(value);
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw Failure.plain("Cannot create a Decimal from " + FloatText.general(number));
        }
        Decimal shortest = Decimal.shortest(number);
        if (shortest.digits().isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal digits = new BigDecimal(shortest.digits());
        int shift = shortest.point() - shortest.digits().length();
        BigDecimal size = digits.scaleByPowerOfTen(shift);
        return number < 0 ? size.negate() : size;
    }

    private static BigDecimal divided(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            throw Failure.plain("decimal division by 0");
        }
        return a.divide(b, QUOTIENT_PLACES, RoundingMode.HALF_UP);
    }
}
