package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;

/** The functions {@code text/template} brings itself. */
final class Builtins {
    private Builtins() {}

    static void addTo(Functions.Table table) {
        // Calls evaluates these three by itself.
        table.add("and", "value value...", Builtins::evaluatedElsewhere);
        table.add("or", "value value...", Builtins::evaluatedElsewhere);
        table.add("call", "value value...", Builtins::evaluatedElsewhere);

        table.add("not", "value", (scope, args) -> !Truth.of(args.any(0)));
        table.add(
                "eq",
                "value value...",
                (scope, args) -> Comparison.equal(scope.meter(), args.any(0), args.rest(1)));
        table.add(
                "ne",
                "value value",
                (scope, args) -> !Comparison.equal(scope.meter(), args.any(0), args.rest(1)));
        table.add("lt", "value value", (scope, args) -> Comparison.less(args.any(0), args.any(1)));
        table.add("le", "value value", Builtins::lessOrEqual);
        table.add("gt", "value value", (scope, args) -> !lessOrEqual(scope, args));
        table.add("ge", "value value", (scope, args) -> !Comparison.less(args.any(0), args.any(1)));

        table.add(
                "index",
                "value value...",
                (scope, args) -> Indexing.index(args.any(0), args.rest(1)));
        table.add(
                "slice",
                "value value...",
                (scope, args) -> Indexing.slice(args.any(0), args.rest(1)));
        table.add("len", "value", (scope, args) -> Indexing.length(args.any(0)));

        table.add("print", "any...", (scope, args) -> Printer.print(scope.meter(), args.values()));
        table.add(
                "println",
                "any...",
                (scope, args) -> Printer.printLine(scope.meter(), args.values()));
        table.add(
                "printf",
                "string any...",
                (scope, args) -> Printf.format(scope.meter(), args.string(0), args.rest(1)));
        table.add("html", "any...", (scope, args) -> Escaping.html(shown(scope, args)));
        table.add("js", "any...", (scope, args) -> Escaping.javaScript(shown(scope, args)));
        table.add("urlquery", "any...", (scope, args) -> Escaping.query(shown(scope, args)));
    }

    private static Object evaluatedElsewhere(Scope scope, Args args) {
        throw new IllegalStateException("evaluated by Calls");
    }

    private static boolean lessOrEqual(Scope scope, Args args) {
        return Comparison.less(args.any(0), args.any(1))
                || Comparison.equal(scope.meter(), args.any(0), args.rest(1));
    }

    /** The arguments as an action would print them. */
    private static String shown(Scope scope, Args args) {
        List<Object> values = new ArrayList<>();
        for (Object value : args.values()) {
            values.add(value == GoNil.INVALID ? "<no value>" : value);
        }
        return Printer.print(scope.meter(), values);
    }
}
