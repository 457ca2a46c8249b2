package dev.nordbox.installer.artifact;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy that curl and apt would go through: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code
 * NO_PROXY}, which Java does not look at. Java's own settings count where these name none.
 */
final class ProxyOfEnvironment extends ProxySelector {
    private static final int USUAL_PORT = 1080;

    private final Map<String, String> environment;
    private final ProxySelector otherwise;

    ProxyOfEnvironment(Map<String, String> environment, ProxySelector otherwise) {
        this.environment = Map.copyOf(environment);
        this.otherwise = otherwise;
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (isExcepted(uri)) {
            return List.of(Proxy.NO_PROXY);
        }
        return proxyFor(uri)
                .map(at -> List.of(new Proxy(Proxy.Type.HTTP, at)))
                .orElseGet(() -> otherwise.select(uri));
    }

    /** Of HTTP alone the lower-case name: a web server takes the other one from a request. */
    private Optional<InetSocketAddress> proxyFor(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return said(scheme + "_proxy")
                .or(() -> scheme.equals("https") ? said("HTTPS_PROXY") : Optional.empty())
                .or(() -> said("all_proxy"))
                .or(() -> said("ALL_PROXY"))
                .flatMap(ProxyOfEnvironment::address);
    }

    private static Optional<InetSocketAddress> address(String text) {
        try {
            URI proxy = new URI(text.contains("://") ? text : "http://" + text);
            if (proxy.getHost() == null) {
                return Optional.empty();
            }
            int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
            return Optional.of(InetSocketAddress.createUnresolved(proxy.getHost(), port));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean isExcepted(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        String excepted = said("no_proxy").or(() -> said("NO_PROXY")).orElse("");
        return Arrays.stream(excepted.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(name -> !name.isEmpty())
                .map(name -> name.replaceFirst("^\\*?\\.", ""))
                .anyMatch(
                        name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    private Optional<String> said(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        otherwise.connectFailed(uri, address, failure);
    }
}
