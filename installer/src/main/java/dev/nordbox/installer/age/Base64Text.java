package dev.nordbox.installer.age;

import java.util.Base64;

/** Base64 as age headers have it: no padding, and one text only for the same bytes. */
final class Base64Text {
    private Base64Text() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decode(String text) throws AgeException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // Java's decoder takes padding, and bits that no byte needs.
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw AgeException.notAge("the header has text that is not base64");
        }
        throw AgeException.notAge("the header has base64 in another form than age writes");
    }
}
