package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sprig's functions that cut, join, search and pad strings. They count bytes. */
final class SprigStrings {
    private SprigStrings() {}

    static void addTo(Functions.Table table) {
        table.add("hello", "", (scope, args) -> "Hello!");
        cutting(table);
        searching(table);
        joining(table);
        table.add("trim", "string", (scope, args) -> GoStrings.trimSpace(args.string(0)));
        for (String name : List.of("trimAll", "trimall")) {
            table.add(
                    name,
                    "string string",
                    (scope, args) -> GoStrings.trimAll(args.string(1), args.string(0)));
        }
        table.add("upper", "string", (scope, args) -> GoStrings.upper(args.string(0)));
        table.add("lower", "string", (scope, args) -> GoStrings.lower(args.string(0)));
        table.add("title", "string", (scope, args) -> GoStrings.title(args.string(0)));
        table.add("quote", "any...", (scope, args) -> quoted(scope.meter(), args.values()));
        table.add("squote", "any...", (scope, args) -> singleQuoted(scope.meter(), args.values()));
        table.add(
                "plural",
                "string string int",
                (scope, args) -> args.integer(2) == 1 ? args.string(0) : args.string(1));
        table.add("toString", "any", (scope, args) -> text(scope.meter(), args.any(0)));
    }

    private static void cutting(Functions.Table table) {
        table.add("trunc", "int string", (scope, args) -> trunc(args.integer(0), args.string(1)));
        table.add(
                "substr",
                "int int string",
                (scope, args) -> substring(args.integer(0), args.integer(1), args.string(2)));
        table.add(
                "trimSuffix",
                "string string",
                (scope, args) -> {
                    String text = args.string(1);
                    boolean ends = text.endsWith(args.string(0));
                    int end = text.length() - args.string(0).length();
                    return ends ? text.substring(0, end) : text;
                });
        table.add(
                "trimPrefix",
                "string string",
                (scope, args) -> {
                    String text = args.string(1);
                    boolean starts = text.startsWith(args.string(0));
                    return starts ? text.substring(args.string(0).length()) : text;
                });
        table.add(
                "splitList",
                "string string",
                (scope, args) ->
                        GoSlice.ofStrings(
                                GoStrings.split(
                                        scope.meter(), args.string(1), args.string(0), -1)));
        table.add(
                "split",
                "string string",
                (scope, args) ->
                        numbered(
                                GoStrings.split(
                                        scope.meter(), args.string(1), args.string(0), -1)));
        table.add(
                "splitn",
                "string int string",
                (scope, args) ->
                        numbered(
                                GoStrings.split(
                                        scope.meter(),
                                        args.string(2),
                                        args.string(0),
                                        args.integer(1))));
    }

    private static void searching(Functions.Table table) {
        table.add(
                "contains",
                "string string",
                (scope, args) ->
                        new Word(scope.meter(), args.string(0)).in(args.string(1), 0) >= 0);
        table.add(
                "hasPrefix",
                "string string",
                (scope, args) -> args.string(1).startsWith(args.string(0)));
        table.add(
                "hasSuffix",
                "string string",
                (scope, args) -> args.string(1).endsWith(args.string(0)));
        table.add(
                "replace",
                "string string string",
                (scope, args) ->
                        GoStrings.replaceAll(
                                scope.meter(), args.string(2), args.string(0), args.string(1)));
    }

    private static void joining(Functions.Table table) {
        table.add(
                "repeat",
                "int string",
                (scope, args) -> repeat(scope.meter(), args.string(1), args.integer(0)));
        table.add(
                "indent",
                "int string",
                (scope, args) -> indent(scope.meter(), args.integer(0), args.string(1)));
        table.add(
                "nindent",
                "int string",
                (scope, args) -> "\n" + indent(scope.meter(), args.integer(0), args.string(1)));
        table.add("cat", "any...", (scope, args) -> cat(scope.meter(), args.values()));
        table.add(
                "join",
                "string any",
                (scope, args) ->
                        GoStrings.join(
                                scope.meter(), texts(scope.meter(), args.any(1)), args.string(0)));
        table.add(
                "toStrings",
                "any",
                (scope, args) -> GoSlice.ofStrings(texts(scope.meter(), args.any(0))));
        table.add("sortAlpha", "any", (scope, args) -> sorted(scope.meter(), args.any(0)));
    }

