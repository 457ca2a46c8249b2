package dev.nordbox.appliance.render.kustomize.regex;

import dev.nordbox.appliance.render.RenderException;
import java.util.Map;

/** A class in brackets. The JDK gives meaning to {@code [} and {@code &&} inside; Go does not. */
final class CharacterClass {
    private static final Map<String, String> POSIX =
            Map.ofEntries(
                    Map.entry("alnum", "0-9A-Za-z"),
                    Map.entry("alpha", "A-Za-z"),
                    Map.entry("ascii", "\\x{0}-\\x{7f}"),
                    Map.entry("blank", "\\t "),
                    Map.entry("cntrl", "\\x{0}-\\x{1f}\\x{7f}"),
                    Map.entry("digit", "0-9"),
                    Map.entry("graph", "!-~"),
                    Map.entry("lower", "a-z"),
                    Map.entry("print", " -~"),
                    Map.entry("punct", "!-/:-@\\x{5b}-`\\x{7b}-~"),
                    Map.entry("space", "\\t\\n\\x{b}\\f\\r "),
                    Map.entry("upper", "A-Z"),
                    Map.entry("word", "0-9A-Za-z_"),
                    Map.entry("xdigit", "0-9A-Fa-f"));

    private final String source;
    private final int start;
    private final StringBuilder out = new StringBuilder("[");
    private int at;

    CharacterClass(String source, int start) {
        this.source = source;
        this.start = start;
        this.at = start + 1;
    }

    String translate() throws RenderException {
        if (peek('^')) {
            out.append('^');
            at++;
        }
        boolean first = true;
        while (first || !peek(']')) {
            if (at >= source.length()) {
                throw missingBracket();
            }
            if (!first && peek('-') && !source.startsWith("-]", at)) {
                throw GoSyntaxTranslator.error(
                        "invalid character class range",
                        source.substring(at, Math.min(source.length(), at + 2)));
            }
            first = false;
            item();
        }
        at++;
        return out.append(']').toString();
    }

    int end() {
        return at;
    }

    private void item() throws RenderException {
        if (source.startsWith("[:", at)) {
            int close = source.indexOf(":]", at + 2);
            if (close >= 0) {
                posix(source.substring(at, close + 2));
                at = close + 2;
                return;
            }
        }
        int begin = at;
        Escapes low = single();
        if (low.point() < 0) {
            out.append(low.content());
            return;
        }
        if (!peek('-') || source.startsWith("-]", at) || at + 1 >= source.length()) {
            out.append(low.content());
            return;
        }
        at++;
        Escapes high = single();
        if (high.point() < low.point()) {
            throw GoSyntaxTranslator.error(
                    "invalid character class range", source.substring(begin, at));
        }
        out.append(low.content()).append('-').append(high.content());
    }

    private Escapes single() throws RenderException {
        if (at >= source.length()) {
            throw missingBracket();
        }
        if (peek('\\')) {
            Escapes escape = Escapes.read(source, at);
            at = escape.end();
            return escape;
        }
        int point = source.codePointAt(at);
        at += Character.charCount(point);
        return new Escapes("\\x{" + Integer.toHexString(point) + "}", point, at);
    }

    private void posix(String text) throws RenderException {
        boolean negated = text.startsWith("[:^");
        String name = text.substring(negated ? 3 : 2, text.length() - 2);
        String content = POSIX.get(name);
        if (content == null) {
            throw GoSyntaxTranslator.error("invalid character class range", text);
        }
        out.append(negated ? "[^" + content + "]" : content);
    }

    private boolean peek(char c) {
        return at < source.length() && source.charAt(at) == c;
    }

    private RenderException missingBracket() {
        return GoSyntaxTranslator.error("missing closing ]", source.substring(start));
    }
}
