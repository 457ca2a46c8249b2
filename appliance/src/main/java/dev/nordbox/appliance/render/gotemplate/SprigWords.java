package dev.nordbox.appliance.render.gotemplate;

/** Sprig's functions on words: case, wrapping, abbreviations. */
final class SprigWords {
    private SprigWords() {}

    static void addTo(Functions.Table table) {
        table.add(
                "abbrev",
                "int string",
                (scope, args) -> {
                    long width = args.integer(0);
                    String text = args.string(1);
                    return width < 4 ? text : abbreviate(text, 0, width);
                });
        table.add(
                "abbrevboth",
                "int int string",
                (scope, args) -> {
                    long left = args.integer(0);
                    long right = args.integer(1);
                    String text = args.string(2);
                    boolean tooNarrow = right < 4 || left > 0 && right < 7;
                    return tooNarrow ? text : abbreviate(text, left, right);
                });
        table.add("untitle", "string", (scope, args) -> untitle(args.string(0)));
        table.add("initials", "string", (scope, args) -> initials(args.string(0)));
        table.add("nospace", "string", (scope, args) -> withoutSpace(args.string(0)));
        table.add("swapcase", "string", (scope, args) -> swapCase(args.string(0)));
        table.add("camelcase", "string", (scope, args) -> CamelCase.of(args.string(0)));
        table.add("snakecase", "string", (scope, args) -> SeparatedCase.of(args.string(0), '_'));
        table.add("kebabcase", "string", (scope, args) -> SeparatedCase.of(args.string(0), '-'));
        table.add(
                "wrap",
                "int string",
                (scope, args) -> wrap(scope.meter(), args.string(1), args.integer(0), "", false));
        table.add(
                "wrapWith",
                "int string string",
                (scope, args) ->
                        wrap(scope.meter(), args.string(2), args.integer(0), args.string(1), true));
    }

    /** {@code width} is at least 4, or 7 with an offset. */
    private static String abbreviate(String text, long offset, long width) {
        if (text.length() <= width) {
            return text;
        }
        long shown = width - 3;
        long from = Math.min(offset, text.length());
        if (text.length() - from < shown) {
            from = text.length() - shown;
        }
        if (from <= 4) {
            return text.substring(0, (int) shown) + "...";
        }
        if (width < 7) {
            return "";
        }
        if (from + shown < text.length()) {
            return "..." + abbreviateTail(text.substring((int) from), shown);
        }
        return "..." + text.substring((int) (text.length() - shown));
    }

    private static String abbreviateTail(String text, long width) {
        return width < 4 ? "" : abbreviate(text, 0, width);
    }

    private static String untitle(String text) {
        int[] runes = Runes.list(text);
        boolean first = true;
        for (int i = 0; i < runes.length; i++) {
            if (Letters.isSpace(runes[i])) {
                first = true;
            } else if (first) {
                runes[i] = Character.toLowerCase(runes[i]);
                first = false;
            }
        }
        return Runes.of(runes);
    }

    /** Takes bytes for characters, as the original does. */
    private static String initials(String text) {
        StringBuilder out = new StringBuilder();
        boolean gap = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Letters.isSpace(c)) {
                gap = true;
            } else if (gap) {
                Runes.append(out, c);
                gap = false;
            }
        }
        return out.toString();
    }

    /** Takes bytes for characters, as the original does, but only where it takes any away. */
    private static String withoutSpace(String text) {
        if (text.chars().noneMatch(Letters::isSpace)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.chars().filter(c -> !Letters.isSpace(c)).forEach(c -> Runes.append(out, c));
        return out.toString();
    }

    private static String swapCase(String text) {
        int[] runes = Runes.list(text);
        boolean space = true;
        for (int i = 0; i < runes.length; i++) {
            int rune = runes[i];
            if (Letters.isUpper(rune) || Letters.isTitle(rune)) {
                runes[i] = Character.toLowerCase(rune);
                space = false;
            } else if (Letters.isLower(rune)) {
                runes[i] = space ? Character.toTitleCase(rune) : Character.toUpperCase(rune);
                space = false;
            } else {
                space = Letters.isSpace(rune);
            }
        }
        return Runes.of(runes);
    }

    /** Breaks lines at spaces; words longer than a line only if {@code cutsWords}. */
    private static String wrap(
            Meter meter, String text, long width, String lineBreak, boolean cutsWords) {
        String newLine = lineBreak.isEmpty() ? "\n" : lineBreak;
        long most = Math.max(1, width);
        Text out = new Text(meter);
        int at = 0;
        while (text.length() - at > most) {
            meter.step();
            if (text.charAt(at) == ' ') {
                at++;
                continue;
            }
            int end = (int) (at + most);
            int space = at + text.substring(at, end + 1).lastIndexOf(' ');
            if (space < at && cutsWords) {
                out.add(text.substring(at, end)).add(newLine);
                at = end;
                continue;
            }
            if (space < at) {
                space = text.indexOf(' ', end);
            }
            if (space < 0) {
                break;
            }
            out.add(text.substring(at, space)).add(newLine);
            at = space + 1;
        }
        return out.add(text.substring(at)).toString();
    }
}
