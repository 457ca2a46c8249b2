package dev.nordbox.installer.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The proxy that the box goes through on its way out: {@code proxy}.
 *
 * @param http for what begins with {@code http:}, {@code http://proxy.example.no:3128}, never with
 *     a login
 * @param https the same for {@code https:}
 * @param noProxy whom it goes to straight, beside itself and its cluster: names with all below
 *     them, addresses, ranges of addresses
 * @param login file on this machine with user and password for the proxy
 */
public record ProxyConfig(
        Optional<String> http,
        Optional<String> https,
        List<String> noProxy,
        Optional<String> login) {
    /** The box goes straight, unless a person has said otherwise on the host itself. */
    public static final ProxyConfig NONE =
            new ProxyConfig(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public ProxyConfig {
        noProxy = List.copyOf(noProxy);
    }

    public boolean saysNothing() {
        return http.isEmpty() && https.isEmpty();
    }

    static ProxyConfig of(Section section, Problems problems, Path home) {
        ProxyConfig proxy =
                new ProxyConfig(
                        section.text("http", NetworkFormats.PROXY),
                        section.text("https", NetworkFormats.PROXY),
                        section.texts("noProxy", NetworkFormats.STRAIGHT),
                        section.file("login", home));
        section.done();
        boolean named = section.has("http") || section.has("https");
        for (String key : List.of("noProxy", "login")) {
            if (section.has(key) && !named) {
                problems.add(
                        section.location(key),
                        "`%s` is for no proxy".formatted(section.name(key)),
                        "name one: `proxy.https: http://proxy.example.no:3128`");
            }
        }
        return proxy;
    }
}
