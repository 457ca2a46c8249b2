package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Strict JSON, refused in the words of Go's {@code encoding/json}. Gives {@link PlainValues}. */
public final class JsonReader {
    private static final int MAX_DEPTH = 1_000;

    private final String text;
    private final boolean numbersAsWritten;
    private int at;
    private int depth;

    private JsonReader(String text, boolean numbersAsWritten) {
        this.text = text;
        this.numbersAsWritten = numbersAsWritten;
    }

    /**
     * @return a map, list, string, boolean, null, or a number: {@link Long} where it is whole and
     *     64 bits hold it, {@link Double} otherwise
     */
    public static @Nullable Object read(String text) throws YamlException {
        return read(new JsonReader(text, false));
    }

    /** The same, but a number that is no {@link Long} is a {@link WrittenNumber}. */
    public static @Nullable Object readAsWritten(String text) throws YamlException {
        return read(new JsonReader(text, true));
    }

    private static @Nullable Object read(JsonReader reader) throws YamlException {
        Object value = reader.value();
        reader.skipBlanks();
        if (reader.at < reader.text.length()) {
            throw reader.invalid("after top-level value");
        }
        return value;
    }

    private @Nullable Object value() throws YamlException {
        skipBlanks();
        char c = peek();
        switch (c) {
            case '{' -> {
                return object();
            }
            case '[' -> {
                return array();
            }
            case '"' -> {
                return string();
            }
            case 't' -> {
                literal("true");
                return true;
            }
            case 'f' -> {
                literal("false");
                return false;
            }
            case 'n' -> {
                literal("null");
                return null;
            }
            default -> {
                if (c == '-' || isDigit(c)) {
                    return number();
                }
                throw invalid("looking for beginning of value");
            }
        }
    }

    private Map<String, @Nullable Object> object() throws YamlException {
        enter();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        skipBlanks();
        if (peek() == '}') {
            leave();
            return fields;
        }
        while (true) {
            skipBlanks();
            if (peek() != '"') {
                throw invalid("looking for beginning of object key string");
            }
            String key = string();
            skipBlanks();
            if (peek() != ':') {
                throw invalid("after object key");
            }
            at++;
            fields.put(key, value());
            skipBlanks();
            if (peek() == '}') {
                leave();
                return fields;
            }
            if (peek() != ',') {
                throw invalid("after object key:value pair");
            }
            at++;
        }
    }

    private List<@Nullable Object> array() throws YamlException {
        enter();
        List<@Nullable Object> items = new ArrayList<>();
        skipBlanks();
        if (peek() == ']') {
            leave();
            return items;
        }
        while (true) {
            items.add(value());
            skipBlanks();
            if (peek() == ']') {
                leave();
                return items;
            }
            if (peek() != ',') {
                throw invalid("after array element");
            }
            at++;
        }
    }

    private void enter() throws YamlException {
        at++;
        if (++depth > MAX_DEPTH) {
            throw new YamlException("json: exceeded max depth of " + MAX_DEPTH);
        }
    }

    private void leave() {
        at++;
        depth--;
    }

    private String string() throws YamlException {
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = peek();
            if (c < 0x20) {
                throw invalid("in string literal");
            }
            at++;
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() throws YamlException {
        char c = peek();
        if (c == 'u') {
            at++;
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
                if (digit < 0) {
                    throw invalid("in \\u hexadecimal character escape");
                }
                code = code << 4 | digit;
                at++;
            }
            return (char) code;
        }
        int known = "\"\\/bfnrt".indexOf(c);
        if (known < 0) {
            throw invalid("in string escape code");
        }
        at++;
        return "\"\\/\b\f\n\r\t".charAt(known);
    }

    private void literal(String word) throws YamlException {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw invalid("in literal %s (expecting '%s')".formatted(word, word.charAt(i)));
            }
            at++;
        }
    }

    private Object number() throws YamlException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (!isDigit(peek())) {
            throw invalid("in numeric literal");
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        boolean whole = true;
        if (has('.')) {
            whole = false;
            at++;
            requireDigit("after decimal point in numeric literal");
            digits();
        }
        if (has('e') || has('E')) {
            whole = false;
            at++;
            if (has('+') || has('-')) {
                at++;
            }
            requireDigit("in exponent of numeric literal");
            digits();
        }
        String number = text.substring(start, at);
        if (whole && GoNumber.integer(number).orElse("") instanceof Long value) {
            return value;
        }
        if (numbersAsWritten) {
            return new WrittenNumber(number);
        }
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw new YamlException(
                    "json: cannot unmarshal number " + number + " into Go value of type float64");
        }
        return value;
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private void requireDigit(String where) throws YamlException {
        if (!isDigit(peek())) {
            throw invalid(where);
        }
    }

    private boolean has(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws YamlException {
        if (at >= text.length()) {
            throw new YamlException("unexpected end of JSON input");
        }
        return text.charAt(at);
    }

    private YamlException invalid(String where) {
        char c = text.charAt(at);
        String shown =
                c == '\'' ? "'\\''" : c == '"' ? "'\"'" : "'" + unquoted(String.valueOf(c)) + "'";
        return new YamlException("invalid character " + shown + " " + where);
    }

    private static String unquoted(String c) {
        String quoted = GoSyntax.quote(c);
        return quoted.substring(1, quoted.length() - 1);
    }
}
