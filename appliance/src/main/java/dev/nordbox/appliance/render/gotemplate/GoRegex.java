package dev.nordbox.appliance.render.gotemplate;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Go's {@code regexp} on bytes: linear in time, and its own ideas of empty matches. */
final class GoRegex {
    private static final int NONE = -1;

    private final Meter meter;
    private final String expression;
    private final Pattern pattern;

    private GoRegex(Meter meter, String expression, Pattern pattern) {
        this.meter = meter;
        this.expression = expression;
        this.pattern = pattern;
    }

    static GoRegex compile(Meter meter, String expression) {
        meter.steps(1 + expression.length() / 4);
        RepeatGuard.check(meter, expression);
        try {
            Pattern pattern = Pattern.compile(Runes.decode(expression));
            meter.steps(1 + pattern.programSize() / 8);
            return new GoRegex(meter, expression, pattern);
        } catch (PatternSyntaxException e) {
            String fragment = e.getPattern() == null ? expression : Runes.encode(e.getPattern());
            throw syntax(e.getDescription(), fragment);
        }
    }

    static Failure syntax(String problem, String fragment) {
        return Failure.revealing(
                "error parsing regexp: " + problem + ": `" + fragment + "`",
                "error parsing regexp: " + problem);
    }

    /** As Go's functions that panic on a bad expression put it. */
    static GoRegex mustCompile(Meter meter, String expression) {
        try {
            return compile(meter, expression);
        } catch (Failure e) {
            boolean raw = Quoting.fitsBackquotes(expression);
            String shown = raw ? "`" + expression + "`" : Quoting.quote(expression);
            throw Failure.revealing(
                    "regexp: Compile(" + shown + "): " + e.text(), "regexp: " + e.safe());
        }
    }

    private RegexScan scan(String text) {
        return new RegexScan(meter, pattern, text);
    }

    boolean matches(String text) {
        return scan(text).find(0);
    }

    String first(String text) {
        RegexScan matcher = scan(text);
        return matcher.find(0) ? text.substring(matcher.start(0), matcher.end(0)) : "";
    }

    private record Span(int start, int end) {}

    private List<Span> spans(String text, long most) {
        List<Span> spans = new ArrayList<>();
        RegexScan matcher = scan(text);
        int at = 0;
        int before = NONE;
        long limit = most < 0 ? text.length() + 1L : most;
        while (spans.size() < limit && at <= text.length() && matcher.find(at)) {
            Span span = new Span(matcher.start(0), matcher.end(0));
            boolean empty = span.end == at;
            if (!empty || span.start != before) {
                spans.add(span);
            }
            at = empty ? next(text, at) : span.end;
            before = span.end;
        }
        return spans;
    }

    private static int next(String text, int at) {
        return at < text.length() ? at + Runes.width(text, at) : at + 1;
    }

    /** At most so many; all for a negative number. */
    GoSlice all(String text, long most) {
        List<String> found = new ArrayList<>();
        for (Span span : spans(text, most)) {
            found.add(text.substring(span.start, span.end));
        }
        return found.isEmpty() ? GoSlice.nilOfStrings() : GoSlice.ofStrings(found);
    }

    GoSlice split(String text, long most) {
        if (most == 0) {
            return GoSlice.nilOfStrings();
        }
        if (!expression.isEmpty() && text.isEmpty()) {
            return GoSlice.ofStrings(List.of(""));
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (Span span : spans(text, most)) {
            if (most > 0 && parts.size() == most - 1) {
                break;
            }
            end = span.start;
            if (span.end != 0) {
                parts.add(text.substring(start, end));
            }
            start = span.end;
        }
        if (end != text.length()) {
            parts.add(text.substring(start));
        }
        return GoSlice.ofStrings(parts);
    }

    /** {@code literal}: the replacement is taken as it is; else {@code $1} is a group. */
    String replaceAll(String text, String replacement, boolean literal) {
        Text out = new Text(meter);
        RegexScan matcher = scan(text);
        int copied = 0;
        int at = 0;
        while (at <= text.length() && matcher.find(at)) {
            int start = matcher.start(0);
            int end = matcher.end(0);
            out.add(text.substring(copied, start));
            if (end > copied || start == 0) {
                out.add(literal ? replacement : expanded(replacement, text, matcher));
            }
            copied = end;
            at = Math.max(end, next(text, at));
        }
        return out.add(text.substring(copied)).toString();
    }

    private String expanded(String replacement, String text, RegexScan matcher) {
        Text out = new Text(meter);
        int at = 0;
        for (int dollar = replacement.indexOf('$'); dollar >= 0; ) {
            out.add(replacement.substring(at, dollar));
            at = dollar + 1;
            if (replacement.startsWith("$", at)) {
                out.add('$');
                at++;
            } else {
                boolean braces = replacement.startsWith("{", at);
                int start = braces ? at + 1 : at;
                int end = nameEnd(replacement, start);
                boolean closed = !braces || replacement.startsWith("}", end);
                if (end == start || !closed) {
                    out.add('$');
                } else {
                    out.add(group(replacement.substring(start, end), text, matcher));
                    at = braces ? end + 1 : end;
                }
            }
            dollar = replacement.indexOf('$', at);
        }
        return out.add(replacement.substring(at)).toString();
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Letters.isAlphaNumeric(Runes.at(text, end))) {
            end += Runes.width(text, end);
        }
        return end;
    }

    private String group(String name, String text, RegexScan matcher) {
        int group;
        if (name.matches("[0-9]{1,8}")) {
            group = Integer.parseInt(name);
        } else {
            group = pattern.namedGroups().getOrDefault(Runes.decode(name), NONE);
        }
        if (group < 0 || group > matcher.groupCount() || matcher.start(group) < 0) {
            return "";
        }
        return text.substring(matcher.start(group), matcher.end(group));
    }
}
