package dev.nordbox.appliance.render.gotemplate;

import dev.nordbox.appliance.render.gotemplate.Token.Kind;
import java.util.Map;

/**
 * Cuts a template into {@link Token}s, one a call. Trim markers and comments end here. A comment
 * that is not closed, a bad character and the like are tokens too: the parser gives them a place.
 */
final class Lexer {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final int MARKER = 2;
    private static final Map<String, Kind> KEYWORDS =
            Map.ofEntries(
                    Map.entry("block", Kind.BLOCK),
                    Map.entry("break", Kind.BREAK),
                    Map.entry("continue", Kind.CONTINUE),
                    Map.entry("define", Kind.DEFINE),
                    Map.entry("else", Kind.ELSE),
                    Map.entry("end", Kind.END),
                    Map.entry("if", Kind.IF),
                    Map.entry("range", Kind.RANGE),
                    Map.entry("nil", Kind.NIL),
                    Map.entry("template", Kind.TEMPLATE),
                    Map.entry("with", Kind.WITH),
                    Map.entry("true", Kind.BOOL),
                    Map.entry("false", Kind.BOOL));

    private final String input;
    private int at;
    private int start;
    private int startLine = 1;
    private boolean inAction;
    private int parens;
    private boolean failed;

    Lexer(String input) {
        this.input = input;
    }

    Token next() {
        if (failed) {
            return new Token(Kind.EOF, start, "EOF", startLine);
        }
        return inAction ? insideAction() : text();
    }

    private Token text() {
        while (true) {
            int open = input.indexOf(OPEN, at);
            if (open < 0) {
                at = input.length();
                return at > start ? token(Kind.TEXT) : token(Kind.EOF);
            }
            boolean trims = marksLeft(open + OPEN.length());
            int end = open;
            while (trims && end > start && isSpace(input.charAt(end - 1))) {
                end--;
            }
            if (end > start) {
                at = end;
                Token text = token(Kind.TEXT);
                skipTo(open);
                return text;
            }
            skipTo(open);
            int after = open + OPEN.length() + (trims ? MARKER : 0);
            if (!input.startsWith("/*", after)) {
                at = open + OPEN.length();
                Token delimiter = token(Kind.LEFT_DELIM);
                skipTo(after);
                inAction = true;
                parens = 0;
                return delimiter;
            }
            skipTo(after);
            int close = input.indexOf("*/", after + 2);
            if (close < 0) {
                return error("unclosed comment");
            }
            at = close + 2;
            boolean trimsRight = marksRight(at);
            if (!trimsRight && !input.startsWith(CLOSE, at)) {
                return error("comment ends before closing delimiter");
            }
            skipTo(afterClose(trimsRight));
        }
    }

    private int afterClose(boolean trims) {
        int after = at + (trims ? MARKER : 0) + CLOSE.length();
        return trims ? afterSpaces(after) : after;
    }

    private int afterSpaces(int i) {
        int end = i;
        while (end < input.length() && isSpace(input.charAt(end))) {
            end++;
        }
        return end;
    }

    private Token insideAction() {
        boolean trims = marksRight(at);
        if (trims || input.startsWith(CLOSE, at)) {
            return parens > 0 ? error("unclosed left paren") : close(trims);
        }
        if (at >= input.length()) {
            return error("unclosed action");
        }
        char c = input.charAt(at);
        if (isSpace(c)) {
            return space();
        }
        int first = at;
        int rune = Runes.at(input, at);
        at += Runes.width(input, at);
        switch (c) {
            case '=':
                return token(Kind.ASSIGN);
            case ':':
                if (peek() != '=') {
                    at = Math.min(input.length(), at + 1);
                    return error("expected :=");
                }
                at++;
                return token(Kind.DECLARE);
            case '|':
                return token(Kind.PIPE);
            case '"':
                return quoted('"', Kind.STRING, "unterminated quoted string");
            case '\'':
                return quoted('\'', Kind.CHAR_CONSTANT, "unterminated character constant");
            case '`':
                return rawString();
            case '$':
                return atTerminator() ? token(Kind.VARIABLE) : name(Kind.VARIABLE);
            case '(':
                parens++;
                return token(Kind.LEFT_PAREN);
            case ')':
                return --parens < 0 ? error("unexpected right paren") : token(Kind.RIGHT_PAREN);
            case '.':
                if (at < input.length() && !isAsciiDigit(input.charAt(at))) {
                    return atTerminator() ? token(Kind.DOT) : name(Kind.FIELD);
                }
                return number(first);
            default:
                break;
        }
        if (c == '+' || c == '-' || isAsciiDigit(c)) {
            return number(first);
        }
        if (Letters.isAlphaNumeric(rune)) {
            return name(Kind.IDENTIFIER);
        }
        if (rune < 0x80 && Letters.isPrint(rune)) {
            return token(Kind.CHAR);
        }
        return error("unrecognized character in action: " + Formatter.unicode(rune));
    }

