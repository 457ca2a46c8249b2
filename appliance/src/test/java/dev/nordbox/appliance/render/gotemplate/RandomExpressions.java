package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Pipelines that mostly make sense: each function with arguments of the kind it asks for. */
final class RandomExpressions {

    /** Result, name and parameters: s string, i int, n number, f float, b bool, l list, m map. */
    private static final List<String> FUNCTIONS =
            ("s abbrev i s;s abbrevboth i i s;s trunc i s;s trim s;s upper s;s lower s;s title s;"
                            + "s untitle s;s substr i i s;s repeat i s;s trimAll s s;s trimSuffix s s;"
                            + "s trimPrefix s s;s nospace s;s initials s;s swapcase s;s snakecase s;"
                            + "s camelcase s;s kebabcase s;s wrap i s;s wrapWith i s s;b contains s s;"
                            + "b hasPrefix s s;b hasSuffix s s;s quote a;s quote a a;s squote a;s cat a a;"
                            + "s indent i s;s nindent i s;s replace s s s;s plural s s i;s sha1sum s;"
                            + "s sha256sum s;s adler32sum s;s toString a;i atoi s;n int64 a;i int a;"
                            + "f float64 a;s seq i;s seq i i;s seq i i i;n toDecimal a;m split s s;"
                            + "L splitList s s;m splitn s i s;L toStrings a;I until i;I untilStep i i i;"
                            + "n add1 n;n add n n;n sub n n;n div n n;n mod n n;n mul n n n;f add1f n;"
                            + "f addf n n;f subf n n;f divf n n;f mulf n n;n max n n;n min n n n;"
                            + "f maxf n n;f minf n n;f ceil n;f floor n;f round n i;f round n i f;"
                            + "s join s l;L sortAlpha l;a default a a;b empty a;a coalesce a a a;b all a a;"
                            + "b any a a;l compact l;a fromJson j;s toJson a;s toPrettyJson a;"
                            + "s toRawJson a;a mustFromJson j;a ternary a a b;a deepCopy a;s typeOf a;"
                            + "b typeIs s a;s kindOf a;b kindIs s a;b deepEqual a a;s base s;s dir s;"
                            + "s clean s;s ext s;b isAbs s;s osBase s;s b64enc s;s b64dec s;s b32enc s;"
                            + "s b32dec s;l list;l list a;l list a a a;m dict;m dict s a;m dict s a s a;"
                            + "a get m s;m set d s s;m unset d s;b hasKey m s;l pluck s m;m pick m s;"
                            + "m omit m s s;m merge d c;m mergeOverwrite d c;l append l a;l prepend l a;"
                            + "a first l;l rest l;a last l;l initial l;l reverse l;l uniq l;"
                            + "l without l a;b has a l;a slice l i;a slice l i i;l concat l l;"
                            + "a dig s s a m;a dig s a m;l chunk i l;a semver v;b semverCompare w v;"
                            + "b regexMatch r s;L regexFindAll r s i;s regexFind r s;"
                            + "s regexReplaceAll r s s;s regexReplaceAllLiteral r s s;L regexSplit r s i;"
                            + "s regexQuoteMeta s;b mustRegexMatch r s;m urlParse s;s urlJoin m;"
                            + "s date t i;s htmlDate i;s duration s;s durationRound s;a toDate t s;"
                            + "s html a;s js a;s urlquery a;s print a a;s println a a;s printf p a;"
                            + "s printf p a a;a index m s;a index l i;i len l;i len s;i len m;b not a;b and a a;a or a a;"
                            + "b eq a a;b eq s s;b eq i i i;b ne nil l;b ne s s;b lt i i;b le s s;b gt f f;b ge i i;"
                            + "s trimall s s;L sortAlpha (keys m);s hello;s sha512sum s")
                    .lines()
                    .flatMap(line -> List.of(line.split(";")).stream())
                    .toList();

    /** Without those that could put a map into itself: printing that ends Go's process. */
    private static final List<String> PIPED =
            FUNCTIONS.stream().filter(line -> !line.matches("m (set|merge).*")).toList();

    record Variable(String name, char kind) {}

    private final Random random;
    private List<Variable> variables = new ArrayList<>();
    private int counter;

    RandomExpressions(Random random) {
        this.random = random;
    }

    void forgetVariables() {
        variables = new ArrayList<>();
        counter = 0;
    }

    List<Variable> hideVariables() {
        List<Variable> hidden = variables;
        variables = new ArrayList<>();
        return hidden;
    }

    void restoreVariables(List<Variable> hidden) {
        variables = hidden;
    }

    int mark() {
        return variables.size();
    }

