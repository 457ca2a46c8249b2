package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;

/**
 * How laptops reach the Kubernetes API of the box. Text and no {@code java.net.URI}, which knows no
 * host whose last label begins with a digit: {@code web.1}, {@code box.2nd}.
 *
 * @param authority {@code host:port}; an IPv6 address in brackets
 */
public record ApiEndpoint(String authority) {
    private static final String SCHEME = "https://";

    /** The configured one, else k3s' port at the address that SSH goes to. */
    public static ApiEndpoint of(BoxConfig config) {
        return new ApiEndpoint(
                config.k3s()
                        .apiEndpoint()
                        .map(url -> url.substring(SCHEME.length()))
                        .orElseGet(() -> bracketed(config.ssh().address()) + ":6443"));
    }

    public String url() {
        return SCHEME + authority;
    }

    /** Without the brackets of an IPv6 address. */
    public String host() {
        return hostOf(authority);
    }

    private static String hostOf(String address) {
        if (address.startsWith("[")) {
            return address.substring(1, address.indexOf(']'));
        }
        int colon = address.indexOf(':');
        boolean bareIpv6 = colon >= 0 && address.indexOf(':', colon + 1) >= 0;
        return colon < 0 || bareIpv6 ? address : address.substring(0, colon);
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
