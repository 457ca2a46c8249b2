package dev.nordbox.appliance.render.gotemplate;

import java.util.Locale;
import java.util.Optional;

/** Takes a URL apart, from front to back. */
final class UrlParser {
    private final String text;
    private final String fragment;
    private String rest;

    UrlParser(String text, String fragment) {
        this.text = text;
        this.fragment = fragment;
        this.rest = text;
    }

    GoUrl parse() {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw Failure.plain("net/url: invalid control character in URL");
        }
        String scheme = text.equals("*") ? "" : scheme();
        boolean forceQuery = rest.endsWith("?") && rest.indexOf('?') == rest.length() - 1;
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        rest = mark < 0 ? rest : rest.substring(0, mark);
        String opaque = "";
        if (!rest.startsWith("/") && !scheme.isEmpty()) {
            opaque = rest;
            rest = "";
        } else if (!rest.startsWith("/") && rest.split("/", 2)[0].contains(":")) {
            throw Failure.plain("first path segment in URL cannot contain colon");
        }
        Optional<String> user = Optional.empty();
        String host = "";
        boolean authority = rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"));
        boolean omitHost = !authority && !scheme.isEmpty() && rest.startsWith("/");
        if (authority) {
            int end = rest.indexOf('/', 2);
            String name = rest.substring(2, end < 0 ? rest.length() : end);
            rest = end < 0 ? "" : rest.substring(end);
            int at = name.lastIndexOf('@');
            host = GoUrl.host(scheme, name.substring(at + 1));
            if (at >= 0) {
                user = Optional.of(GoUrl.user(name.substring(0, at)));
            }
        }
        String path = UrlEscape.PATH.unescape(rest);
        String rawPath = UrlEscape.PATH.escape(path).equals(rest) ? "" : rest;
        String plain = UrlEscape.FRAGMENT.unescape(fragment);
        String rawFragment = UrlEscape.FRAGMENT.escape(plain).equals(fragment) ? "" : fragment;
        return new GoUrl(
                scheme,
                opaque,
                user,
                host,
                path,
                rawPath,
                forceQuery,
                query,
                plain,
                rawFragment,
                omitHost);
    }

    private String scheme() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean later = Lexer.isAsciiDigit(c) || c == '+' || c == '-' || c == '.';
            if (c == ':') {
                if (i == 0) {
                    throw Failure.plain("missing protocol scheme");
                }
                rest = text.substring(i + 1);
                return text.substring(0, i).toLowerCase(Locale.ROOT);
            }
            if (!letter && !(later && i > 0)) {
                return "";
            }
        }
        return "";
    }
}