    void forget(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    boolean hasVariables() {
        return !variables.isEmpty();
    }

    /** {@code $x = value} of the kind it had. */
    String assignment() {
        Variable variable = pick(variables);
        return variable.name() + " = " + ofKind(variable.kind(), 2);
    }

    /** {@code $x := value}. */
    String declaration() {
        char kind = someKind();
        String value = ofKind(kind, 2);
        return declare(kind) + " := " + value;
    }

    String declare(char kind) {
        variables.add(new Variable("$v" + counter++, kind));
        return variables.get(variables.size() - 1).name();
    }

    private char someKind() {
        return pick(List.of('s', 's', 'i', 'f', 'b', 'l', 'm', 'a'));
    }

    String any(int depth) {
        return ofKind(someKind(), depth);
    }

    String bool(int depth) {
        return ofKind('b', depth);
    }

    String rangeable(int depth) {
        return ofKind(pick(List.of('l', 'l', 'm', 'i')), depth);
    }

    /** A value and functions after it. */
    String pipeline(int depth) {
        StringBuilder out = new StringBuilder(any(depth));
        while (random.nextInt(3) == 0) {
            String[] function = pick(PIPED).split(" ");
            out.append(" | ").append(function[1]);
            for (int i = 2; i < function.length - 1 && !function[i].startsWith("("); i++) {
                out.append(' ').append(ofKind(function[i].charAt(0), 1));
            }
        }
        return out.toString();
    }

    /** Inside of a range or with, the data is at the dollar. */
    private String ofKind(char kind, int depth) {
        String word = word(kind, depth);
        boolean field = word.length() > 1 && word.startsWith(".") && !word.startsWith(".0");
        return field && random.nextInt(4) > 0 ? "$" + word : word;
    }

    private String word(char kind, int depth) {
        boolean fresh = kind == 'd' || kind == 'c';
        char wanted = !fresh && random.nextInt(120) == 0 ? 'a' : kind;
        if (depth > 0 && !fresh && random.nextInt(3) > 0) {
            return call(wanted, depth - 1);
        }
        List<Variable> usable =
                variables.stream()
                        .filter(variable -> wanted == 'a' || variable.kind() == wanted)
                        .toList();
        if (!usable.isEmpty() && random.nextInt(3) == 0) {
            return pick(usable).name();
        }
        return switch (wanted) {
            case 's' -> text();
            case 'i' -> random.nextInt(40) == 0 ? ".n" : pick(RandomWords.INTEGERS);
            case 'n' ->
                    pick(
                            List.of(
                                    ".n",
                                    ".f",
                                    pick(RandomWords.INTEGERS),
                                    pick(RandomWords.FLOATS),
                                    "\"12\""));
            case 'f' -> pick(RandomWords.FLOATS);
            case 'b' -> pick(List.of("true", "false", ".yes", ".no"));
            case 'l' -> pick(List.of(".l", ".strings", ".mixed", ".el", "(list 1 2 \"x\")"));
            case 'm' -> pick(List.of(".m", ".e", ".m.deep", "(dict \"a\" 1)", "$"));
            case 'd' -> pick(List.of("(dict)", "(dict \"a\" 1 \"deep\" (dict))", "(deepCopy .m)"));
            case 'c' -> pick(List.of(".m", ".e", ".m.deep", "(dict \"a\" \"z\" \"b\" 0)"));
            case 'r' -> "\"" + pick(RandomWords.PATTERNS) + "\"";
            case 't' -> "\"" + pick(RandomWords.LAYOUTS) + "\"";
            case 'p' -> "\"" + format() + "\"";
            case 'v' -> "\"" + pick(RandomWords.VERSIONS) + "\"";
            case 'w' -> "\"" + pick(RandomWords.RANGES) + "\"";
            case 'j' ->
                    pick(
                            List.of(
                                    "`{\"a\":[1,2.5,null]}`",
                                    "`[]`",
                                    "`1e3`",
                                    "`\"x\\u00e9\"`",
                                    "`{`"));
            default ->
                    random.nextInt(8) == 0
                            ? pick(List.of(".m.missing.x", ".nil.x", ".s.x", "(.missing).x", "1i"))
                            : pick(
                                    List.of(
                                            ".",
                                            "$",
                                            ".nil",
                                            ".missing",
                                            ".s",
                                            "nil",
                                            text(),
                                            pick(RandomWords.INTEGERS),
                                            pick(RandomWords.FLOATS),
                                            ".m",
                                            ".mixed",
                                            "true",
                                            "(.m).deep.k",
                                            "$.m.a",
                                            "(index .mixed 3)",
                                            ".strings"));
        };
    }

    private String call(char kind, int depth) {
        List<String> fitting =
                FUNCTIONS.stream().filter(line -> fits(line.charAt(0), kind)).toList();
        if (fitting.isEmpty()) {
            return ofKind(kind, 0);
        }
        String[] function = pick(fitting).split(" ", 3);
        String arguments = function.length < 3 ? "" : arguments(function[2], depth);
        return "(" + function[1] + arguments + ")";
    }

    private String arguments(String kinds, int depth) {
        if (kinds.startsWith("(")) {
            return " (keys " + ofKind('m', depth) + ")";
        }
        return List.of(kinds.split(" ")).stream()
                .map(kind -> " " + ofKind(kind.charAt(0), depth))
                .collect(Collectors.joining());
    }

    private static boolean fits(char result, char wanted) {
        return switch (wanted) {
            case 'a' -> true;
            case 'n' -> result == 'n' || result == 'f' || result == 'i';
            case 'l' -> result == 'l' || result == 'L' || result == 'I';
            default -> result == wanted;
        };
    }

    private String text() {
        if (random.nextInt(6) == 0) {
            return pick(List.of(".s", ".u", ".empty"));
        }
        String text = pick(RandomWords.TEXTS);
        boolean raw = random.nextInt(4) == 0;
        if (raw) {
            return "`" + text + "`";
        }
        return "\"" + text.replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t") + "\"";
    }

    private String format() {
        StringBuilder out = new StringBuilder();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            out.append(pick(List.of("", "x=", "€", "%%", "[")));
            out.append('%');
            out.append(
                    pick(
                            List.of(
                                    "", "", "", "-", "+", "#", " ", "0", "+#", "-0", "[1]", "[2]",
                                    "*")));
            out.append(
                    pick(List.of("", "", "", "1", "8", "12", ".0", ".2", "6.1", ".", "03", "[1]")));
            out.append("vvvsdqxXobcUeEfFgGtTOkz!".charAt(random.nextInt(24)));
        }
        return out.toString();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
