package dev.nordbox.appliance.render.yaml;

/** Classes of characters as libyaml draws them. */
final class Characters {
    static final char NEXT_LINE = '\u0085';
    static final char LINE_SEPARATOR = '\u2028';
    static final char PARAGRAPH_SEPARATOR = '\u2029';
    static final char BYTE_ORDER_MARK = '\uFEFF';

    private Characters() {}

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isBreak(char c) {
        return c == '\n'
                || c == '\r'
                || c == NEXT_LINE
                || c == LINE_SEPARATOR
                || c == PARAGRAPH_SEPARATOR;
    }

    static boolean isBlankOrEnd(char c) {
        return isBlank(c) || isBreak(c) || c == 0;
    }

    /** What a YAML text may hold; a surrogate is half of a character beyond the BMP. */
    static boolean isAllowed(char c) {
        return c >= 0x20 && c <= 0x7e
                || c == '\n'
                || c == '\t'
                || c == '\r'
                || c == NEXT_LINE
                || c >= 0xa0 && c <= 0xfffd;
    }

    /** Characters beyond the BMP count as unprintable: that is why an emoji is escaped. */
    static boolean isPrintable(char c) {
        return c == '\n'
                || c >= 0x20 && c <= 0x7e
                || c >= 0xa0 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd && c != BYTE_ORDER_MARK;
    }
}
