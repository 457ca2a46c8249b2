package dev.nordbox.appliance.render.yaml;

/** Reads scalars: literal and folded blocks, quoted and plain text. */
final class ScalarScanner {
    private final TextCursor cursor;
    private final CommentScanner comments;

    ScalarScanner(TextCursor cursor, CommentScanner comments) {
        this.cursor = cursor;
        this.comments = comments;
    }

    /**
     * A block behind {@code |} or {@code >}.
     *
     * @param parentIndent of the collection it stands in
     */
    Token scanBlock(boolean literal, int parentIndent) throws ParseProblem {
        Mark start = cursor.mark();
        cursor.skip();
        BlockHeader header = BlockHeader.read(cursor, start);
        cursor.skipBlanks();
        if (cursor.peek() == '#') {
            comments.scanLine(start);
            cursor.skipToBreak();
        }
        if (!cursor.isBreakOrEnd()) {
            throw problem("did not find expected comment or line break", start);
        }
        cursor.skipBreak();
        Block block = new Block(start, parentIndent, header.increment());
        String value = block.read(literal, header.chomping());
        return Token.scalar(start, block.end, value, literal ? Style.LITERAL : Style.FOLDED);
    }

    /** What may stand behind the indicator: {@code |2-}. Chomping is -1, 0 or 1. */
    private record BlockHeader(int chomping, int increment) {
        static BlockHeader read(TextCursor cursor, Mark start) throws ParseProblem {
            int chomping = chomping(cursor);
            int increment = increment(cursor, start);
            return new BlockHeader(chomping == 0 ? chomping(cursor) : chomping, increment);
        }

        private static int chomping(TextCursor cursor) {
            char c = cursor.peek();
            if (c != '+' && c != '-') {
                return 0;
            }
            cursor.skip();
            return c == '+' ? 1 : -1;
        }

        private static int increment(TextCursor cursor, Mark start) throws ParseProblem {
            char c = cursor.peek();
            if (c < '0' || c > '9') {
                return 0;
            }
            if (c == '0') {
                throw ParseProblem.scanning(
                        "found an indentation indicator equal to 0", start, cursor.mark());
            }
            cursor.skip();
            return c - '0';
        }
    }

    private final class Block {
        private final Mark start;
        private final int parentIndent;
        private final StringBuilder emptyLines = new StringBuilder();
        private int indent;
        private Mark end;

        Block(Mark start, int parentIndent, int increment) {
            this.start = start;
            this.parentIndent = parentIndent;
            this.indent = increment == 0 ? 0 : Math.max(parentIndent, 0) + increment;
            this.end = cursor.mark();
        }

        String read(boolean literal, int chomping) throws ParseProblem {
            StringBuilder text = new StringBuilder();
            StringBuilder lineBreak = new StringBuilder();
            boolean afterBlank = false;
            skipIndentation();
            while (cursor.column() == indent && cursor.peek() != 0) {
                boolean blank = cursor.isBlank();
                boolean folds =
                        !literal
                                && !afterBlank
                                && !blank
                                && !lineBreak.isEmpty()
                                && lineBreak.charAt(0) == '\n';
                if (!folds) {
                    text.append(lineBreak);
                } else if (emptyLines.isEmpty()) {
                    text.append(' ');
                }
                text.append(emptyLines);
                lineBreak.setLength(0);
                emptyLines.setLength(0);
                afterBlank = blank;
                while (!cursor.isBreakOrEnd()) {
                    cursor.read(text);
                }
                cursor.readBreak(lineBreak);
                skipIndentation();
            }
            if (chomping != -1) {
                text.append(lineBreak);
            }
            if (chomping == 1) {
                text.append(emptyLines);
            }
            return text.toString();
        }

        /** Eats indentation and empty lines; the first time it finds out how deep the block is. */
        private void skipIndentation() throws ParseProblem {
            end = cursor.mark();
            int deepest = 0;
            while (true) {
                while ((indent == 0 || cursor.column() < indent) && cursor.peek() == ' ') {
                    cursor.skip();
                }
                deepest = Math.max(deepest, cursor.column());
                if ((indent == 0 || cursor.column() < indent) && cursor.peek() == '\t') {
                    throw problem(
                            "found a tab character where an indentation space is expected", start);
                }
                if (!cursor.isBreak()) {
                    break;
                }
                cursor.readBreak(emptyLines);
                end = cursor.mark();
            }
            if (indent == 0) {
                indent = Math.max(Math.max(deepest, parentIndent + 1), 1);
            }
        }
    }

    Token scanQuoted(boolean single) throws ParseProblem {
        Mark start = cursor.mark();
        char quote = single ? '\'' : '"';
        cursor.skip();
        StringBuilder text = new StringBuilder();
        Folding folding = new Folding(text);
        while (true) {
            if (cursor.isDocumentIndicator('-') || cursor.isDocumentIndicator('.')) {
                throw problem("found unexpected document indicator", start);
            }
            if (cursor.peek() == 0) {
                throw problem("found unexpected end of stream", start);
            }
            boolean escapedBreak = readQuoted(single, text, start);
            if (cursor.peek() == quote) {
                break;
            }
            folding.read(escapedBreak);
            folding.join();
        }
        cursor.skip();
        Style style = single ? Style.SINGLE_QUOTED : Style.DOUBLE_QUOTED;
        return Token.scalar(start, cursor.mark(), text.toString(), style);
    }

