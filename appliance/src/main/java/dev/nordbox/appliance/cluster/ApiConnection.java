package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Requests and answers: JSON over one connection, failures as {@link ClusterException}. */
final class ApiConnection implements AutoCloseable {

    private static final String JSON = "application/json";

    /** Longer than the API server's own limit of 34 s for a request that calls webhooks. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(40);

    private final String server;
    private final HttpClient http;

    ApiConnection(Kubeconfig kubeconfig) {
        this.server = kubeconfig.server().replaceAll("/+$", "");
        this.http = kubeconfig.connect();
    }

    String server() {
        return server;
    }

    Map<String, Object> get(String path, String accept) throws ClusterException {
        return send(request(path).header("Accept", accept));
    }

    Map<String, Object> send(String method, String path, String contentType, Object body)
            throws ClusterException {
        String text = new String(Json.print(body), StandardCharsets.UTF_8);
        return send(request(path).header("Accept", JSON).method(method, contentType, text));
    }

    /** Streams lines until the server or {@link AsyncBody#cancel} ends it. */
    AsyncBody stream(String path, String accept, Consumer<byte[]> lines) throws ClusterException {
        LineSplitter splitter = new LineSplitter(lines);
        HttpRequest request = request(path).header("Accept", accept).forStreaming().build();
        HttpResponse<AsyncBody> response =
                await(
                        () ->
                                http.consumeBytes(
                                        request,
                                        (List<ByteBuffer> buffers, AsyncBody body) -> {
                                            buffers.forEach(splitter::accept);
                                            body.consume();
                                        }));
        if (!response.isSuccessful()) {
            response.body().cancel();
            throw failure(response.code(), Optional.empty());
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return http.newHttpRequestBuilder().uri(URI.create(server + path));
    }

    private Map<String, Object> send(HttpRequest.Builder builder) throws ClusterException {
        HttpRequest request =
                builder.timeout(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).build();
        HttpResponse<byte[]> response = await(() -> http.sendAsync(request, byte[].class));
        Optional<Map<String, Object>> body = parse(response.body());
        if (!response.isSuccessful()) {
            throw failure(response.code(), body);
        }
        return body.orElseThrow(
                () ->
                        new ApiUnavailable(
                                server + ": the answer is not JSON; is this a Kubernetes API?"));
    }

    private <T> T await(Supplier<CompletableFuture<T>> asking) throws ClusterException {
        CompletableFuture<T> answer;
        try {
            answer = asking.get();
        } catch (IllegalStateException e) { // closed meanwhile: the controller is ending
            throw new ApiUnavailable(server + ": " + e.getMessage(), e);
        }
        try {
            return answer.get(REQUEST_TIMEOUT.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException) {
                throw new ApiUnavailable(server + ": " + describe(cause), cause);
            }
            throw new ApiUnavailable(server + ": " + cause, cause);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ApiUnavailable(
                    server + ": no answer within " + REQUEST_TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new ApiUnavailable(server + ": interrupted", e);
        }
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        if (message == null && cause instanceof ConnectException) {
            return cause.getCause() instanceof UnresolvedAddressException
                    ? "no name server here knows the host; check the kubeconfig"
                    : "the connection is refused; does the API server run, and is its port open to"
                            + " this machine?";
        }
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static Optional<Map<String, Object>> parse(byte[] body) {
        try {
            return Optional.of(Json.parse(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ClusterException failure(int code, Optional<Map<String, Object>> status) {
        String reason = status.flatMap(s -> Fields.text(s, "reason")).orElse("");
        String message = status.flatMap(s -> Fields.text(s, "message")).orElse("HTTP " + code);
        if (code == 401) {
            return new ApiUnavailable(
                    server
                            + ": not logged in (401 Unauthorized): the kubeconfig's credentials are"
                            + " not accepted, or have expired");
        }
        if (code == 500 && reason.isEmpty() && isAboutTheObject(message)) {
            return new ApiRefused(422, "Invalid", message);
        }
        if (code == 429 || code >= 500) {
            return new ApiUnavailable(server + ": " + code + " " + reason + ": " + message);
        }
        return new ApiRefused(code, reason, message, fields(status));
    }

    private static List<String> fields(Optional<Map<String, Object>> status) {
        return status.stream()
                .flatMap(s -> Fields.list(s, "details", "causes").stream())
                .filter(cause -> Fields.text(cause, "field").isPresent())
                .map(
                        cause ->
                                Fields.text(cause, "field").orElse("")
                                        + Fields.text(cause, "reason")
                                                .map(why -> " (" + why + ")")
                                                .orElse(""))
                .distinct()
                .toList();
    }

    /**
     * Values of the wrong type come back as a bare 500, before validation is reached (seen with
     * 1.36); a server in trouble says {@code InternalError} as its reason.
     */
    private static boolean isAboutTheObject(String message) {
        return message.startsWith("failed to create typed patch object")
                || message.startsWith("failed to convert new object");
    }

    @Override
    public void close() {
        http.close();
    }
}
