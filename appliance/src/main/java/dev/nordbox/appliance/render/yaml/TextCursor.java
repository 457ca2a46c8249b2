package dev.nordbox.appliance.render.yaml;

/** A position in a text that moves on character by character. Behind the end stand zeros. */
final class TextCursor {
    private final String text;
    private int at;
    private int line;
    private int column;
    private int newlines;

    TextCursor(String text) {
        this.text = text;
        if (!text.isEmpty() && text.charAt(0) == Characters.BYTE_ORDER_MARK) {
            at = 1;
        }
    }

    Mark mark() {
        return new Mark(at, line, column);
    }

    int index() {
        return at;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    /** Line breaks since the last character that is no blank. */
    int newlines() {
        return newlines;
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    char peek(int ahead) {
        int where = at + ahead;
        return where < text.length() ? text.charAt(where) : 0;
    }

    boolean isBlank() {
        return Characters.isBlank(peek());
    }

    boolean isBreak() {
        return Characters.isBreak(peek());
    }

    boolean isBreakOrEnd() {
        return isBreak() || peek() == 0;
    }

    boolean isBlankOrEnd(int ahead) {
        return Characters.isBlankOrEnd(peek(ahead));
    }

    /** Whether {@code ---} or {@code ...} stands here, at the start of a line. */
    boolean isDocumentIndicator(char c) {
        return column == 0 && peek() == c && peek(1) == c && peek(2) == c && isBlankOrEnd(3);
    }

    /** The end of the stream counts as the start of a line. */
    void forceLineStart() {
        if (column != 0) {
            column = 0;
            line++;
        }
    }

    void skip() {
        char c = peek();
        if (!Characters.isBlank(c)) {
            newlines = 0;
        }
        at += Character.isHighSurrogate(c) && Character.isLowSurrogate(peek(1)) ? 2 : 1;
        column++;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            skip();
        }
    }

    void skipBlanks() {
        while (isBlank()) {
            skip();
        }
    }

    void skipToBreak() {
        while (!isBreakOrEnd()) {
            skip();
        }
    }

    void skipBreak() {
        if (isBreak()) {
            at += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
            column = 0;
            line++;
            newlines++;
        }
    }

    void read(StringBuilder into) {
        int start = at;
        skip();
        into.append(text, start, Math.min(at, text.length()));
    }

    /** Reads a line break; all but the two Unicode separators become a line feed. */
    void readBreak(StringBuilder into) {
        if (isBreak()) {
            char c = peek();
            boolean separator =
                    c == Characters.LINE_SEPARATOR || c == Characters.PARAGRAPH_SEPARATOR;
            into.append(separator ? c : '\n');
            skipBreak();
        }
    }
}
