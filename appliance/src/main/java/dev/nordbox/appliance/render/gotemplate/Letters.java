package dev.nordbox.appliance.render.gotemplate;

/** Characters by their class, as Go's {@code unicode} sorts them. */
final class Letters {
    private Letters() {}

    static boolean isLetter(int rune) {
        return Character.isLetter(rune);
    }

    static boolean isDigit(int rune) {
        return Character.getType(rune) == Character.DECIMAL_DIGIT_NUMBER;
    }

    static boolean isNumber(int rune) {
        return switch (Character.getType(rune)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                    true;
            default -> false;
        };
    }

    static boolean isAlphaNumeric(int rune) {
        return rune == '_' || isLetter(rune) || isDigit(rune);
    }

    static boolean isUpper(int rune) {
        return Character.getType(rune) == Character.UPPERCASE_LETTER;
    }

    static boolean isLower(int rune) {
        return Character.getType(rune) == Character.LOWERCASE_LETTER;
    }

    static boolean isTitle(int rune) {
        return Character.getType(rune) == Character.TITLECASE_LETTER;
    }

    static boolean isSpace(int rune) {
        return switch (rune) {
            case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029 -> true;
            case 0x202F, 0x205F, 0x3000 -> true;
            default -> rune >= 0x2000 && rune <= 0x200A;
        };
    }

    static boolean isPunct(int rune) {
        return switch (Character.getType(rune)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    /** What Go prints as it is; everything else is escaped. */
    static boolean isPrint(int rune) {
        return switch (Character.getType(rune)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> rune == ' ';
            default -> true;
        };
    }
}
