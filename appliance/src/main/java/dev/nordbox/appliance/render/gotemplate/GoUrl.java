package dev.nordbox.appliance.render.gotemplate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL as {@code net/url} takes it apart and puts it together.
 *
 * @param user escaped as it stands before the {@code @}; empty if there is none
 * @param omitHost begins with one slash after the scheme
 */
record GoUrl(
        String scheme,
        String opaque,
        Optional<String> user,
        String host,
        String path,
        String rawPath,
        boolean forceQuery,
        String query,
        String fragment,
        String rawFragment,
        boolean omitHost) {

    private static final String USER_MARKS = "-._:~!$&'()*+,;=%@";

    static GoUrl parse(String text) {
        int hash = text.indexOf('#');
        String before = hash < 0 ? text : text.substring(0, hash);
        String after = hash < 0 ? "" : text.substring(hash + 1);
        GoUrl url = located(before, before, "");
        return after.isEmpty() ? url : located(text, before, after);
    }

    private static GoUrl located(String shown, String before, String fragment) {
        try {
            return new UrlParser(before, fragment).parse();
        } catch (Failure e) {
            throw e.prefixed("parse " + Quoting.quote(shown) + ": ");
        }
    }

    String hostname() {
        String name = host;
        int colon = name.lastIndexOf(':');
        if (colon >= 0 && isPort(name.substring(colon))) {
            name = name.substring(0, colon);
        }
        boolean brackets = name.startsWith("[") && name.endsWith("]");
        return brackets ? name.substring(1, name.length() - 1) : name;
    }

    /** A colon and digits, or nothing. */
    static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]*");
    }

    String text() {
        StringBuilder out = new StringBuilder();
        if (!scheme.isEmpty()) {
            out.append(scheme).append(':');
        }
        if (opaque.isEmpty()) {
            hierarchy(out);
        } else {
            out.append(opaque);
        }
        if (forceQuery || !query.isEmpty()) {
            out.append('?').append(query);
        }
        if (!fragment.isEmpty()) {
            out.append('#').append(escaped(UrlEscape.FRAGMENT, fragment, rawFragment));
        }
        return out.toString();
    }

    private void hierarchy(StringBuilder out) {
        boolean someHost = !scheme.isEmpty() || !host.isEmpty() || user.isPresent();
        boolean none = omitHost && host.isEmpty() && user.isEmpty();
        if (someHost && !none) {
            if (!host.isEmpty() || !path.isEmpty() || user.isPresent()) {
                out.append("//");
            }
            user.ifPresent(name -> out.append(name).append('@'));
            out.append(UrlEscape.HOST.escape(host));
        }
        String shown = path.equals("*") ? "*" : escaped(UrlEscape.PATH, path, rawPath);
        if (!shown.isEmpty() && !shown.startsWith("/") && !host.isEmpty()) {
            out.append('/');
        }
        if (out.length() == 0 && shown.split("/", 2)[0].contains(":")) {
            out.append("./");
        }
        out.append(shown);
    }

    private static String escaped(UrlEscape part, String text, String raw) {
        if (!raw.isEmpty() && part.accepts(raw)) {
            try {
                if (part.unescape(raw).equals(text)) {
                    return raw;
                }
            } catch (Failure e) {
                // not an escaped form of anything: escaped anew below
            }
        }
        return part.escape(text);
    }

    /** User and password as they are printed. */
    static String user(String text) {
        boolean valid = text.chars().allMatch(c -> c < 0x80 && isUserCharacter((char) c));
        if (!valid) {
            throw Failure.plain("net/url: invalid userinfo");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return UrlEscape.USER.escape(UrlEscape.USER.unescape(text));
        }
        String name = UrlEscape.USER.unescape(text.substring(0, colon));
        String password = UrlEscape.USER.unescape(text.substring(colon + 1));
        return UrlEscape.USER.escape(name) + ":" + UrlEscape.USER.escape(password);
    }

    private static boolean isUserCharacter(char c) {
        return Character.isLetterOrDigit(c) || USER_MARKS.indexOf(c) >= 0;
    }

    static String host(String scheme, String text) {
        int open = text.lastIndexOf('[');
        if (open > 0) {
            throw Failure.plain("invalid IP-literal");
        }
        if (open == 0) {
            return literal(text);
        }
        int colon = text.indexOf(':');
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (colon >= 0 && !web) {
            colon = text.lastIndexOf(':');
        }
        if (colon >= 0) {
            requirePort(text.substring(colon));
        }
        return UrlEscape.HOST.unescape(text);
    }

    private static String literal(String text) {
        int close = text.lastIndexOf(']');
        if (close < 0) {
            throw Failure.plain("missing ']' in host");
        }
        String port = text.substring(close + 1);
        requirePort(port);
        String address = text.substring(1, close);
        int zone = address.indexOf("%25");
        String bare = UrlEscape.HOST.unescape(zone < 0 ? address : address.substring(0, zone));
        if (bare.matches("[0-9.]+")) {
            throw Failure.plain("invalid IP-literal");
        }
        String suffix = zone < 0 ? "" : "%" + address.substring(zone + 3);
        try {
            // A name in brackets is an address or nothing: this asks no server.
            InetAddress.getByName("[" + bare + "]");
        } catch (UnknownHostException e) {
            throw Failure.plain(
                    "invalid host: ParseAddr("
                            + Quoting.quote(bare.toLowerCase(Locale.ROOT))
                            + "): unable to parse IP");
        }
        return "[" + bare + suffix + "]" + port;
    }

    private static void requirePort(String text) {
        if (!isPort(text)) {
            throw Failure.plain("invalid port " + Quoting.quote(text) + " after host");
        }
    }
}
