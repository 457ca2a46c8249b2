package dev.nordbox.appliance.render.gotemplate;

/** Base32 with padding. Decoding skips line ends, and complains as Go does. */
final class Base32Text {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int GROUP = 8;

    private Base32Text() {}

    static String encode(String bytes) {
        StringBuilder out = new StringBuilder(bytes.length() * 2);
        int held = 0;
        int count = 0;
        for (int i = 0; i < bytes.length(); i++) {
            held = (held << 8 | bytes.charAt(i)) & 0xFFFF;
            count += 8;
            while (count >= 5) {
                count -= 5;
                out.append(ALPHABET.charAt(held >> count & 31));
            }
        }
        if (count > 0) {
            out.append(ALPHABET.charAt(held << 5 - count & 31));
        }
        while (out.length() % GROUP != 0) {
            out.append('=');
        }
        return out.toString();
    }

    /** The bytes, or in their place what is wrong. */
    static String decode(String text) {
        try {
            return decodeLine(text.replace("\n", "").replace("\r", ""));
        } catch (Failure e) {
            return e.text();
        }
    }

    private static String decodeLine(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            long held = 0;
            int digits = 0;
            while (digits < GROUP) {
                if (at == text.length()) {
                    throw corrupt(at - digits);
                }
                char c = text.charAt(at++);
                if (c == '=' && digits >= 2 && text.length() - at < GROUP) {
                    requirePadding(text, at, digits);
                    at = text.length();
                    break;
                }
                int value = ALPHABET.indexOf(c);
                if (value < 0) {
                    throw corrupt(at - 1);
                }
                held = held << 5 | value;
                digits++;
            }
            held <<= 5 * (GROUP - digits);
            for (int i = 0; i < digits * 5 / 8; i++) {
                out.append((char) (held >> 32 - 8 * i & 0xFF));
            }
        }
        return out.toString();
    }

    private static void requirePadding(String text, int at, int digits) {
        int left = text.length() - at;
        if (left + digits < GROUP - 1) {
            throw corrupt(text.length());
        }
        for (int k = 0; k < GROUP - 1 - digits; k++) {
            if (left > k && text.charAt(at + k) != '=') {
                throw corrupt(at + k - 1);
            }
        }
        if (digits == 3 || digits == 6) {
            throw corrupt(at - 1);
        }
    }

    private static Failure corrupt(int position) {
        return Failure.plain("illegal base32 data at input byte " + position);
    }
}
