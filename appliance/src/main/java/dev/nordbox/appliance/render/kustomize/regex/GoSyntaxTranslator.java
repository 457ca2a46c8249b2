package dev.nordbox.appliance.render.kustomize.regex;

import dev.nordbox.appliance.render.RenderException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites Go's regular expression syntax (RE2) as the JDK's, refusing what Go refuses. */
final class GoSyntaxTranslator {
    /** Go refuses more repetitions than these. */
    private static final int MAX_REPEAT = 1000;

    private static final Pattern REPEAT = Pattern.compile("\\{(\\d+)(,(\\d*))?}");
    private static final Pattern NAMED = Pattern.compile("\\(\\?P?<([A-Za-z0-9_]+)>");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?([imsU]*(-[imsU]+)?)([:)])");

    private final String source;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Boolean> multilineOutside = new ArrayDeque<>();
    private boolean multiline;
    private boolean canRepeat;
    private int at;
    private int groups;

    GoSyntaxTranslator(String source) {
        this.source = source;
    }

    String translate() throws RenderException {
        while (at < source.length()) {
            char c = source.charAt(at);
            switch (c) {
                case '(' -> group();
                case ')' -> closeGroup();
                case '|' -> {
                    emit("|");
                    canRepeat = false;
                }
                case '[' -> {
                    CharacterClass charClass = new CharacterClass(source, at);
                    out.append(charClass.translate());
                    at = charClass.end();
                    canRepeat = true;
                }
                case '^' -> anchor(multiline ? "(?m:^)" : "\\A");
                case '$' -> anchor(multiline ? "(?m:$)" : "\\z");
                case '*', '+', '?' -> repeat(at, at + 1);
                case '{' -> braces();
                case '}', ']' -> literal(c);
                case '\\' -> escape();
                default -> {
                    out.append(c);
                    at++;
                    canRepeat = true;
                }
            }
        }
        if (!multilineOutside.isEmpty()) {
            throw error("missing closing )", source);
        }
        return out.toString();
    }

    private void group() throws RenderException {
        if (!source.startsWith("(?", at)) {
            open("(", 1);
            return;
        }
        Matcher named = NAMED.matcher(source).region(at, source.length());
        if (named.lookingAt()) {
            // Names play no part in a test for a match, and the JDK allows fewer of them.
            open("(", named.end() - at);
            return;
        }
        if (source.startsWith("(?P", at) || source.startsWith("(?<", at)) {
            boolean lookBehind = source.startsWith("(?<=", at) || source.startsWith("(?<!", at);
            if (lookBehind) {
                throw error("invalid or unsupported Perl syntax", source.substring(at, at + 4));
            }
            throw error("invalid named capture", source.substring(at));
        }
        Matcher flags = FLAGS.matcher(source).region(at, source.length());
        if (!flags.lookingAt()) {
            int end = Math.min(source.length(), at + 3);
            throw source.indexOf(')', at) < 0 && source.length() <= at + 2
                    ? error("missing closing )", source)
                    : error("invalid or unsupported Perl syntax", source.substring(at, end));
        }
        String text = flags.group(1);
        if (text.indexOf('U') >= 0) {
            throw error("the ungreedy flag is not supported", source.substring(at, flags.end()));
        }
        boolean scoped = flags.group(3).equals(":");
        String java = text.replace("m", "");
        String prefix = java.isEmpty() || java.equals("-") ? "(?" : "(?" + java;
        boolean inner = flagValue(text, multiline);
        if (scoped) {
            open(prefix + ":", flags.end() - at);
        } else {
            emit(java.isEmpty() || java.equals("-") ? "" : prefix + ")");
            at = flags.end();
            canRepeat = false;
        }
        multiline = inner;
    }

    private static boolean flagValue(String flags, boolean before) {
        int at = flags.indexOf('m');
        return at < 0 ? before : flags.indexOf('-') < 0 || at < flags.indexOf('-');
    }

    private void open(String java, int length) throws RenderException {
        if (++groups > MAX_REPEAT) {
            throw error("expression nests too deeply", source);
        }
        multilineOutside.push(multiline);
        out.append(java);
        at += length;
        canRepeat = false;
    }

    private void closeGroup() throws RenderException {
        if (multilineOutside.isEmpty()) {
            throw error("unexpected )", source);
        }
        multiline = multilineOutside.pop();
        emit(")");
        canRepeat = true;
    }

    private void anchor(String java) {
        emit(java);
        canRepeat = true;
    }

    private void emit(String java) {
        out.append(java);
        at++;
    }

    private void literal(char c) {
        out.append('\\').append(c);
        at++;
        canRepeat = true;
    }

    private void braces() throws RenderException {
        Matcher repeat = REPEAT.matcher(source).region(at, source.length());
        if (!repeat.lookingAt()) {
            literal('{');
            return;
        }
        int least = bound(repeat.group(1));
        int most =
                repeat.group(3) == null || repeat.group(3).isEmpty()
                        ? least
                        : bound(repeat.group(3));
        if (least > MAX_REPEAT || most > MAX_REPEAT || most < least) {
            throw error("invalid repeat count", repeat.group());
        }
        repeat(at, repeat.end());
    }

    private static int bound(String digits) {
        return digits.length() > 4 ? MAX_REPEAT + 1 : Integer.parseInt(digits);
    }

    private void repeat(int start, int operatorEnd) throws RenderException {
        if (!canRepeat) {
            throw error(
                    "missing argument to repetition operator",
                    source.substring(start, operatorEnd));
        }
        int end = operatorEnd;
        if (end < source.length() && source.charAt(end) == '?') {
            end++;
        }
        out.append(source, start, end);
        at = end;
        if (at < source.length()) {
            char next = source.charAt(at);
            boolean bounded =
                    next == '{' && REPEAT.matcher(source).region(at, source.length()).lookingAt();
            if (next == '*' || next == '+' || next == '?' || bounded) {
                int nextEnd = bounded ? source.indexOf('}', at) + 1 : at + 1;
                throw error("invalid nested repetition operator", source.substring(start, nextEnd));
            }
        }
    }

    private void escape() throws RenderException {
        if (at + 1 >= source.length()) {
            throw error("trailing backslash at end of expression", "");
        }
        if (source.startsWith("\\Q", at)) {
            int end = source.indexOf("\\E", at);
            String quoted = source.substring(at + 2, end < 0 ? source.length() : end);
            out.append(quoted.isEmpty() ? "" : "(?:" + Pattern.quote(quoted) + ")");
            at = end < 0 ? source.length() : end + 2;
            canRepeat |= !quoted.isEmpty();
            return;
        }
        char next = source.charAt(at + 1);
        switch (next) {
            case 'A', 'z' -> out.append('\\').append(next);
            case 'b', 'B' -> out.append(next == 'b' ? Escapes.WORD_BOUNDARY : Escapes.NO_BOUNDARY);
            case 'C' -> throw error("invalid escape sequence", "\\C");
            case 'E' -> {
                // Go takes an end without a beginning for nothing.
                at += 2;
                return;
            }
            default -> {
                Escapes escape = Escapes.read(source, at);
                out.append(escape.java(false));
                at = escape.end();
                canRepeat = true;
                return;
            }
        }
        at += 2;
        canRepeat = true;
    }

    static RenderException error(String problem, String where) {
        return new RenderException("error parsing regexp: " + problem + ": `" + where + "`");
    }
}
