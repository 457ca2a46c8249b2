package dev.nordbox.appliance.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nordbox.appliance.http.HttpTimes;
import dev.nordbox.appliance.http.RateLimit;
import dev.nordbox.appliance.threads.AtMostEverySecond;
import dev.nordbox.appliance.threads.Daemon;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from Git hosts that something was pushed. Whoever cannot prove to know the secret learns
 * nothing but that: the answer is the same for no signature, a wrong one, and a wrong method. What
 * a genuine request says is believed in one respect, the repository that is to be looked at.
 */
public final class WebhookServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);

    /** The largest messages are for pushes that the poll finds as well. */
    private static final int LARGEST_BODY = 2 << 20;

    /** No forge sends more; GitHub ends at 25 MiB. */
    private static final int LARGEST_HEARD_OUT = 32 << 20;

    private static final Map<String, String> PINGS =
            Map.of("X-GitHub-Event", "ping", "X-Event-Key", "diagnostics:ping");

    private static final int THREADS = 6;
    private static final int WAITING = 64;

    private final HttpServer server;
    private final ExecutorService threads = Daemon.pool("webhook", THREADS, WAITING);
    private final RateLimit limit = new RateLimit(10, 20, System::nanoTime);
    private final String path;
    private final WebhookSecret secret;
    private final Function<PushedRepository, Set<String>> meant;
    private final Clock clock;
    private final AtMostEverySecond look;

    private WebhookServer(
            HttpServer server,
            String path,
            WebhookSecret secret,
            Function<PushedRepository, Set<String>> meant,
            Consumer<Set<String>> look,
            Clock clock) {
        this.server = server;
        this.path = path;
        this.secret = secret;
        this.meant = meant;
        this.clock = clock;
        this.look = new AtMostEverySecond("webhook-look", look);
    }

    /**
     * @param address port 0: any
     * @param path where requests go, {@code /webhook}
     * @param meant which of the repositories that are followed it may be; none: it is not ours
     * @param look pulls the next poll of these forward; called once a second at the most
     * @throws IOException when the secret is not there or the port is taken; the message says what
     *     to do
     */
    public static WebhookServer start(
            InetSocketAddress address,
            String path,
            Path secretFile,
            Function<PushedRepository, Set<String>> meant,
            Consumer<Set<String>> look,
            Clock clock)
            throws IOException {
        return start(address, path, WebhookSecret.read(secretFile), meant, look, clock);
    }

    static WebhookServer start(
            InetSocketAddress address,
            String path,
            WebhookSecret secret,
            Function<PushedRepository, Set<String>> meant,
            Consumer<Set<String>> look,
            Clock clock)
            throws IOException {
        HttpTimes.limit();
        HttpServer server;
        try {
            server = HttpServer.create(address, WAITING);
        } catch (BindException e) {
            throw new IOException(
                    "webhook.port: "
                            + address.getPort()
                            + " cannot be listened on at "
                            + address.getHostString()
                            + " ("
                            + e.getMessage()
                            + "); take another port",
                    e);
        }
        WebhookServer webhooks = new WebhookServer(server, path, secret, meant, look, clock);
        server.setExecutor(webhooks.threads);
        server.createContext("/", webhooks::handle);
        server.start();
        LOG.atInfo().addKeyValue("port", webhooks.port()).log("webhooks are received");
        return webhooks;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(answer(exchange), -1);
        }
    }

    private int answer(HttpExchange exchange) throws IOException {
        if (!limit.allows(exchange.getRemoteAddress().getAddress().getHostAddress())) {
            return 429;
        }
        if (!path.equals(exchange.getRequestURI().getPath())) {
            return 404;
        }
        if (announced(exchange) > LARGEST_BODY) {
            return tooLarge(exchange);
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return tooLarge(exchange);
        }
        Optional<Forge> forge =
                Forge.proven(
                        header ->
                                Optional.ofNullable(exchange.getRequestHeaders().getFirst(header)),
                        body,
                        secret,
                        clock.instant());
        if (forge.isEmpty() || !exchange.getRequestMethod().equals("POST")) {
            return 403;
        }
        if (isPing(exchange)) {
            LOG.atDebug().addKeyValue("forge", forge.get()).log("ping");
            return 204;
        }
        Set<String> ours = meant.apply(PushedRepository.of(body));
        LOG.atDebug().addKeyValue("forge", forge.get()).addKeyValue("ours", ours).log("push");
        look.ask(ours);
        return 202;
    }

    /** A webhook is tried: nothing was pushed. */
    private static boolean isPing(HttpExchange exchange) {
        return PINGS.entrySet().stream()
                .anyMatch(
                        ping ->
                                ping.getValue()
                                        .equals(
                                                exchange.getRequestHeaders()
                                                        .getFirst(ping.getKey())));
    }

    /** Whoever still sends when the connection is closed sees it broken, and not the answer. */
    private static int tooLarge(HttpExchange exchange) throws IOException {
        if (announced(exchange) > LARGEST_HEARD_OUT) {
            return 413;
        }
        byte[] some = new byte[1 << 13];
        int heard = 0;
        int more = 0;
        while (more >= 0 && heard < LARGEST_HEARD_OUT) {
            heard += more;
            more = exchange.getRequestBody().read(some);
        }
        return 413;
    }

    private static long announced(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null || !length.matches("[0-9]{1,18}") ? 0 : Long.parseLong(length);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        look.close();
    }
}
