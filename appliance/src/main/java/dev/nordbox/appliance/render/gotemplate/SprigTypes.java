package dev.nordbox.appliance.render.gotemplate;

/** Sprig's questions about types. */
final class SprigTypes {
    private SprigTypes() {}

    static void addTo(Functions.Table table) {
        table.add("typeOf", "any", (scope, args) -> Types.name(args.any(0)));
        table.add(
                "typeIs",
                "string any",
                (scope, args) -> args.string(0).equals(Types.name(args.any(1))));
        table.add(
                "typeIsLike",
                "string any",
                (scope, args) -> {
                    String type = Types.name(args.any(1));
                    return type.equals(args.string(0)) || type.equals("*" + args.string(0));
                });
        table.add("kindOf", "any", (scope, args) -> Types.kind(args.any(0)));
        table.add(
                "kindIs",
                "string any",
                (scope, args) -> args.string(0).equals(Types.kind(args.any(1))));
        table.add(
                "deepEqual",
                "any any",
                (scope, args) -> DeepEqual.test(scope.meter(), args.any(0), args.any(1)));
    }
}
