package dev.nordbox.appliance.render.gotemplate;

/** Sprig's functions on values of any kind that may be missing or empty, and {@code fail}. */
final class SprigDefaults {
    private SprigDefaults() {}

    static void addTo(Functions.Table table) {
        table.add(
                "default",
                "any any... -> any",
                (scope, args) -> {
                    boolean given = args.size() > 1 && Truth.of(args.any(1));
                    return given ? args.any(1) : args.any(0);
                });
        table.add("empty", "any", (scope, args) -> Truth.isEmpty(args.any(0)));
        table.add(
                "coalesce",
                "any... -> any",
                (scope, args) ->
                        args.values().stream().filter(Truth::of).findFirst().orElse(GoNil.INVALID));
        table.add("all", "any...", (scope, args) -> args.values().stream().allMatch(Truth::of));
        table.add("any", "any...", (scope, args) -> args.values().stream().anyMatch(Truth::of));
        table.add(
                "ternary",
                "any any bool -> any",
                (scope, args) -> args.bool(2) ? args.any(0) : args.any(1));
        table.add(
                "fail",
                "string",
                (scope, args) -> {
                    throw Failure.revealing(args.string(0), "(its text is kept back)");
                });
    }
}