    /**
     * Characters up to a blank, a break or the quote; tells whether an escaped break ended them.
     */
    private boolean readQuoted(boolean single, StringBuilder text, Mark start) throws ParseProblem {
        while (!cursor.isBlankOrEnd(0)) {
            char c = cursor.peek();
            if (single && c == '\'') {
                if (cursor.peek(1) != '\'') {
                    return false;
                }
                text.append('\'');
                cursor.skip(2);
            } else if (!single && c == '"') {
                return false;
            } else if (!single && c == '\\') {
                if (Characters.isBreak(cursor.peek(1))) {
                    cursor.skip();
                    cursor.skipBreak();
                    return true;
                }
                readEscape(text, start);
            } else {
                cursor.read(text);
            }
        }
        return false;
    }

    private void readEscape(StringBuilder text, Mark start) throws ParseProblem {
        char c = cursor.peek(1);
        int known = "0abt\tnvfre \"'\\N_LP".indexOf(c);
        if (known >= 0) {
            text.append(
                    "\0\u0007\b\t\t\n\u000b\f\r\u001b \"'\\\u0085\u00a0\u2028\u2029".charAt(known));
            cursor.skip(2);
            return;
        }
        int length = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (length == 0) {
            throw problem("found unknown escape character", start);
        }
        cursor.skip(2);
        long code = 0;
        for (int i = 0; i < length; i++) {
            int digit = cursor.peek(i) < 128 ? Character.digit(cursor.peek(i), 16) : -1;
            if (digit < 0) {
                throw problem("did not find expected hexdecimal number", start);
            }
            code = code << 4 | digit;
        }
        if (code >= 0xd800 && code <= 0xdfff || code > 0x10ffff) {
            throw problem("found invalid Unicode character escape code", start);
        }
        text.appendCodePoint((int) code);
        cursor.skip(length);
    }

    /**
     * A scalar without quotes.
     *
     * @return the token, and in {@code tookBreaks} whether line breaks were eaten behind it
     */
    Plain scanPlain(int parentIndent, boolean inFlow) throws ParseProblem {
        int indent = parentIndent + 1;
        Mark start = cursor.mark();
        Mark end = start;
        StringBuilder text = new StringBuilder();
        Folding folding = new Folding(text);
        while (!cursor.isDocumentIndicator('-')
                && !cursor.isDocumentIndicator('.')
                && cursor.peek() != '#') {
            boolean any = false;
            while (!cursor.isBlankOrEnd(0) && !endsPlain(inFlow)) {
                folding.join();
                cursor.read(text);
                any = true;
            }
            end = any ? cursor.mark() : end;
            if (!cursor.isBlank() && !cursor.isBreak()) {
                break;
            }
            folding.readPlain(indent, start);
            if (!inFlow && cursor.column() < indent) {
                break;
            }
        }
        return new Plain(
                Token.scalar(start, end, text.toString(), Style.DEFAULT), folding.hasBreaks());
    }

    /** A plain scalar; line breaks behind it mean that a simple key may follow. */
    record Plain(Token token, boolean tookBreaks) {}

    private boolean endsPlain(boolean inFlow) {
        char c = cursor.peek();
        return c == ':' && cursor.isBlankOrEnd(1) || inFlow && ",?[]{}".indexOf(c) >= 0;
    }

    /** Blanks and line breaks inside a scalar: one break is a space, more are one less. */
    private final class Folding {
        private final StringBuilder text;
        private final StringBuilder blanks = new StringBuilder();
        private final StringBuilder firstBreak = new StringBuilder();
        private final StringBuilder moreBreaks = new StringBuilder();
        private boolean breaks;

        Folding(StringBuilder text) {
            this.text = text;
        }

        boolean hasBreaks() {
            return breaks;
        }

        /** For a quoted scalar, where an escaped break joins lines without a space. */
        void read(boolean afterEscapedBreak) {
            breaks = afterEscapedBreak;
            while (cursor.isBlank() || cursor.isBreak()) {
                readOne();
            }
        }

        void readPlain(int indent, Mark start) throws ParseProblem {
            while (cursor.isBlank() || cursor.isBreak()) {
                if (breaks && cursor.column() < indent && cursor.peek() == '\t') {
                    throw problem("found a tab character that violates indentation", start);
                }
                readOne();
            }
        }

        private void readOne() {
            if (!cursor.isBreak()) {
                if (breaks) {
                    cursor.skip();
                } else {
                    cursor.read(blanks);
                }
            } else if (breaks) {
                cursor.readBreak(moreBreaks);
            } else {
                blanks.setLength(0);
                cursor.readBreak(firstBreak);
                breaks = true;
            }
        }

        /** Puts what was read between two pieces of text. */
        void join() {
            if (breaks) {
                boolean folds = !firstBreak.isEmpty() && firstBreak.charAt(0) == '\n';
                if (!folds) {
                    text.append(firstBreak).append(moreBreaks);
                } else if (moreBreaks.isEmpty()) {
                    text.append(' ');
                } else {
                    text.append(moreBreaks);
                }
                breaks = false;
                firstBreak.setLength(0);
                moreBreaks.setLength(0);
            } else {
                text.append(blanks);
            }
            blanks.setLength(0);
        }
    }

    private ParseProblem problem(String message, Mark context) {
        return ParseProblem.scanning(message, context, cursor.mark());
    }
}
