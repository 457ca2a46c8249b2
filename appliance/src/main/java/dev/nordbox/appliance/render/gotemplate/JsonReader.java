package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** JSON as Go's {@code encoding/json} reads it into an interface: numbers are floats. */
final class JsonReader {
    private static final int DEEPEST = 10_000;

    private final Meter meter;
    private final String text;
    private int at;
    private int depth;

    private JsonReader(Meter meter, String text) {
        this.meter = meter;
        this.text = text;
    }

    static Object read(Meter meter, String text) {
        JsonReader reader = new JsonReader(meter, text);
        Object value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.unexpected("after top-level value");
        }
        return value;
    }

    private Object value() {
        meter.enter();
        space();
        Object value =
                switch (peek()) {
                    case '{' -> object();
                    case '[' -> array();
                    case '"' -> string();
                    case 't' -> word("true", true);
                    case 'f' -> word("false", false);
                    case 'n' -> word("null", GoNil.INVALID);
                    case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
                    default -> throw unexpected("looking for beginning of value");
                };
        meter.leave();
        return value;
    }

    private Object object() {
        GoMap map = GoMap.ofAny();
        at++;
        space();
        open();
        if (peek() == '}') {
            at++;
            depth--;
            return map;
        }
        while (true) {
            space();
            if (peek() != '"') {
                throw unexpected("looking for beginning of object key string");
            }
            String key = string();
            space();
            if (peek() != ':') {
                throw unexpected("after object key");
            }
            at++;
            map.put(key, value());
            space();
            char next = peek();
            if (next == '}') {
                at++;
                depth--;
                return map;
            }
            if (next != ',') {
                throw unexpected("after object key:value pair");
            }
            at++;
        }
    }

    private Object array() {
        List<Object> elements = new ArrayList<>();
        at++;
        space();
        open();
        if (peek() == ']') {
            at++;
            depth--;
            return GoSlice.ofAny(elements);
        }
        while (true) {
            elements.add(value());
            space();
            char next = peek();
            if (next == ']') {
                at++;
                depth--;
                return GoSlice.ofAny(elements);
            }
            if (next != ',') {
                throw unexpected("after array element");
            }
            at++;
        }
    }

    private void open() {
        if (++depth > DEEPEST) {
            throw Failure.plain("exceeded max depth");
        }
    }

    private Object word(String word, Object value) {
        for (int i = 0; i < word.length(); i++, at++) {
            String where = "in literal " + word + " (expecting '" + word.charAt(i) + "')";
            if (peek(where) != word.charAt(i)) {
                throw unexpected(where);
            }
        }
        return value;
    }

    private Object number() {
        int start = at;
        at += text.charAt(at) == '-' ? 1 : 0;
        if (digit("in numeric literal") == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digit("after decimal point in numeric literal");
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            boolean sign = at < text.length() && "+-".indexOf(text.charAt(at)) >= 0;
            at += sign ? 1 : 0;
            digit("in exponent of numeric literal");
            digits();
        }
        String literal = text.substring(start, at);
        OptionalDouble value = GoNumbers.parseFloat(literal);
        if (value.isEmpty()) {
            throw Failure.revealing(
                    "json: cannot unmarshal number " + literal + " into Go value of type float64",
                    "json: cannot unmarshal number into Go value of type float64");
        }
        return value.getAsDouble();
    }

    private char digit(String where) {
        if (!Lexer.isAsciiDigit(peek(where))) {
            throw unexpected(where);
        }
        return text.charAt(at);
    }

    private void digits() {
        while (at < text.length() && Lexer.isAsciiDigit(text.charAt(at))) {
            at++;
        }
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return out.toString();
            } else if (c == '\\') {
                at++;
                escape(out);
            } else if (c < 0x20) {
                throw unexpected("in string literal");
            } else if (Runes.isBroken(text, at)) {
                Runes.append(out, Runes.ERROR);
                at++;
            } else {
                int width = Runes.width(text, at);
                out.append(text, at, at + width);
                at += width;
            }
        }
    }

    private void escape(StringBuilder out) {
        char c = peek("in string escape code");
        at++;
        switch (c) {
            case '"', '\\', '/' -> out.append(c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> unicode(out);
            default -> {
                at--;
                throw unexpected("in string escape code");
            }
        }
    }

    private void unicode(StringBuilder out) {
        int first = hex();
        if (Character.isHighSurrogate((char) first) && text.startsWith("\\u", at)) {
            int back = at;
            at += 2;
            int second = hex();
            if (Character.isLowSurrogate((char) second)) {
                Runes.append(out, Character.toCodePoint((char) first, (char) second));
                return;
            }
            at = back;
        }
        Runes.append(out, first);
    }

    private int hex() {
        int value = 0;
        for (int i = 0; i < 4; i++, at++) {
            char c = peek("in \\u hexadecimal character escape");
            if (c >= 0x80 || Character.digit(c, 16) < 0) {
                throw unexpected("in \\u hexadecimal character escape");
            }
            value = value << 4 | Character.digit(c, 16);
        }
        return value;
    }

    private void space() {
        while (at < text.length() && Lexer.isSpace(text.charAt(at))) {
            at++;
        }
    }

    /** Inside of a word or number; its end reads like a space, which cannot be in it. */
    private char peek(String where) {
        if (at >= text.length()) {
            throw Failure.plain("invalid character ' ' " + where);
        }
        return text.charAt(at);
    }

    private char peek() {
        if (at >= text.length()) {
            throw Failure.plain("unexpected end of JSON input");
        }
        return text.charAt(at);
    }

    private Failure unexpected(String where) {
        char c = text.charAt(at);
        String shown =
                switch (c) {
                    case '\'' -> "'\\''";
                    case '"' -> "'\"'";
                    default -> Quoting.quoteRune(c, false);
                };
        return Failure.revealing(
                "invalid character " + shown + " " + where, "invalid character " + where);
    }
}
