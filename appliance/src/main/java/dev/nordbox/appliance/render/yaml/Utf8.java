package dev.nordbox.appliance.render.yaml;

/** Sizes of text in UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes the text takes. */
    static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                // Two surrogates make one character of four bytes.
                length += 2;
            } else {
                length += 3;
            }
        }
        return length;
    }
}
