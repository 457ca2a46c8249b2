package dev.nordbox.appliance.render.gotemplate;

/** Sprig's functions with regular expressions. Those with {@code must} fail in other words. */
final class SprigRegex {
    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private SprigRegex() {}

    private interface Use {
        Object on(GoRegex regex, Args args);
    }

    static void addTo(Functions.Table table) {
        table.add(
                "regexMatch",
                "string string",
                (scope, args) -> {
                    try {
                        return GoRegex.compile(scope.meter(), args.string(0))
                                .matches(args.string(1));
                    } catch (Failure e) {
                        return false;
                    }
                });
        table.add(
                "mustRegexMatch",
                "string string",
                (scope, args) ->
                        GoRegex.compile(scope.meter(), args.string(0)).matches(args.string(1)));
        add(
                table,
                "RegexFindAll",
                "string string int",
                (regex, args) -> regex.all(args.string(1), args.integer(2)));
        add(table, "RegexFind", "string string", (regex, args) -> regex.first(args.string(1)));
        add(
                table,
                "RegexReplaceAll",
                "string string string",
                (regex, args) -> regex.replaceAll(args.string(1), args.string(2), false));
        add(
                table,
                "RegexReplaceAllLiteral",
                "string string string",
                (regex, args) -> regex.replaceAll(args.string(1), args.string(2), true));
        add(
                table,
                "RegexSplit",
                "string string int",
                (regex, args) -> regex.split(args.string(1), args.integer(2)));
        table.add("regexQuoteMeta", "string", (scope, args) -> quoted(args.string(0)));
    }

    private static void add(Functions.Table table, String name, String signature, Use use) {
        table.add(
                "r" + name.substring(1),
                signature,
                (scope, args) -> use.on(GoRegex.mustCompile(scope.meter(), args.string(0)), args));
        table.add(
                "must" + name,
                signature,
                (scope, args) -> use.on(GoRegex.compile(scope.meter(), args.string(0)), args));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() * 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return out.toString();
    }
}
