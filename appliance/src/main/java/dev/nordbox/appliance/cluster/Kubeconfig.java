package dev.nordbox.appliance.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a cluster is and how we log in, from a kubeconfig file's current context.
 *
 * <p>The environment is read for one thing only: {@code HTTPS_PROXY} and {@code NO_PROXY}, and not
 * even that for a cluster on this machine.
 */
final class Kubeconfig {

    /** For TCP and TLS together. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    /**
     * All the time that a request has. Where nobody listens, this machine says so at once; what
     * remains is a handshake that starves beside pods that start. One that is given up was work for
     * nothing, and the next one starves, too.
     */
    private static final Duration LOCAL_CONNECT_TIMEOUT = ApiConnection.REQUEST_TIMEOUT;

    private final Config config;
    private final boolean loopback;

    private Kubeconfig(Config config) {
        this.config = config;
        this.loopback = isLoopback(URI.create(config.getMasterUrl()).getHost());
    }

    /**
     * @throws IOException when the file cannot be read or has no usable current context; the
     *     message names the file and never its content
     */
    static Kubeconfig read(Path file, Map<String, String> environment) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(
                    file + ": no such file, or not readable for this user; give --kubeconfig");
        }
        Config config;
        try {
            config = Config.fromKubeconfig(file.toFile());
        } catch (RuntimeException e) {
            // The cause may quote the file, which holds keys.
            throw new IOException(
                    file + ": not a kubeconfig; check it with `kubectl --kubeconfig " + file + "`");
        }
        if (config.getCurrentContext() == null || config.getMasterUrl() == null) {
            throw new IOException(file + ": no current-context, or it names no cluster");
        }
        config.setRequestRetryBackoffLimit(0); // who retries is decided one layer up
        Kubeconfig kubeconfig = new Kubeconfig(config);
        Duration longest = kubeconfig.loopback ? LOCAL_CONNECT_TIMEOUT : CONNECT_TIMEOUT;
        config.setConnectionTimeout((int) longest.toMillis());
        kubeconfig.useProxyOf(environment);
        return kubeconfig;
    }

    /** Scheme, host and port, with a slash at the end. */
    String server() {
        return config.getMasterUrl();
    }

    HttpClient connect() {
        HttpClient.Builder builder = new JdkHttpClientFactory().newBuilder(config);
        if (loopback) {
            // Else the JVM's https.proxyHost would still be asked.
            builder.proxyType(HttpClient.ProxyType.DIRECT);
        }
        return builder.build();
    }

    private void useProxyOf(Map<String, String> environment) {
        if (loopback) {
            config.setHttpsProxy(null);
            config.setHttpProxy(null);
            return;
        }
        if (config.getHttpsProxy() == null) {
            variable(environment, "HTTPS_PROXY").ifPresent(config::setHttpsProxy);
            variable(environment, "NO_PROXY")
                    .ifPresent(hosts -> config.setNoProxy(hosts.split("\\s*,\\s*")));
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        try {
            return literal
                    && InetAddress.getByName(host).isLoopbackAddress(); // no DNS for literals
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