    /** A value as Sprig makes it a string. */
    static String text(Meter meter, Object value) {
        return Printer.print(meter, value);
    }

    /** A list as strings, without its nils; anything else as a list of one. */
    static List<String> texts(Meter meter, Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof GoSlice slice) {
            for (Object element : slice.elements()) {
                if (element != GoNil.INVALID) {
                    texts.add(text(meter, element));
                }
            }
        } else if (value != GoNil.INVALID) {
            texts.add(text(meter, value));
        }
        return texts;
    }

    private static String trunc(long length, String text) {
        if (length < 0 && text.length() + length > 0) {
            return text.substring((int) (text.length() + length));
        }
        return length >= 0 && text.length() > length ? text.substring(0, (int) length) : text;
    }

    private static String substring(long start, long end, String text) {
        if (start < 0) {
            return cut(text, 0, end);
        }
        return cut(text, start, end < 0 || end > text.length() ? text.length() : end);
    }

    /** {@code text[start:end]}, with Go's panics. */
    static String cut(String text, long start, long end) {
        String problem = "runtime error: slice bounds out of range ";
        if (end < 0) {
            throw Failure.revealing(problem + "[:" + end + "]", problem + "[:negative]");
        }
        if (end > text.length()) {
            throw Failure.revealing(
                    problem + "[:" + end + "] with length " + text.length(),
                    problem + "[:beyond the end]");
        }
        if (start > end) {
            throw Failure.revealing(
                    problem + "[" + start + ":" + end + "]", problem + "[beyond the end:]");
        }
        return text.substring((int) start, (int) end);
    }

    private static String repeat(Meter meter, String text, long count) {
        if (count < 0) {
            throw Failure.plain("strings: negative Repeat count");
        }
        return new Text(meter).repeat(text, count).toString();
    }

    private static String indent(Meter meter, long spaces, String text) {
        String pad = repeat(meter, " ", spaces);
        return new Text(meter)
                .add(pad)
                .add(GoStrings.replaceAll(meter, text, "\n", "\n" + pad))
                .toString();
    }

    private static String quoted(Meter meter, List<Object> values) {
        List<String> parts = new ArrayList<>();
        for (Object value : values) {
            if (value != GoNil.INVALID) {
                parts.add(Quoting.quote(text(meter, value)));
            }
        }
        return GoStrings.join(meter, parts, " ");
    }

    private static String singleQuoted(Meter meter, List<Object> values) {
        List<String> parts = new ArrayList<>();
        for (Object value : values) {
            if (value != GoNil.INVALID) {
                parts.add("'" + Printer.print(meter, value) + "'");
            }
        }
        return GoStrings.join(meter, parts, " ");
    }

    private static String cat(Meter meter, List<Object> values) {
        List<String> parts = new ArrayList<>();
        for (Object value : values) {
            if (value != GoNil.INVALID) {
                parts.add(Printer.print(meter, value));
            }
        }
        return GoStrings.join(meter, parts, " ");
    }

    private static GoMap numbered(List<String> parts) {
        GoMap map = GoMap.ofStrings();
        for (int i = 0; i < parts.size(); i++) {
            map.put("_" + i, parts.get(i));
        }
        return map;
    }

    /** Of strings it sorts the list it was given, as the original does. */
    private static GoSlice sorted(Meter meter, Object value) {
        List<String> texts = texts(meter, value);
        meter.steps(texts.size() * 4L);
        if (value instanceof GoSlice slice) {
            Collections.sort(texts);
            if (slice.of() == GoSlice.Of.STRING) {
                for (int i = 0; i < texts.size(); i++) {
                    slice.elements().set(i, texts.get(i));
                }
                return slice;
            }
        } else if (value == GoNil.INVALID) {
            texts.add("<nil>");
        }
        return GoSlice.ofStrings(texts);
    }
}
