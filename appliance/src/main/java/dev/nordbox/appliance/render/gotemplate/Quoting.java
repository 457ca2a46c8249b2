package dev.nordbox.appliance.render.gotemplate;

/** Go's string literals, written and read. */
final class Quoting {
    private static final String HEX = "0123456789abcdef";

    private Quoting() {}

    static String quote(String bytes) {
        return quote(bytes, '"', false);
    }

    static String quote(String bytes, char mark, boolean asciiOnly) {
        StringBuilder out = new StringBuilder(bytes.length() + 2).append(mark);
        for (int i = 0; i < bytes.length(); i += Runes.width(bytes, i)) {
            if (Runes.isBroken(bytes, i)) {
                out.append("\\x");
                hex(out, bytes.charAt(i), 2);
            } else {
                escape(out, Runes.at(bytes, i), mark, asciiOnly);
            }
        }
        return out.append(mark).toString();
    }

    static String quoteRune(int rune, boolean asciiOnly) {
        StringBuilder out = new StringBuilder("'");
        escape(out, Runes.isValid(rune) ? rune : Runes.ERROR, '\'', asciiOnly);
        return out.append('\'').toString();
    }

    private static void escape(StringBuilder out, int rune, char mark, boolean asciiOnly) {
        if (rune == mark || rune == '\\') {
            out.append('\\').append((char) rune);
        } else if (Letters.isPrint(rune) && (rune < 0x80 || !asciiOnly)) {
            Runes.append(out, rune);
        } else if (rune >= 7 && rune <= 13) {
            out.append('\\').append("abtnvfr".charAt(rune - 7));
        } else if (rune < ' ' || rune == 0x7F) {
            out.append("\\x");
            hex(out, rune, 2);
        } else if (rune < 0x10000) {
            out.append("\\u");
            hex(out, rune, 4);
        } else {
            out.append("\\U");
            hex(out, rune, 8);
        }
    }

    private static void hex(StringBuilder out, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX.charAt(value >> shift & 0xF));
        }
    }

    /**
     * Whether the string can stand in backquotes: one line, no backquote, no control characters.
     */
    static boolean fitsBackquotes(String bytes) {
        for (int i = 0; i < bytes.length(); i += Runes.width(bytes, i)) {
            int rune = Runes.at(bytes, i);
            boolean plain = rune >= ' ' && rune != '`' && rune != 0x7F || rune == '\t';
            if (!plain || rune == 0xFEFF || Runes.isBroken(bytes, i)) {
                return false;
            }
        }
        return true;
    }

    /** The text of a literal in double or back quotes. */
    static String unquote(String literal) {
        char mark = literal.charAt(0);
        if (mark == '`') {
            return literal.substring(1, literal.length() - 1).replace("\r", "");
        }
        StringBuilder out = new StringBuilder(literal.length());
        Reader reader = new Reader(literal.substring(1, literal.length() - 1), mark);
        while (!reader.done()) {
            if (reader.peek() == '\n') {
                throw Reader.invalid();
            }
            reader.appendNext(out);
        }
        return out.toString();
    }

    /** The character of a literal in single quotes. */
    static int unquoteRune(String literal) {
        Reader reader = new Reader(literal.substring(1), '\'');
        int rune = reader.next();
        if (!reader.rest().equals("'")) {
            throw Failure.plain("malformed character constant: " + literal);
        }
        return rune;
    }

    /** Reads one character of a literal after the other. */
    private static final class Reader {
        private final String text;
        private final char mark;
        private int at;
        private boolean singleByte;

        Reader(String text, char mark) {
            this.text = text;
            this.mark = mark;
        }

        static Failure invalid() {
            return Failure.plain("invalid syntax");
        }

        boolean done() {
            return at >= text.length();
        }

        char peek() {
            return text.charAt(at);
        }

        String rest() {
            return text.substring(at);
        }

        void appendNext(StringBuilder out) {
            int rune = next();
            if (singleByte) {
                out.append((char) (rune & 0xFF));
            } else {
                Runes.append(out, rune);
            }
        }

        int next() {
            if (done() || peek() == mark) {
                throw invalid();
            }
            singleByte = false;
            if (peek() != '\\') {
                int rune = Runes.at(text, at);
                at += Runes.width(text, at);
                return rune;
            }
            at++;
            char kind = done() ? 0 : text.charAt(at++);
            return switch (kind) {
                case 'a' -> 7;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'v' -> 0x0B;
                case 'x' -> oneByte(number(16, 2));
                case 'u' -> valid(number(16, 4));
                case 'U' -> valid(number(16, 8));
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    at--;
                    yield oneByte(number(8, 3));
                }
                case '\\' -> '\\';
                case '\'', '"' -> {
                    if (kind != mark) {
                        throw invalid();
                    }
                    yield kind;
                }
                default -> throw invalid();
            };
        }

        private int oneByte(long value) {
            if (value > 255) {
                throw invalid();
            }
            singleByte = true;
            return (int) value;
        }

        private static int valid(long value) {
            if (value > Runes.MAX || !Runes.isValid((int) value)) {
                throw invalid();
            }
            return (int) value;
        }

        private long number(int base, int digits) {
            long value = 0;
            for (int i = 0; i < digits; i++) {
                int digit = done() || peek() >= 0x80 ? -1 : Character.digit(peek(), base);
                if (digit < 0) {
                    throw invalid();
                }
                value = value * base + digit;
                at++;
            }
            return value;
        }
    }
}
