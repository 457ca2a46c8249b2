package dev.nordbox.appliance.render.yaml;

/** Text of a YAML document in the making: columns, indentation, and the five ways of a scalar. */
final class ScalarWriter {
    static final int INDENT = 2;

    private static final int NO_FOOT = -1;

    private static final String ESCAPED =
            "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u00a0\u2028\u2029";
    private static final String ESCAPES = "0abtnvfre\"\\N_LP";

    private final StringBuilder text = new StringBuilder();
    private final int width;
    private int column;
    private int footIndent = NO_FOOT;
    private boolean whitespace = true;
    private boolean indentation = true;

    /**
     * @param width a plain or quoted scalar folds at the first space beyond this column
     */
    ScalarWriter(int width) {
        this.width = width;
    }

    /** Whether nothing but indentation and its indicators stands on the line. */
    boolean isInIndentation() {
        return indentation;
    }

    String finish() {
        footIndent = NO_FOOT;
        writeIndent(0);
        return text.toString();
    }

    void writeIndent(int indent) {
        if (!indentation || column > indent || column == indent && !whitespace) {
            putBreak();
        }
        if (footIndent == indent) {
            putBreak();
        }
        footIndent = NO_FOOT;
        while (column < indent) {
            put(' ');
        }
        whitespace = true;
        indentation = true;
    }

    void writeIndicator(
            String indicator, boolean needsSpace, boolean isSpace, boolean isIndentation) {
        if (needsSpace && !whitespace) {
            put(' ');
        }
        text.append(indicator);
        column += indicator.length();
        whitespace = isSpace;
        indentation &= isIndentation;
    }

    /** Writes the lines of a comment, the first at the present place, and ends the last. */
    void writeComment(String comment, int indent) {
        boolean first = true;
        for (String line : comment.split("\n", -1)) {
            if (!first) {
                putBreak();
            }
            if (!line.isEmpty()) {
                if (!first) {
                    writeIndent(indent);
                }
                text.append(line.startsWith("#") ? "" : "# ").append(line);
                indentation = false;
            }
            first = false;
        }
        putBreak();
        whitespace = true;
        indentation = true;
    }

    void emptyLine() {
        putBreak();
    }

    /** The next line with this indentation is set apart by an empty one. */
    void separateBelow(int indent) {
        footIndent = indent;
    }

    boolean isAtLineStart() {
        return column == 0;
    }

    boolean isAfterSpace() {
        return whitespace;
    }

    void writeScalar(Scalar scalar, int indent) {
        write(scalar, scalar.style(false, false), indent, true);
    }

    /** A scalar inside braces or brackets. */
    void writeInFlow(Scalar scalar, int indent, boolean key) {
        write(scalar, scalar.style(key, true), indent, !key);
    }

    /** A key that ends on the line it starts on. */
    void writeKey(Scalar scalar, int indent) {
        write(scalar, scalar.style(true, false), indent, false);
    }

    private void write(Scalar scalar, Style style, int indent, boolean folds) {
        switch (style) {
            case SINGLE_QUOTED -> writeSingleQuoted(scalar.text(), indent, folds);
            case DOUBLE_QUOTED -> writeDoubleQuoted(scalar.text(), indent, folds);
            case LITERAL -> writeBlock(scalar, indent, "|");
            case FOLDED -> writeBlock(scalar, indent, ">");
            default -> writePlain(scalar.text(), indent, folds);
        }
    }

