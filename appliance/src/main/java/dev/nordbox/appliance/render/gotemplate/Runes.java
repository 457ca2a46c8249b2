package dev.nordbox.appliance.render.gotemplate;

import java.nio.charset.StandardCharsets;

/**
 * Go's strings. A string of Go is bytes, usually UTF-8 and sometimes not, and templates cut, index
 * and measure those bytes. Here such a string is a {@link String} whose chars are the bytes (0 to
 * 255): the JDK keeps it in one byte a char, and searching, comparing and cutting are byte-exact
 * without more. Only what looks at characters decodes, and does so here.
 */
final class Runes {
    static final int ERROR = 0xFFFD;
    static final int MAX = 0x10FFFF;

    private Runes() {}

    /** From text to bytes. */
    static String encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return ofBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    static String ofBytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** From bytes to text; what is not UTF-8 becomes U+FFFD. */
    static String decode(String bytes) {
        return isAscii(bytes) ? bytes : new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    static boolean isAscii(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The character at this byte; {@link #ERROR} where the bytes are no UTF-8. */
    static int at(String bytes, int i) {
        return (int) (decodeAt(bytes, i) >> 3);
    }

    /** How many bytes that character takes; one where the bytes are no UTF-8. */
    static int width(String bytes, int i) {
        return (int) (decodeAt(bytes, i) & 7);
    }

    /** Whether these bytes are no UTF-8, as opposed to a well-formed U+FFFD. */
    static boolean isBroken(String bytes, int i) {
        return at(bytes, i) == ERROR && width(bytes, i) == 1;
    }

    /** The character in the upper bits, its width in the lower three. */
    private static long decodeAt(String bytes, int i) {
        int first = bytes.charAt(i);
        if (first < 0x80) {
            return (long) first << 3 | 1;
        }
        int width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || i + width > bytes.length()) {
            return (long) ERROR << 3 | 1;
        }
        int rune = first & (0xFF >> (width + 1));
        for (int k = 1; k < width; k++) {
            int next = bytes.charAt(i + k);
            if ((next & 0xC0) != 0x80) {
                return (long) ERROR << 3 | 1;
            }
            rune = rune << 6 | next & 0x3F;
        }
        boolean tooLong = width == 3 && rune < 0x800 || width == 4 && rune < 0x10000;
        return tooLong || !isValid(rune) ? (long) ERROR << 3 | 1 : (long) rune << 3 | width;
    }

    static boolean isValid(int rune) {
        return rune >= 0 && rune < 0xD800 || rune > 0xDFFF && rune <= MAX;
    }

    static int count(String bytes) {
        int count = 0;
        for (int i = 0; i < bytes.length(); i += width(bytes, i)) {
            count++;
        }
        return count;
    }

    static int[] list(String bytes) {
        int[] runes = new int[count(bytes)];
        int at = 0;
        for (int i = 0; i < bytes.length(); i += width(bytes, i)) {
            runes[at++] = at(bytes, i);
        }
        return runes;
    }

    static String of(int rune) {
        StringBuilder out = new StringBuilder(4);
        append(out, rune);
        return out.toString();
    }

    static String of(int[] runes) {
        StringBuilder out = new StringBuilder(runes.length);
        for (int rune : runes) {
            append(out, rune);
        }
        return out.toString();
    }

    static void append(StringBuilder out, int rune) {
        int valid = isValid(rune) ? rune : ERROR;
        if (valid < 0x80) {
            out.append((char) valid);
        } else if (valid < 0x800) {
            out.append((char) (0xC0 | valid >> 6));
            continuation(out, valid, 0);
        } else if (valid < 0x10000) {
            out.append((char) (0xE0 | valid >> 12));
            continuation(out, valid, 6);
            continuation(out, valid, 0);
        } else {
            out.append((char) (0xF0 | valid >> 18));
            continuation(out, valid, 12);
            continuation(out, valid, 6);
            continuation(out, valid, 0);
        }
    }

    private static void continuation(StringBuilder out, int rune, int shift) {
        out.append((char) (0x80 | rune >> shift & 0x3F));
    }
}
