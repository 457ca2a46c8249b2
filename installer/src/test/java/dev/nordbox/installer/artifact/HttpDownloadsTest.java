package dev.nordbox.installer.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.nordbox.installer.host.TransferProgress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpDownloadsTest {
    private static final byte[] FILE = new byte[200_000];

    @TempDir private Path directory;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aFileArrivesWhole() throws IOException {
        Path target = fetch(exchange -> send(exchange, FILE.length, FILE), Duration.ofSeconds(30));

        assertThat(target).hasBinaryContent(FILE);
    }

    @Test
    void aServerThatFallsSilentEndsTheDownload() {
        HttpHandler stalling =
                exchange -> {
                    send(exchange, FILE.length, new byte[1000]);
                    await(end);
                };

        assertThatThrownBy(() -> fetch(stalling, Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fell silent", "after 1000 bytes");
    }

    @Test
    void aProxyOfTheEnvironmentIsGoneThroughAndNamedWhenItDoesNotAnswer() throws IOException {
        List<String> asked = new ArrayList<>();
        URI proxy =
                serving(
                        exchange -> {
                            asked.add(exchange.getRequestURI().toString());
                            send(exchange, FILE.length, FILE);
                        });
        URI elsewhere = URI.create("http://releases.example.invalid/k3s");
        Path target = directory.resolve("file");

        new HttpDownloads(Map.of("http_proxy", "http://" + proxy.getAuthority()))
                .fetch(elsewhere, target, TransferProgress.SILENT);

        assertThat(asked).containsExactly(elsewhere.toString());
        assertThat(target).hasBinaryContent(FILE);
        server.stop(0);
        assertThatThrownBy(
                        () ->
                                new HttpDownloads(Map.of("http_proxy", proxy.toString()))
                                        .fetch(elsewhere, target, TransferProgress.SILENT))
                .hasMessageContaining("no way through the proxy")
                .hasMessageContaining(String.valueOf(proxy.getPort()));
    }

    @Test
    void aNameThatIsNotResolvedAndARefusedConnectionAreTold() throws IOException {
        URI gone = serving(exchange -> send(exchange, FILE.length, FILE));
        server.stop(0);

        assertThatThrownBy(() -> straight(URI.create("https://releases.example.invalid/k3s")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no way to releases.example.invalid")
                .hasMessageContaining("its name is not resolved here");
        assertThatThrownBy(() -> straight(gone))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no way to 127.0.0.1")
                .hasMessageContaining("onnection refused");
    }

    private void straight(URI uri) throws IOException {
        new HttpDownloads(Map.of()).fetch(uri, directory.resolve("file"), TransferProgress.SILENT);
    }

    @Test
    void aLengthThatTheServerDoesNotTellIsUnknown() throws IOException {
        List<Long> totals = new ArrayList<>();

        new HttpDownloads(Map.of())
                .fetch(
                        serving(
                                exchange -> {
                                    send(exchange, 0, FILE);
                                    exchange.close();
                                }),
                        directory.resolve("file"),
                        (received, total) -> totals.add(total));

        assertThat(totals).containsOnly(TransferProgress.UNKNOWN);
    }

    private Path fetch(HttpHandler handler, Duration silence) throws IOException {
        Path target = directory.resolve("file");
        new HttpDownloads(silence, Map.of())
                .fetch(serving(handler), target, TransferProgress.SILENT);
        return target;
    }

    private URI serving(HttpHandler handler) {
        server.createContext("/", handler);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file");
    }

    /** With a length of 0 the server tells none. */
    private static void send(HttpExchange exchange, long length, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
