package dev.nordbox.appliance.external.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final String ROOT = "root-token-5f0c";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Version>> second = new TreeMap<>();
    private final Map<String, Map<String, Object>> custom = new HashMap<>();
    private final Map<String, Map<String, Object>> first = new TreeMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Map<String, Map<String, String>> logins = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> revoked = new CopyOnWriteArrayList<>();
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean sealed;
    private volatile Optional<Map<String, Object>> other = Optional.empty();
    private volatile Optional<CountDownLatch> hanging = Optional.empty();

    /** A version of a secret; its data is gone when it was deleted. */
    private record Version(Optional<Map<String, Object>> data, String deletionTime) {}

    private record Answer(int code, Map<String, Object> body) {}

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

    /** No policy allows it. */
    public void forbid(String path) {
        forbidden.add(path);
    }

    /** A role that may log in with these very fields. */
    public void mayLogIn(String mount, Map<String, String> fields) {
        logins.put(mount, fields);
    }

    /** With numbers that JSON keeps as they are written. */
    public synchronized void putAsWritten(String key, Map<String, Object> data) {
        write(key, data);
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
            Answer answer;
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

    private Answer answer(String method, String path, String query, String token, byte[] body) {
        if (sealed) {
            return error(503, "Vault is sealed");
        }
        if (other.isPresent()) {
            return new Answer(404, other.get());
        }
        if (path.startsWith("auth/") && path.endsWith("/login")) {
            return login(path.substring("auth/".length(), path.length() - "/login".length()), body);
        }
        if (token.isEmpty()) {
            return error(403, "permission denied");
        }
        if (!tokens.contains(token) || forbidden.contains(path)) {
            return error(403, "1 error occurred:\n\t* permission denied\n\n");
        }
        if (path.equals("auth/token/lookup-self")) {
            return secret(Map.of("id", token, "type", "service", "ttl", 0));
        }
        if (path.equals("auth/token/revoke-self")) {
            tokens.remove(token);
            revoked.add(token);
            return new Answer(204, Map.of());
        }
        boolean list = query.contains("list=true") || method.equals("LIST");
        if (path.startsWith("secret/")) {
            return second(method, path.substring("secret/".length()), query, list, body);
        }
        if (path.startsWith("kv/")) {
            return first(method, path.substring("kv/".length()), list, body);
        }
        return error(404, "no handler for route \"" + path + "\". route entry not found.");
    }

    private Answer login(String mount, byte[] body) {
        Map<String, Object> fields = Json.parse(body);
        Map<String, String> wanted = logins.get(mount);
        if (wanted == null) {
            return error(403, "permission denied");
        }
        for (Map.Entry<String, String> field : wanted.entrySet()) {
            String given = Fields.text(fields, field.getKey()).orElse("");
            boolean jwt = field.getKey().equals("jwt") && given.split("\\.").length == 3;
            if (!given.equals(field.getValue()) && !jwt) {
                return error(400, "invalid role or secret ID");
            }
        }
        String token = "hvs.made-" + made.incrementAndGet();
        tokens.add(token);
        Map<String, Object> answer = new LinkedHashMap<>(envelope());
        answer.put(
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
        return new Answer(200, answer);
    }

    private Answer second(String method, String path, String query, boolean list, byte[] body) {
        if (path.startsWith("data/")) {
            String key = path.substring("data/".length());
            return switch (method) {
                case "GET" -> read(key, query);
                case "DELETE" -> remove(key);
                default -> write(key, Fields.map(Json.parse(body), "data"));
            };
        }
        if (path.startsWith("metadata/") || path.equals("metadata")) {
            String key = path.equals("metadata") ? "" : path.substring("metadata/".length());
            if (list) {
                return listed(second.keySet(), key);
            }
            if (!method.equals("GET")) {
                custom.put(key, Fields.map(Json.parse(body), "custom_metadata"));
                return new Answer(204, Map.of());
            }
            return metadata(key);
        }
        Map<String, Object> answer = envelope();
        answer.put(
                "warnings",
                List.of(
                        "Invalid path for a versioned K/V secrets engine. See the API docs for the"
                                + " appropriate API endpoints to use. If using the Vault CLI, use"
                                + " 'vault kv get' for this operation."));
        return new Answer(404, answer);
    }

    private Answer read(String key, String query) {
        List<Version> versions = second.getOrDefault(key, List.of());
        int number =
                query.startsWith("version=")
                        ? Integer.parseInt(query.substring("version=".length()))
                        : versions.size();
        if (number < 1 || number > versions.size()) {
            return missing();
        }
        Version version = versions.get(number - 1);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("created_time", "2026-11-01T10:00:00.123456789Z");
        metadata.put("custom_metadata", custom.get(key));
        metadata.put("deletion_time", version.deletionTime());
        metadata.put("destroyed", false);
        metadata.put("version", number);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("data", version.data().orElse(null));
        data.put("metadata", metadata);
        Answer answer = secret(data);
        return version.data().isPresent() ? answer : new Answer(404, answer.body());
    }

    private Answer write(String key, Map<String, Object> data) {
        second.computeIfAbsent(key, none -> new ArrayList<>())
                .add(new Version(Optional.of(data), ""));
        return secret(Map.of("version", second.get(key).size()));
    }

    private Answer remove(String key) {
        List<Version> versions = second.getOrDefault(key, List.of());
        if (!versions.isEmpty()) {
            versions.set(
                    versions.size() - 1,
                    new Version(Optional.empty(), "2026-11-02T10:00:00.123456789Z"));
        }
        return new Answer(204, Map.of());
    }

    private Answer metadata(String key) {
        List<Version> versions = second.get(key);
        if (versions == null) {
            return missing();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("created_time", "2026-11-01T10:00:00.123456789Z");
        data.put("current_version", versions.size());
        data.put("custom_metadata", custom.get(key));
        data.put("delete_version_after", "0s");
        return secret(data);
    }

    private Answer first(String method, String key, boolean list, byte[] body) {
        if (list) {
            return listed(first.keySet(), key);
        }
        switch (method) {
            case "GET" -> {
                return first.containsKey(key) ? secret(first.get(key)) : missing();
            }
            case "DELETE" -> first.remove(key);
            default -> first.put(key, Json.parse(body));
        }
        return new Answer(204, Map.of());
    }

    private static Answer listed(Set<String> keys, String folder) {
        String below = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        Set<String> names = new TreeSet<>();
        for (String key : keys) {
            if (key.startsWith(below)) {
                String rest = key.substring(below.length());
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash + 1));
            }
        }
        return names.isEmpty() ? missing() : secret(Map.of("keys", new ArrayList<>(names)));
    }

    private static Answer secret(Map<String, Object> data) {
        Map<String, Object> answer = envelope();
        answer.put("data", data);
        return new Answer(200, answer);
    }

    private static Map<String, Object> envelope() {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("request_id", "6f1b1f9e-0000-4000-8000-000000000000");
        envelope.put("lease_id", "");
        envelope.put("renewable", false);
        envelope.put("lease_duration", 0);
        envelope.put("data", null);
        envelope.put("wrap_info", null);
        envelope.put("warnings", null);
        envelope.put("auth", null);
        return envelope;
    }

    private static Answer missing() {
        return new Answer(404, Map.of("errors", List.of()));
    }

    private static Answer error(int code, String message) {
        return new Answer(code, Map.of("errors", List.of(message)));
    }

    @Override
    public void close() {
        goOn();
        http.stop(0);
        threads.shutdownNow();
    }
}
