package dev.nordbox.appliance.render.gotemplate;

import java.util.Optional;

/** Sprig's URLs as maps. */
final class SprigUrls {
    private SprigUrls() {}

    static void addTo(Functions.Table table) {
        table.add("urlParse", "string", (scope, args) -> parsed(args.string(0)));
        table.add("urlJoin", "map", (scope, args) -> joined(args.map(0)));
    }

    private static GoMap parsed(String text) {
        GoUrl url;
        try {
            url = GoUrl.parse(text);
        } catch (Failure e) {
            throw Failure.revealing("unable to parse url: " + e.text(), "unable to parse url");
        }
        return GoMap.ofAny()
                .put("scheme", url.scheme())
                .put("host", url.host())
                .put("hostname", url.hostname())
                .put("path", url.path())
                .put("query", url.query())
                .put("opaque", url.opaque())
                .put("fragment", url.fragment())
                .put("userinfo", url.user().orElse(""));
    }

    private static String joined(GoMap map) {
        String scheme = part(map, "scheme");
        String host = part(map, "host");
        String path = part(map, "path");
        String query = part(map, "query");
        String opaque = part(map, "opaque");
        String fragment = part(map, "fragment");
        String userinfo = part(map, "userinfo");
        Optional<String> user = Optional.empty();
        if (!userinfo.isEmpty()) {
            try {
                user = GoUrl.parse("proto://" + userinfo + "@host").user();
            } catch (Failure e) {
                throw Failure.revealing(
                        "unable to parse userinfo in dict: " + e.text(),
                        "unable to parse userinfo in dict");
            }
        }
        return new GoUrl(scheme, opaque, user, host, path, "", false, query, fragment, "", false)
                .text();
    }

    private static String part(GoMap map, String key) {
        Object value = map.get(key).orElse("");
        if (value == GoNil.INVALID) {
            throw Failure.nilPointer();
        }
        if (value instanceof String text) {
            return text;
        }
        throw Failure.plain(
                "unable to parse "
                        + key
                        + " key, must be of type string, but "
                        + Types.kind(value)
                        + " found");
    }
}
