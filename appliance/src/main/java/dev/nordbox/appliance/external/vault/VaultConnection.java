package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.yaml.JsonReader;
import dev.nordbox.appliance.render.yaml.YamlException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests to one Vault, each bounded in time and size. What it throws carries no value. */
final class VaultConnection {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** For all requests of a visit: one that is answered drop by drop ends, too. */
    private static final Duration VISIT = Duration.ofMinutes(1);

    private static final String WRONG_VERSION =
            "; is the engine of the version that spec.provider.vault.version of the store says?";

    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 307, 308);

    /** Each method says it in another one; a mount that is not there is forbidden. */
    private static final Set<Integer> LET_NOBODY_IN = Set.of(400, 401, 403, 404);

    private final HttpClient http;
    private final URI server;
    private final VaultStore store;
    private final Dialled.Places places;
    private final Clock clock;
    private final Instant end;
    private final Unspoken unspoken = new Unspoken();
    private String namespace;
    private String token = "";
    private String index = "";

    VaultConnection(
            HttpClient http, URI server, VaultStore store, Dialled.Places places, Clock clock) {
        this.http = http;
        this.server = server;
        this.store = store;
        this.places = places;
        this.clock = clock;
        this.end = clock.instant().plus(VISIT);
        this.namespace = store.namespace();
    }

    Unspoken unspoken() {
        return unspoken;
    }

    void speakAs(String newToken) {
        token = unspoken.remember(newToken).trim();
    }

    boolean hasToken() {
        return !token.isEmpty();
    }

    /** {@code ""} for none. */
    void goTo(String newNamespace) {
        namespace = newNamespace;
    }

    /** Empty when there is nothing. What was deleted is there, with data that is null. */
    Optional<Map<String, Object>> read(String path, String query) throws CannotSync {
        return send("GET", path, query, HttpRequest.BodyPublishers.noBody());
    }

    Optional<Map<String, Object>> list(String path) throws CannotSync {
        return send("GET", path, "?list=true", HttpRequest.BodyPublishers.noBody());
    }

    Optional<Map<String, Object>> write(String path, Map<String, Object> body) throws CannotSync {
        return send("POST", path, "", HttpRequest.BodyPublishers.ofByteArray(Json.print(body)));
    }

    private Optional<Map<String, Object>> send(
            String method, String path, String query, HttpRequest.BodyPublisher body)
            throws CannotSync {
        URI target = URI.create(server + "/v1/" + encoded(path) + query);
        HttpResponse<byte[]> answer = await(request(target, method, body), path);
        if (ELSEWHERE.contains(answer.statusCode())) {
            answer = await(request(otherNode(target, answer), method, body), path);
        }
        answer.headers().firstValue("X-Vault-Index").ifPresent(value -> index = value);
        int code = answer.statusCode();
        if (code == 204) {
            return Optional.of(Map.of());
        }
        Optional<Map<String, Object>> parsed = parsed(answer);
        if (parsed.isEmpty() && (code == 404 || code >= 200 && code < 300)) {
            throw CannotSync.data(
                    "%s: the answer about %s (code %d) is not JSON; is this a Vault?"
                            .formatted(server, path, code));
        }
        if (code == 404) {
            return missing(method, path, parsed.orElseThrow());
        }
        if (code >= 200 && code < 300) {
            return parsed;
        }
        throw CannotSync.data(refusal(method, path, code, parsed));
    }

    /**
     * Only Vault's own words for it mean that a secret is gone, since by that it may be deleted
     * here: neither a mount that is not there, nor a path that is none, nor another server's 404.
     */
    private Optional<Map<String, Object>> missing(
            String method, String path, Map<String, Object> body) throws CannotSync {
        boolean said = Stream.of("errors", "warnings").anyMatch(of -> !texts(body, of).isEmpty());
        if (said) {
            throw CannotSync.data(refusal(method, path, 404, Optional.of(body)));
        }
        if (body.get("data") instanceof Map) {
            return Optional.of(body);
        }
        if (body.get("errors") instanceof List) {
            return Optional.empty();
        }
        throw CannotSync.data(
                "%s: %s is not found, in words that are not Vault's; is this a Vault?"
                        .formatted(server, path));
    }

    private static List<String> texts(Map<String, Object> body, String field) {
        return Fields.list(body, field).stream().map(String::valueOf).toList();
    }

    /** A standby names the active node. Once, and not to a weaker connection or this machine. */
    private URI otherNode(URI asked, HttpResponse<byte[]> answer) throws CannotSync {
        URI other = asked;
        try {
            other = asked.resolve(answer.headers().firstValue("Location").orElse(""));
        } catch (IllegalArgumentException e) {
            // is asked once more, and answers the same
        }
        if (other.getHost() == null || !asked.getScheme().equals(other.getScheme())) {
            throw CannotSync.data(
                    server + ": sends to another scheme, which is not followed; set api_addr");
        }
        Dialled.check(other.getHost(), places);
        return other;
    }

    private HttpRequest request(URI target, String method, HttpRequest.BodyPublisher body)
            throws CannotSync {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target)
                        .timeout(LONGEST)
                        .header("X-Vault-Request", "true")
                        .method(method, body);
        if (!token.isEmpty()) {
            set(request, "X-Vault-Token", token);
        }
        if (!namespace.isEmpty()) {
            set(request, "X-Vault-Namespace", namespace);
        }
        if ((store.readYourWrites() || store.forwardInconsistent()) && !index.isEmpty()) {
            set(request, "X-Vault-Index", index);
        }
        if (store.readYourWrites() && store.forwardInconsistent()) {
            set(request, "X-Vault-Inconsistent", "forward-active-node");
        }
        for (Map.Entry<String, String> header : store.headers().entrySet()) {
            set(request, header.getKey(), header.getValue());
        }
        return request.build();
    }

    private static void set(HttpRequest.Builder request, String name, String value)
            throws CannotSync {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) { // its message may quote the value
            throw CannotSync.data("header " + name + " cannot be sent so");
        }
    }

    private HttpResponse<byte[]> await(HttpRequest request, String path) throws CannotSync {
        if (clock.instant().isAfter(end)) {
            throw CannotSync.data(
                    server + ": a visit takes longer than " + VISIT.toSeconds() + " s");
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, info -> new BoundedBody());
        try {
            return answer.get(LONGEST.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw CannotSync.data(server + ": " + describe(e.getCause()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw CannotSync.data(
                    server + ": no answer about " + path + " within " + LONGEST.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw CannotSync.data("interrupted");
        }
    }

    private String describe(Throwable cause) {
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return cause.getClass().getSimpleName()
                + (message == null ? "" : ": " + unspoken.without(message));
    }

    private static Optional<Map<String, Object>> parsed(HttpResponse<byte[]> answer) {
        try {
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            Object value = JsonReader.readAsWritten(text);
            return value instanceof Map<?, ?> ? Optional.of(Fields.map(value)) : Optional.empty();
        } catch (YamlException e) {
            return Optional.empty();
        }
    }

    private String refusal(
            String method, String path, int code, Optional<Map<String, Object>> body) {
        Map<String, Object> answer = body.orElse(Map.of());
        List<String> errors = texts(answer, "errors");
        String said = String.join(", ", errors.isEmpty() ? texts(answer, "warnings") : errors);
        String told = said.isEmpty() ? "no reason given" : unspoken.without(said);
        boolean engine = code == 404 && errors.isEmpty();
        String remedy = engine ? WRONG_VERSION : remedy(code, path);
        return "%s %s: code %d: %s%s".formatted(method, path, code, told, remedy);
    }

    private static String remedy(int code, String path) {
        boolean login = path.startsWith("auth/") && path.endsWith("/login");
        if (login && LET_NOBODY_IN.contains(code)) {
            return "; a method has to be mounted there, with a role that lets this login in: see"
                    + " spec.provider.vault.auth of the store";
        }
        return switch (code) {
            case 403 ->
                    "; the token's policies have to allow read on "
                            + path
                            + " (and list on the metadata, to find), and the token has to be valid";
            case 404 -> "; no engine is mounted there: see spec.provider.vault.path of the store";
            case 503 -> "; Vault is sealed, or not ready: it is asked again";
            case 429 -> "; Vault is busy: it is asked again";
            default -> "";
        };
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(one -> URLEncoder.encode(one, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
