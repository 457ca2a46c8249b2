package dev.nordbox.installer.artifact;

import dev.nordbox.appliance.http.ProxyOfEnvironment;
import dev.nordbox.installer.host.TransferProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Downloads with the JDK's client; redirects are followed, but never from https to http. A server
 * that falls silent ends the download: the client's own timeout ends with the headers.
 */
final class HttpDownloads implements Downloads {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int CHUNK = 1 << 16;

    private final Duration silence;

    private final ProxySelector proxy;

    /**
     * @param environment of this process, which may name a proxy
     */
    HttpDownloads(Map<String, String> environment) {
        this(SILENCE, environment);
    }

    /**
     * @param silence how long a server may send nothing
     */
    HttpDownloads(Duration silence, Map<String, String> environment) {
        this.silence = silence;
        this.proxy = new ProxyOfEnvironment(environment, ProxySelector.getDefault());
    }

    @Override
    public void fetch(URI uri, Path target, TransferProgress progress) throws IOException {
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(ANSWER)
                        .proxy(proxy)
                        .build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException(uri.getHost() + " answered " + response.statusCode());
                }
                long total =
                        response.headers()
                                .firstValueAsLong("content-length")
                                .orElse(TransferProgress.UNKNOWN);
                copy(uri, body, target, total, progress);
            }
        } catch (ConnectException | HttpTimeoutException e) {
            Proxy through = proxy.select(uri).get(0);
            throw through.type() == Proxy.Type.DIRECT
                    ? noWay(uri, e)
                    : new IOException("no way through the proxy " + through.address(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** The JDK's own message is often none at all. */
    private static ConnectException noWay(URI uri, IOException e) {
        String why =
                isUnresolved(e)
                        ? "its name is not resolved here"
                        : e instanceof HttpTimeoutException
                                ? "no answer within %d s".formatted(ANSWER.toSeconds())
                                : Optional.ofNullable(e.getMessage()).orElse("connection refused");
        ConnectException told =
                new ConnectException(
                        "no way to %s, or to where it sends on: %s".formatted(uri.getHost(), why));
        told.initCause(e);
        return told;
    }

    private static boolean isUnresolved(Throwable e) {
        return e instanceof UnresolvedAddressException
                || e.getCause() != null && isUnresolved(e.getCause());
    }

    private void copy(URI uri, InputStream body, Path target, long total, TransferProgress progress)
            throws IOException {
        byte[] chunk = new byte[CHUNK];
        long received = 0;
        try (OutputStream out = Files.newOutputStream(target);
                SilenceWatch watch = SilenceWatch.over(body, silence)) {
            for (int read = watch.read(chunk); read >= 0; read = watch.read(chunk)) {
                out.write(chunk, 0, read);
                received += read;
                progress.transferred(received, total);
            }
        } catch (SilenceWatch.Silent e) {
            throw new IOException(
                    "%s fell silent: nothing for %d s, after %d bytes"
                            .formatted(uri.getHost(), silence.toSeconds(), received),
                    e);
        }
    }
}
