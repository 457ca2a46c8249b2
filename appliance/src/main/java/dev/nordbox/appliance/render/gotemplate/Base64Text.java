package dev.nordbox.appliance.render.gotemplate;

import java.util.Base64;

/** Base64 with padding. Decoding skips line ends, and complains as Go does. */
final class Base64Text {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int GROUP = 4;

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private Base64Text(String text) {
        this.text = text;
    }

    static String encode(String bytes) {
        return Runes.ofBytes(Base64.getEncoder().encode(Runes.bytes(bytes)));
    }

    /** The bytes, or in their place what is wrong. */
    static String decode(String text) {
        try {
            return new Base64Text(text).decode();
        } catch (Failure e) {
            return e.text();
        }
    }

    private String decode() {
        skipLineEnds();
        while (at < text.length() && group()) {
            skipLineEnds();
        }
        return out.toString();
    }

    /** Whether another may follow. */
    private boolean group() {
        int held = 0;
        for (int digits = 0; digits < GROUP; digits++) {
            skipLineEnds();
            if (at >= text.length()) {
                throw corrupt(at - digits);
            }
            char c = text.charAt(at++);
            int value = ALPHABET.indexOf(c);
            if (c == '=' && digits >= 2) {
                padding(digits);
                write(held << 6 * (GROUP - digits), digits - 1);
                return false;
            }
            if (value < 0) {
                throw corrupt(at - 1);
            }
            held = held << 6 | value;
        }
        write(held, GROUP - 1);
        return true;
    }

    /** What comes after the first padding character, which is read. */
    private void padding(int digits) {
        if (digits == 2) {
            skipLineEnds();
            if (at >= text.length()) {
                throw corrupt(text.length());
            }
            if (text.charAt(at) != '=') {
                throw corrupt(at - 1);
            }
            at++;
        }
        skipLineEnds();
        if (at < text.length()) {
            throw corrupt(at);
        }
    }

    private void write(int held, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.append((char) (held >> 16 - 8 * i & 0xFF));
        }
    }

    private void skipLineEnds() {
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
            at++;
        }
    }

    private static Failure corrupt(int position) {
        return Failure.plain("illegal base64 data at input byte " + position);
    }
}
