package dev.nordbox.appliance.render.gotemplate;

/** What may stand unescaped in a part of a URL, besides letters, digits and {@code -_.~}. */
enum UrlEscape {
    PATH("$&+,/:;=@"),
    HOST("!\"$&'()*+,:;<=>[]"),
    USER("$&+,;="),
    FRAGMENT("!$&()*+,/:;=?@");

    private static final String ALWAYS_VALID = "!$&'()*+,;=:@[]%";

    private final String plain;

    UrlEscape(String plain) {
        this.plain = plain;
    }

    private boolean isPlain(char c) {
        return Escaping.isUnreserved(c) || plain.indexOf(c) >= 0;
    }

    String escape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (isPlain(text.charAt(i))) {
                out.append(text.charAt(i));
            } else {
                Escaping.percent(out, text.charAt(i));
            }
        }
        return out.toString();
    }

    /** Whether this is a way to escape, if not the usual one. */
    boolean accepts(String escaped) {
        return escaped.chars().allMatch(c -> ALWAYS_VALID.indexOf(c) >= 0 || isPlain((char) c));
    }

    String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                if (this == HOST && c < 0x80 && !isPlain(c)) {
                    throw Failure.plain(
                            "invalid character " + Quoting.quote("" + c) + " in host name");
                }
                out.append(c);
                continue;
            }
            String code = text.substring(i, Math.min(text.length(), i + 3));
            boolean hex = code.matches("%[0-9a-fA-F]{2}");
            int value = hex ? Integer.parseInt(code.substring(1), 16) : 0;
            if (!hex || this == HOST && value < 0x80 && value != '%') {
                throw Failure.plain("invalid URL escape " + Quoting.quote(code));
            }
            out.append((char) value);
            i += 2;
        }
        return out.toString();
    }
}
