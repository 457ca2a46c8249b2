package dev.nordbox.appliance.seal.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nordbox.appliance.http.HttpTimes;
import dev.nordbox.appliance.http.RateLimit;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.http.KubesealAnswers.Answer;
import dev.nordbox.appliance.threads.Daemon;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Listens on the node's address, and talks to this machine only: the API server's proxy runs here,
 * pods and the world do not.
 */
final class KubesealServer implements AutoCloseable {
    private static final int LARGEST_BODY = 2 << 20;
    private static final int THREADS = 4;
    private static final int WAITING = 64;

    /** Of the few threads, which have certificates to answer, too. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    static {
        HttpTimes.limit();
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final KubesealAnswers answers;

    private final Semaphore permit = new Semaphore(1);

    private final Predicate<InetAddress> local;
    private final RateLimit limit;

    /**
     * @throws IOException when the port is taken, or the address is not of this machine
     */
    KubesealServer(InetSocketAddress address, Supplier<KeyRing> keys, SecureRandom random)
            throws IOException {
        this(address, keys, random, KubesealServer::isLocal, System::nanoTime);
    }

    KubesealServer(
            InetSocketAddress address,
            Supplier<KeyRing> keys,
            SecureRandom random,
            Predicate<InetAddress> local,
            LongSupplier nanoTime)
            throws IOException {
        this.answers = new KubesealAnswers(keys, random);
        this.local = local;
        this.limit = new RateLimit(2, 2, nanoTime); // that of Bitnami's controller
        this.server = HttpServer.create(address, WAITING);
        this.threads = Daemon.pool("kubeseal", THREADS, WAITING);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    boolean listensAt(InetAddress address) {
        return server.getAddress().getAddress().equals(address);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            InetAddress from = exchange.getRemoteAddress().getAddress();
            Answer answer = local.test(from) ? answer(exchange) : Answer.of(403);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(
                    answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(answer.body());
                }
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean post = exchange.getRequestMethod().equals("POST");
        return switch (path) {
            case "/healthz", "/readyz" -> answers.health();
            case "/v1/cert.pem" -> answers.certificate();
            case "/v1/verify", "/v1/rotate" -> post ? asked(exchange, path) : Answer.of(405);
            default -> Answer.of(404);
        };
    }

    private Answer asked(HttpExchange exchange, String path) throws IOException {
        if (!limit.allows(path + " " + client(exchange))) {
            return Answer.of(429);
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return Answer.of(413);
        }
        return alone(() -> path.equals("/v1/verify") ? answers.verify(body) : answers.rotate(body));
    }

    /** One after the other, whoever asks: clients are many, and each may try every key. */
    private Answer alone(Supplier<Answer> work) {
        try {
            if (!permit.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Answer.of(429);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.of(429);
        }
        try {
            return work.get();
        } finally {
            permit.release();
        }
    }

    /** The last is what the API server has put there; what stands before, a client can make up. */
    private static String client(HttpExchange exchange) {
        String all =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Forwarded-For"))
                        .orElse("");
        return all.substring(all.lastIndexOf(',') + 1).strip();
    }

    /** Which of its own addresses a machine speaks to itself from is up to its routes. */
    static boolean isLocal(InetAddress from) {
        try {
            return from.isLoopbackAddress() || NetworkInterface.getByInetAddress(from) != null;
        } catch (SocketException e) {
            return false; // not known to be
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