    private Token close(boolean trims) {
        if (trims) {
            skipTo(at + MARKER);
        }
        at += CLOSE.length();
        Token delimiter = token(Kind.RIGHT_DELIM);
        if (trims) {
            skipTo(afterSpaces(at));
        }
        inAction = false;
        return delimiter;
    }

    /** A trim marker begins with a space, which then belongs to the delimiter. */
    private Token space() {
        int end = afterSpaces(at);
        if (marksRight(end - 1)) {
            if (end - at == 1) {
                return close(true);
            }
            end--;
        }
        at = end;
        return token(Kind.SPACE);
    }

    private Token name(Kind kind) {
        while (at < input.length() && Letters.isAlphaNumeric(Runes.at(input, at))) {
            at += Runes.width(input, at);
        }
        if (!atTerminator()) {
            return error("bad character " + Formatter.unicode(peek()));
        }
        Kind keyword = kind == Kind.IDENTIFIER ? KEYWORDS.get(input.substring(start, at)) : null;
        return token(keyword == null ? kind : keyword);
    }

    private Token quoted(char mark, Kind kind, String problem) {
        while (at < input.length() && input.charAt(at) != '\n') {
            char c = input.charAt(at++);
            if (c == mark) {
                return token(kind);
            }
            if (c == '\\' && at < input.length() && input.charAt(at) != '\n') {
                at++;
            }
        }
        return error(problem);
    }

    private Token rawString() {
        int end = input.indexOf('`', at);
        if (end < 0) {
            at = input.length();
            return error("unterminated raw quoted string");
        }
        at = end + 1;
        return token(Kind.RAW_STRING);
    }

    private Token number(int first) {
        NumberScanner scanner = new NumberScanner(input, first);
        boolean good = scanner.scan();
        boolean complex = good && (scanner.peek() == '+' || scanner.peek() == '-');
        if (complex) {
            good = scanner.scan() && scanner.endsIn('i');
        }
        at = scanner.position();
        return good
                ? token(complex ? Kind.COMPLEX : Kind.NUMBER)
                : error("bad number syntax: " + Quoting.quote(input.substring(start, at)));
    }

    private boolean atTerminator() {
        int c = peek();
        return c < 0
                || c < 0x80 && (isSpace((char) c) || ".,|:)(".indexOf(c) >= 0)
                || input.startsWith(CLOSE, at);
    }

    private int peek() {
        return at < input.length() ? Runes.at(input, at) : -1;
    }

    private boolean marksLeft(int i) {
        return i + 1 < input.length() && input.charAt(i) == '-' && isSpace(input.charAt(i + 1));
    }

    private boolean marksRight(int i) {
        return i + 1 < input.length()
                && isSpace(input.charAt(i))
                && input.charAt(i + 1) == '-'
                && input.startsWith(CLOSE, i + MARKER);
    }

    private Token token(Kind kind) {
        String text = kind == Kind.EOF ? "EOF" : input.substring(start, at);
        Token token = new Token(kind, start, text, startLine);
        skipTo(at);
        return token;
    }

    private Token error(String problem) {
        failed = true;
        return new Token(Kind.ERROR, start, problem, startLine);
    }

    private void skipTo(int position) {
        for (int i = start; i < position; i++) {
            if (input.charAt(i) == '\n') {
                startLine++;
            }
        }
        at = position;
        start = position;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    static boolean isAsciiDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
