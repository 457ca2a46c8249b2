package dev.nordbox.appliance.external.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nordbox.appliance.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Vault's protocol as far as reading goes, answer by answer: a KV engine of version 2 at {@code
 * secret}, one of version 1 at {@code kv}, logins, what is deleted, forbidden or sealed.
 */
public final class FakeVault implements VaultServer, AutoCloseable {
    private static final String ROOT = "c4n4ry-root-token";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FakeKv kv = new FakeKv();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final FakeLogins logins = new FakeLogins();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> revoked = new CopyOnWriteArrayList<>();
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean sealed;
    private volatile Optional<Map<String, Object>> other = Optional.empty();
    private volatile Optional<CountDownLatch> hanging = Optional.empty();

    public FakeVault() throws IOException {
        this(InetAddress.getLoopbackAddress());
    }

    /**
     * @param place an address of this machine
     */
    public FakeVault(InetAddress place) throws IOException {
        http = HttpServer.create(new InetSocketAddress(place, 0), 0);
        http.setExecutor(threads);
        http.createContext("/v1/", this::serve);
        http.start();
        tokens.add(ROOT);
    }

    @Override
    public URI address() {
        return URI.create(
                "http://"
                        + http.getAddress().getAddress().getHostAddress()
                        + ":"
                        + http.getAddress().getPort());
    }

    @Override
    public String rootToken() {
        return ROOT;
    }

    /** What was asked: {@code GET [namespace] path?query}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public List<String> revoked() {
        return List.copyOf(revoked);
    }

    public void seal(boolean nowSealed) {
        sealed = nowSealed;
    }

    /** No request is answered until {@link #goOn}. */
    public void hang() {
        hanging = Optional.of(new CountDownLatch(1));
    }

    public void goOn() {
        hanging.ifPresent(CountDownLatch::countDown);
        hanging = Optional.empty();
    }

    /** Nothing is found, and it is told in these words: another server, or one before it. */
    public void findNothing(Map<String, Object> words) {
        other = Optional.of(words);
    }

    @Override
    public void admitAppRole(String mount, String roleId, String secretId) {
        logins.appRole(mount, roleId, secretId);
    }

    @Override
    public void admitJwt(String mount, String role, String audience, TrialJwt issuer) {
        logins.jwt(mount, role, audience, issuer);
    }

    @Override
    public void admitAccount(String mount, String role, String account, String audience) {
        logins.account(mount, role, account, audience);
    }

    @Override
    public int tokens() {
        return tokens.size();
    }

    /** With numbers that JSON keeps as they are written. */
    public synchronized void putAsWritten(String key, Map<String, Object> data) {
        kv.write(key, data);
    }

    // ---- the protocol

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String namespace = header(exchange, "X-Vault-Namespace");
            URI uri = exchange.getRequestURI();
            String path = uri.getPath().substring("/v1/".length());
            String query = Optional.ofNullable(uri.getQuery()).orElse("");
            String method = exchange.getRequestMethod();
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(
                    method
                            + (namespace.isEmpty() ? " " : " [" + namespace + "] ")
                            + path
                            + (query.isEmpty() ? "" : "?" + query));
            Optional<CountDownLatch> latch = hanging;
            if (latch.isPresent()) {
                latch.get().await();
            }
            FakeAnswer answer;
            synchronized (this) {
                answer = answer(method, path, query, header(exchange, "X-Vault-Token"), body);
            }
            byte[] bytes = answer.code() == 204 ? new byte[0] : Json.print(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.code(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private FakeAnswer answer(String method, String path, String query, String token, byte[] body) {
        if (sealed) {
            return FakeAnswer.error(503, "Vault is sealed");
        }
        if (other.isPresent()) {
            return new FakeAnswer(404, other.get());
        }
        if (path.startsWith("auth/") && path.endsWith("/login")) {
            return login(path.substring("auth/".length(), path.length() - "/login".length()), body);
        }
        if (token.isEmpty()) {
            return FakeAnswer.error(403, "permission denied");
        }
        boolean allowed =
                token.equals(ROOT) || path.startsWith("secret/") || path.startsWith("auth/");
        if (!tokens.contains(token) || !allowed) {
            return FakeAnswer.error(403, "1 error occurred:\n\t* permission denied\n\n");
        }
        if (path.equals("auth/token/lookup-self")) {
            return FakeAnswer.secret(Map.of("id", token, "type", "service", "ttl", 0));
        }
        if (path.equals("auth/token/revoke-self")) {
            tokens.remove(token);
            revoked.add(token);
            return FakeAnswer.nothing();
        }
        boolean list = query.contains("list=true") || method.equals("LIST");
        if (path.startsWith("secret/")) {
            return kv.second(method, path.substring("secret/".length()), query, list, body);
        }
        if (path.startsWith("kv/")) {
            return kv.first(method, path.substring("kv/".length()), list, body);
        }
        return FakeAnswer.error(
                404, "no handler for route \"" + path + "\". route entry not found.");
    }

    private FakeAnswer login(String mount, byte[] body) {
        Optional<FakeLogins.Refusal> refusal = logins.refuse(mount, Json.parse(body));
        if (refusal.isPresent()) {
            return FakeAnswer.error(refusal.get().code(), refusal.get().message());
        }
        String token = "hvs.made-" + made.incrementAndGet();
        tokens.add(token);
        return FakeAnswer.with(
                "auth",
                Map.of(
                        "client_token",
                        token,
                        "token_type",
                        "service",
                        "policies",
                        List.of("default"),
                        "lease_duration",
                        3600,
                        "renewable",
                        true));
    }

    @Override
    public void close() {
        goOn();
        http.stop(0);
        threads.shutdownNow();
    }
}
