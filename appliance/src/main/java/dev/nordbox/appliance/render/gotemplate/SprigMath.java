package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Sprig's arithmetic on integers, its roundings and its ranges. */
final class SprigMath {
    private SprigMath() {}

    static void addTo(Functions.Table table) {
        conversions(table);
        integers(table);
        roundings(table);
        table.add(
                "until",
                "int",
                (scope, args) -> {
                    long count = args.integer(0);
                    return GoSlice.ofInts(range(scope.meter(), 0, count, count < 0 ? -1 : 1));
                });
        table.add(
                "untilStep",
                "int int int",
                (scope, args) ->
                        GoSlice.ofInts(
                                range(
                                        scope.meter(),
                                        args.integer(0),
                                        args.integer(1),
                                        args.integer(2))));
        table.add("seq", "int...", SprigMath::sequence);
    }

    private static void conversions(Functions.Table table) {
        table.add("int64", "any", (scope, args) -> GoInt.of64(Casts.toLong(args.any(0))));
        table.add("int", "any", (scope, args) -> GoInt.of(Casts.toLong(args.any(0))));
        table.add("float64", "any", (scope, args) -> Casts.toDouble(args.any(0)));
        table.add("atoi", "string", (scope, args) -> GoInt.of(GoNumbers.saturated(args.string(0))));
        table.add(
                "toDecimal",
                "any",
                (scope, args) -> {
                    String text = Printer.print(scope.meter(), args.any(0));
                    return GoInt.of64(GoNumbers.parseInteger(text, 8).orElse(0));
                });
    }

    private static void integers(Functions.Table table) {
        table.add("add1", "any", (scope, args) -> GoInt.of64(Casts.toLong(args.any(0)) + 1));
        table.add("add", "any...", (scope, args) -> folded(0, args.values(), Long::sum));
        table.add(
                "mul",
                "any any...",
                (scope, args) -> folded(Casts.toLong(args.any(0)), args.rest(1), (a, b) -> a * b));
        table.add("sub", "any any", (scope, args) -> folded(args, (a, b) -> a - b));
        table.add("div", "any any", (scope, args) -> folded(args, SprigMath::divided));
        table.add("mod", "any any", (scope, args) -> folded(args, SprigMath::remainder));
        for (String name : List.of("max", "biggest")) {
            table.add(
                    name,
                    "any any...",
                    (scope, args) -> folded(Casts.toLong(args.any(0)), args.rest(1), Math::max));
        }
        table.add(
                "min",
                "any any...",
                (scope, args) -> folded(Casts.toLong(args.any(0)), args.rest(1), Math::min));
    }

    private static GoInt folded(Args args, LongBinaryOperator operator) {
        return folded(Casts.toLong(args.any(0)), args.rest(1), operator);
    }

    private static GoInt folded(long first, List<Object> rest, LongBinaryOperator operator) {
        long result = first;
        for (Object value : rest) {
            result = operator.applyAsLong(result, Casts.toLong(value));
        }
        return GoInt.of64(result);
    }

    private static long divided(long a, long b) {
        requireDivisor(b);
        return a / b;
    }

    private static long remainder(long a, long b) {
        requireDivisor(b);
        return a % b;
    }

    private static void requireDivisor(long b) {
        if (b == 0) {
            throw Failure.plain("runtime error: integer divide by zero");
        }
    }

    private static void roundings(Functions.Table table) {
        table.add("floor", "any", (scope, args) -> Math.floor(Casts.toDouble(args.any(0))));
        table.add("ceil", "any", (scope, args) -> Math.ceil(Casts.toDouble(args.any(0))));
        table.add(
                "round",
                "any int float64...",
                (scope, args) ->
                        rounded(
                                Casts.toDouble(args.any(0)),
                                args.integer(1),
                                args.size() > 2 ? args.real(2) : .5));
        table.add("maxf", "any any...", (scope, args) -> foldedReals(args, Math::max));
        table.add("minf", "any any...", (scope, args) -> foldedReals(args, Math::min));
    }

    private static double foldedReals(Args args, DoubleBinaryOperator operator) {
        double result = Casts.toDouble(args.any(0));
        for (Object value : args.rest(1)) {
            result = operator.applyAsDouble(result, Casts.toDouble(value));
        }
        return result;
    }

    /** Up from {@code from} on, which is a half unless said otherwise; negative ones too. */
    private static double rounded(double value, long places, double from) {
        double power = PowerOfTen.of(places);
        double shifted = power * value;
        double fraction = shifted - (shifted < 0 ? Math.ceil(shifted) : Math.floor(shifted));
        double whole = fraction >= from ? Math.ceil(shifted) : Math.floor(shifted);
        return whole / power;
    }

    private static List<Object> range(Meter meter, long start, long stop, long step) {
        List<Object> values = new ArrayList<>();
        boolean down = stop < start;
        if (down ? step >= 0 : step <= 0) {
            return values;
        }
        for (long i = start; down ? i > stop : i < stop; i += step) {
            meter.step();
            values.add(GoInt.of(i));
        }
        return values;
    }

    private static Object sequence(Scope scope, Args args) {
        if (args.size() == 0 || args.size() > 3) {
            return "";
        }
        long start = args.size() == 1 ? 1 : args.integer(0);
        long end = args.integer(args.size() - 1);
        long direction = end < start ? -1 : 1;
        long step = args.size() == 3 ? args.integer(1) : direction;
        if (args.size() == 3 && direction < 0 && step > 0) {
            return "";
        }
        List<String> digits = new ArrayList<>();
        for (Object value : range(scope.meter(), start, end + direction, step)) {
            digits.add(((GoInt) value).digits());
        }
        return GoStrings.join(scope.meter(), digits, " ");
    }
}
