package dev.nordbox.appliance.render.gotemplate;

/** {@code FirstName} to {@code first_name} or {@code first-name}. */
final class SeparatedCase {
    private enum Word {
        NONE,
        NUMBER,
        UPPER,
        LETTERS,
        CONNECTOR,
        PUNCTUATION,
        OTHER;

        boolean joinsNumber() {
            return this == LETTERS || this == NUMBER;
        }

        boolean separates() {
            return this == CONNECTOR || this == PUNCTUATION;
        }
    }

    private final String text;
    private final char connector;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private Word kind = Word.NONE;
    private String word = "";

    private SeparatedCase(String text, char connector) {
        this.text = text;
        this.connector = connector;
    }

    static String of(String text, char connector) {
        return text.isEmpty() ? "" : new SeparatedCase(text, connector).convert();
    }

    static boolean connects(int rune) {
        return rune == '-' || rune == '_' || Letters.isSpace(rune);
    }

    private String convert() {
        next();
        while (at < text.length()) {
            if (kind != Word.CONNECTOR) {
                write(kind, word);
            }
            Word before = kind;
            String last = word;
            next();
            switch (before) {
                case NUMBER -> {
                    writeJoined();
                    connectUnlessNone();
                }
                case CONNECTOR -> write(before, last);
                case PUNCTUATION -> {}
                default -> afterLetters();
            }
        }
        write(kind, word);
        return out.toString();
    }

    private void afterLetters() {
        if (kind != Word.NUMBER) {
            connectUnlessSeparated();
            return;
        }
        if (at >= text.length()) {
            return;
        }
        String number = word;
        next();
        if (kind != Word.LETTERS) {
            write(Word.NUMBER, number);
            connectUnlessSeparated();
            return;
        }
        // Small letters follow the number, so it begins a word: HTTP2xx is http_2xx.
        out.append(connector);
        write(Word.NUMBER, number);
        writeJoined();
        connectUnlessNone();
    }

    private void writeJoined() {
        while (kind.joinsNumber()) {
            write(kind, word);
            next();
        }
    }

    private void connectUnlessNone() {
        if (kind != Word.NONE) {
            connectUnlessSeparated();
        }
    }

    private void connectUnlessSeparated() {
        if (!kind.separates()) {
            out.append(connector);
        }
    }

    private void write(Word of, String bytes) {
        if (of != Word.UPPER && of != Word.CONNECTOR) {
            out.append(bytes);
            return;
        }
        for (int rune : Runes.list(bytes)) {
            if (connects(rune)) {
                out.append(connector);
            } else {
                Runes.append(out, Letters.isUpper(rune) ? Character.toLowerCase(rune) : rune);
            }
        }
    }

    private void next() {
        int start = at;
        kind = kindAhead(Word.NONE);
        step();
        if (kind == Word.UPPER && at < text.length()) {
            upperWord();
        } else if (kind != Word.UPPER && kind != Word.NONE) {
            stepWhile(kind);
        }
        word = text.substring(start, at);
    }

    /** Capitals up to the one that begins the next word, or one capital and its small letters. */
    private void upperWord() {
        if (kindAhead(Word.UPPER) != Word.UPPER) {
            stepWhile(Word.LETTERS);
            return;
        }
        int last = at;
        while (at < text.length() && kindAhead(Word.UPPER) == Word.UPPER) {
            last = at;
            step();
        }
        if (at < text.length() && kindAhead(Word.UPPER) == Word.LETTERS) {
            at = last;
        }
    }

    private void stepWhile(Word same) {
        while (at < text.length() && continues(same)) {
            step();
        }
    }

    /** A hyphen or underscore inside of punctuation is punctuation. */
    private boolean continues(Word same) {
        int valid = valid();
        boolean punctuates = valid < text.length() && Letters.isPunct(Runes.at(text, valid));
        return kindAhead(same) == same || same == Word.PUNCTUATION && punctuates;
    }

    /** Bytes that are no UTF-8 belong to the character after them, or to what was before. */
    private Word kindAhead(Word before) {
        int valid = valid();
        return valid < text.length() ? kindOf(Runes.at(text, valid)) : before;
    }

    private void step() {
        int valid = valid();
        at = valid < text.length() ? valid + Runes.width(text, valid) : valid;
    }

    private int valid() {
        int i = at;
        while (i < text.length() && Runes.at(text, i) == Runes.ERROR) {
            i += Runes.width(text, i);
        }
        return i;
    }

    private static Word kindOf(int rune) {
        if (connects(rune)) {
            return Word.CONNECTOR;
        } else if (Letters.isPunct(rune)) {
            return Word.PUNCTUATION;
        } else if (Letters.isUpper(rune)) {
            return Word.UPPER;
        } else if (isAlphabet(rune)) {
            return Word.LETTERS;
        }
        return Letters.isNumber(rune) ? Word.NUMBER : Word.OTHER;
    }

    /** Letters of scripts that have words; Chinese, Japanese and Korean ideographs do not count. */
    private static boolean isAlphabet(int rune) {
        boolean ideograph =
                rune >= 0x4E00 && rune <= 0x9FCC
                        || rune >= 0x3400 && rune <= 0x4D85
                        || rune >= 0x20000 && rune <= 0x2B81D;
        return Letters.isLetter(rune) && !ideograph;
    }
}
