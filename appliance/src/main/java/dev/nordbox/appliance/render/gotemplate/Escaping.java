package dev.nordbox.appliance.render.gotemplate;

import java.util.Locale;

/** {@code html}, {@code js} and {@code urlquery}. */
final class Escaping {
    private Escaping() {}

    static String html(String bytes) {
        StringBuilder out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            switch (c) {
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case 0 -> Runes.append(out, Runes.ERROR);
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static String javaScript(String bytes) {
        StringBuilder out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i += Runes.width(bytes, i)) {
            int rune = Runes.at(bytes, i);
            if (rune == '\\' || rune == '\'' || rune == '"') {
                out.append('\\').append((char) rune);
            } else if (rune < ' ' || "<>&=".indexOf(rune) >= 0) {
                out.append(String.format(Locale.ROOT, "\\u%04X", rune));
            } else if (rune >= 0x80 && !Letters.isPrint(rune)) {
                out.append(String.format(Locale.ROOT, "\\u%04X", rune));
            } else {
                out.append(bytes, i, i + Runes.width(bytes, i));
            }
        }
        return out.toString();
    }

    static String query(String bytes) {
        StringBuilder out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == ' ') {
                out.append('+');
            } else if (isUnreserved(c)) {
                out.append(c);
            } else {
                percent(out, c);
            }
        }
        return out.toString();
    }

    static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "-_.~".indexOf(c) >= 0;
    }

    static void percent(StringBuilder out, char c) {
        out.append('%');
        out.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
    }
}
