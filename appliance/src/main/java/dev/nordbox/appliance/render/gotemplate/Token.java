package dev.nordbox.appliance.render.gotemplate;

/**
 * A piece of template text.
 *
 * @param position in bytes from the start of the template
 * @param line of its first byte, from 1
 */
record Token(Kind kind, int position, String text, int line) {
    enum Kind {
        ERROR,
        BOOL,
        CHAR,
        CHAR_CONSTANT,
        COMPLEX,
        ASSIGN,
        DECLARE,
        EOF,
        FIELD,
        IDENTIFIER,
        LEFT_DELIM,
        LEFT_PAREN,
        NUMBER,
        PIPE,
        RAW_STRING,
        RIGHT_DELIM,
        RIGHT_PAREN,
        SPACE,
        STRING,
        TEXT,
        VARIABLE,
        BLOCK,
        BREAK,
        CONTINUE,
        DOT,
        DEFINE,
        ELSE,
        END,
        IF,
        NIL,
        RANGE,
        TEMPLATE,
        WITH;

        boolean isKeyword() {
            return compareTo(BLOCK) >= 0;
        }
    }

    boolean is(Kind expected) {
        return kind == expected;
    }

    /** As messages name it. */
    String described() {
        if (kind == Kind.EOF) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind.isKeyword()) {
            return "<" + text + ">";
        }
        if (text.length() <= 10) {
            return Quoting.quote(text);
        }
        int end = 0;
        for (int runes = 0; runes < 10 && end < text.length(); runes++) {
            end += Runes.width(text, end);
        }
        return Quoting.quote(text.substring(0, end)) + "...";
    }
}
