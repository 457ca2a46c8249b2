package dev.nordbox.appliance.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that curl would go through, by variables that Java does not look at: {@code
 * https_proxy}, {@code all_proxy} and {@code no_proxy}, in capitals too, and {@code http_proxy}, in
 * small letters alone. Java's own settings count where these name none.
 */
public final class ProxyOfEnvironment extends ProxySelector {
    private static final int USUAL_PORT = 1080;

    private final Map<String, String> environment;
    private final ProxySelector otherwise;
    private final StraightHosts straight;

    public ProxyOfEnvironment(Map<String, String> environment, ProxySelector otherwise) {
        this.environment = Map.copyOf(environment);
        this.otherwise = otherwise;
        this.straight = new StraightHosts(said("no_proxy").or(() -> said("NO_PROXY")).orElse(""));
    }

    /**
     * Has this whole process go through the proxy that its environment names, with its login. Where
     * it names none nothing is changed. To be called before the process has talked to anybody: Java
     * reads once whether a password may go to a proxy that leads to https.
     */
    public static void makeDefault(Map<String, String> environment) {
        ProxyOfEnvironment proxies =
                new ProxyOfEnvironment(environment, ProxySelector.getDefault());
        if (proxies.named().findAny().isEmpty()) {
            return;
        }
        ProxySelector.setDefault(proxies);
        if (proxies.named().anyMatch(proxy -> proxy.login().isPresent())) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
            Authenticator.setDefault(proxies.new Logins());
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (straight.have(String.valueOf(uri.getHost()))) {
            return List.of(Proxy.NO_PROXY);
        }
        return proxyFor(uri)
                .map(proxy -> List.of(new Proxy(Proxy.Type.HTTP, proxy.address())))
                .orElseGet(() -> otherwise.select(uri));
    }

    /** Of HTTP alone the lower-case name: a web server takes the other one from a request. */
    private Optional<Named> proxyFor(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return said(scheme + "_proxy")
                .or(() -> scheme.equals("https") ? said("HTTPS_PROXY") : Optional.empty())
                .or(() -> said("all_proxy"))
                .or(() -> said("ALL_PROXY"))
                .flatMap(Named::read);
    }

    private Stream<Named> named() {
        return Stream.of("https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY")
                .flatMap(name -> said(name).stream())
                .flatMap(text -> Named.read(text).stream());
    }

    private Optional<String> said(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        otherwise.connectFailed(uri, address, failure);
    }

    /** Each proxy gets its own login, and nobody else any. */
    private final class Logins extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            return named().filter(
                            proxy ->
                                    proxy.address().getHostString().equals(getRequestingHost())
                                            && proxy.address().getPort() == getRequestingPort())
                    .flatMap(proxy -> proxy.login().stream())
                    .findFirst()
                    .orElse(null);
        }
    }

    private record Named(InetSocketAddress address, Optional<PasswordAuthentication> login) {

        static Optional<Named> read(String text) {
            try {
                URI proxy = new URI(text.contains("://") ? text : "http://" + text);
                if (proxy.getHost() == null) {
                    return Optional.empty();
                }
                int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
                return Optional.of(
                        new Named(
                                InetSocketAddress.createUnresolved(proxy.getHost(), port),
                                Optional.ofNullable(proxy.getRawUserInfo()).map(Named::login)));
            } catch (URISyntaxException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static PasswordAuthentication login(String userInfo) {
            String[] parts = userInfo.split(":", 2);
            return new PasswordAuthentication(
                    decoded(parts[0]), decoded(parts.length > 1 ? parts[1] : "").toCharArray());
        }

        /** A plus sign is one, other than in a form. */
        private static String decoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