    private void writePlain(String value, int indent, boolean folds) {
        if (!whitespace && !value.isEmpty()) {
            put(' ');
        }
        boolean spaces = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' && folds && !spaces && column > width && !isSpace(value, i + 1)) {
                writeIndent(indent);
            } else {
                put(c);
                indentation &= c == ' ';
            }
            spaces = c == ' ';
        }
        whitespace = false;
        indentation = false;
    }

    private void writeSingleQuoted(String value, int indent, boolean folds) {
        writeIndicator("'", true, false, false);
        boolean spaces = false;
        boolean breaks = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ') {
                boolean inside = i > 0 && i < value.length() - 1;
                if (folds && !spaces && column > width && inside && !isSpace(value, i + 1)) {
                    writeIndent(indent);
                } else {
                    put(c);
                }
                spaces = true;
            } else if (Characters.isBreak(c)) {
                if (!breaks && c == '\n') {
                    putBreak();
                }
                putBreak(c);
                indentation = true;
                breaks = true;
            } else {
                if (breaks) {
                    writeIndent(indent);
                }
                if (c == '\'') {
                    put(c);
                }
                put(c);
                indentation = false;
                spaces = false;
                breaks = false;
            }
        }
        writeIndicator("'", false, false, false);
    }

    private void writeDoubleQuoted(String value, int indent, boolean folds) {
        writeIndicator("\"", true, false, false);
        // libyaml looks at the start of the value instead of the character: then all is escaped.
        boolean escapeAll = value.indexOf(Characters.BYTE_ORDER_MARK) == 0;
        boolean spaces = false;
        int i = 0;
        while (i < value.length()) {
            int c = value.codePointAt(i);
            boolean escape =
                    escapeAll
                            || c > 0xffff
                            || c == '"'
                            || c == '\\'
                            || !Characters.isPrintable((char) c)
                            || Characters.isBreak((char) c);
            if (escape) {
                putEscaped(c);
                spaces = false;
            } else if (c == ' ') {
                boolean inside = i > 0 && i < value.length() - 1;
                if (folds && !spaces && column > width && inside) {
                    writeIndent(indent);
                    if (isSpace(value, i + 1)) {
                        put('\\');
                    }
                } else {
                    put(' ');
                }
                spaces = true;
            } else {
                put((char) c);
                spaces = false;
            }
            i += Character.charCount(c);
        }
        writeIndicator("\"", false, false, false);
    }

    private void putEscaped(int c) {
        put('\\');
        int known = c > 0xffff ? -1 : ESCAPED.indexOf(c);
        if (known >= 0) {
            put(ESCAPES.charAt(known));
            return;
        }
        int width = c <= 0xff ? 2 : c <= 0xffff ? 4 : 8;
        put(width == 2 ? 'x' : width == 4 ? 'u' : 'U');
        for (int shift = (width - 1) * 4; shift >= 0; shift -= 4) {
            put(Character.toUpperCase(Character.forDigit(c >> shift & 0xf, 16)));
        }
    }

    private void writeBlock(Scalar scalar, int indent, String indicator) {
        String value = scalar.text();
        boolean folded = indicator.equals(">");
        writeIndicator(indicator, true, false, false);
        if (value.charAt(0) == ' ' || Characters.isBreak(value.charAt(0))) {
            writeIndicator(Integer.toString(INDENT), false, false, false);
        }
        writeIndicator(chomping(value), false, false, false);
        if (scalar.lineComment().isEmpty()) {
            putBreak();
        } else {
            put(' ');
            writeComment(scalar.lineComment(), indent);
        }
        indentation = true;
        whitespace = true;
        boolean breaks = true;
        boolean leadingBlank = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Characters.isBreak(c)) {
                if (folded && !breaks && !leadingBlank && c == '\n' && !opensBlank(value)) {
                    putBreak();
                }
                putBreak(c);
                indentation = true;
                breaks = true;
            } else {
                if (breaks) {
                    writeIndent(indent);
                    leadingBlank = Characters.isBlank(c);
                }
                put(c);
                indentation = false;
                breaks = false;
            }
        }
    }

    /** libyaml looks at the start of the value here, not at the line behind the break. */
    private static boolean opensBlank(String value) {
        int k = 0;
        while (k < value.length() && Characters.isBreak(value.charAt(k))) {
            k++;
        }
        return k >= value.length() || Characters.isBlankOrEnd(value.charAt(k));
    }

    private static String chomping(String value) {
        int last = value.length() - 1;
        if (!Characters.isBreak(value.charAt(last))) {
            return "-";
        }
        return last == 0 || Characters.isBreak(value.charAt(last - 1)) ? "+" : "";
    }

    private static boolean isSpace(String value, int at) {
        return at < value.length() && value.charAt(at) == ' ';
    }

    private void put(char c) {
        text.append(c);
        if (!Character.isLowSurrogate(c)) {
            column++;
        }
    }

    private void putBreak(char c) {
        if (c == '\n') {
            putBreak();
        } else {
            text.append(c);
            column = 0;
        }
    }

    private void putBreak() {
        text.append('\n');
        column = 0;
    }
}
