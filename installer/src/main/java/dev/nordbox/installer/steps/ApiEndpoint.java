package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import java.net.URI;

/** How laptops reach the Kubernetes API of the box. */
public record ApiEndpoint(URI uri) {

    /** The configured one, else k3s' port at the address that SSH goes to. */
    public static ApiEndpoint of(BoxConfig config) {
        return new ApiEndpoint(
                URI.create(
                        config.k3s()
                                .apiEndpoint()
                                .orElseGet(
                                        () -> "https://" + bracketed(sshHost(config)) + ":6443")));
    }

    /** Without the brackets of an IPv6 address. */
    public String host() {
        return unbracketed(uri.getHost());
    }

    /** The host part of {@code [user@]address[:port]}. */
    static String sshHost(BoxConfig config) {
        String address = config.ssh().host();
        address = address.substring(address.indexOf('@') + 1);
        if (address.startsWith("[")) {
            return unbracketed(address.substring(0, address.indexOf(']') + 1));
        }
        int colon = address.indexOf(':');
        boolean bareIpv6 = colon >= 0 && address.indexOf(':', colon + 1) >= 0;
        return colon < 0 || bareIpv6 ? address : address.substring(0, colon);
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
