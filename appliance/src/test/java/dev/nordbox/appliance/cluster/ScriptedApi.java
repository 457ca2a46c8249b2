package dev.nordbox.appliance.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An API server on loopback that follows a script: each request gets the next answer, and silence
 * when none is left. Discovery is no part of the script; it knows ConfigMaps, and Things of group
 * {@code test.nordbox.no}.
 */
final class ScriptedApi implements AutoCloseable {

    /** What one request gets. Afterwards the connection is closed. */
    interface Answer {
        void play(OutputStream connection) throws IOException, InterruptedException;
    }

    record Request(String target, String accept, long nanos) {}

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile String thingVersion = "v1";
    private ServerSocket door;

    private ScriptedApi() throws IOException {
        door = openDoor(0);
    }

    static ScriptedApi start() throws IOException {
        return new ScriptedApi();
    }

    private ServerSocket openDoor(int port) throws IOException {
        ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        threads.execute(
                () -> {
                    try {
                        while (true) {
                            Socket connection = opened.accept();
                            connections.add(connection);
                            threads.execute(() -> serve(connection));
                        }
                    } catch (IOException | RejectedExecutionException e) {
                        // closed
                    }
                });
        return opened;
    }

    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: here, cluster: {server: 'http://127.0.0.1:%d'}}]
                contexts: [{name: here, context: {cluster: here, user: me}}]
                users: [{name: me, user: {token: t}}]
                current-context: here
                """
                .formatted(door.getLocalPort());
    }

    /** Adds to the script. */
    void plays(Answer... answers) {
        script.addAll(List.of(answers));
    }

    /** Things are served in this version, from now on. */
    void servesThingsIn(String version) {
        thingVersion = version;
    }

    /** Breaks all connections and refuses new ones. */
    void goDown() throws IOException {
        door.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    void comeBack() throws IOException {
        door = openDoor(door.getLocalPort());
    }

    /** All but discovery, in order of arrival. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<String> targets() {
        return requests.stream().map(Request::target).toList();
    }

    @Override
    public void close() throws IOException {
        goDown();
        threads.shutdownNow();
    }

    // ---- answers

    /** A whole answer. */
    static Answer json(String body) {
        return connection -> send(connection, head(200, "Content-Length: " + body.length()) + body);
    }

    /** A page of a list, of objects in the namespace {@code shop}. */
    static Answer page(String version, String next, String... names) {
        String items =
                Stream.of(names).map(name -> object(name, "1")).collect(Collectors.joining(","));
        return json(
                """
                {"metadata": {"resourceVersion": "%s", "continue": "%s"}, "items": [%s]}
                """
                        .formatted(version, next, items));
    }

    /** One line of a stream. */
    static String event(String type, String name, String version) {
        return "{\"type\": \"%s\", \"object\": %s}\n".formatted(type, object(name, version));
    }

    private static String object(String name, String version) {
        return """
                {"metadata": {"namespace": "shop", "name": "%s", "resourceVersion": "%s"}}"""
                .formatted(name, version);
    }

    static Answer status(int code) {
        return connection -> send(connection, head(code, "Content-Length: 0"));
    }

    /** Not a byte. */
    static Answer silence() {
        return connection -> NEVER.await();
    }

    /** A stream that falls silent after these lines. */
    static Answer open(String... lines) {
        return connection -> {
            send(connection, stream(lines));
            NEVER.await();
        };
    }

    /** A stream that ends as it should after these lines. */
    static Answer ended(String... lines) {
        return connection -> send(connection, stream(lines) + "0\r\n\r\n");
    }

    /** A stream that breaks off after these lines. */
    static Answer cut(String... lines) {
        return connection -> send(connection, stream(lines));
    }

    private static String stream(String... lines) {
        String text = String.join("", lines);
        String chunk = Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
        return head(200, "Transfer-Encoding: chunked") + (text.isEmpty() ? "" : chunk);
    }

    private static String head(int code, String length) {
        return "HTTP/1.1 " + code + " \r\nConnection: close\r\n" + length + "\r\n\r\n";
    }

    private static void send(OutputStream connection, String text) throws IOException {
        connection.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    // ---- requests

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader head =
                    new BufferedReader(
                            new InputStreamReader(
                                    connection.getInputStream(), StandardCharsets.US_ASCII));
            List<String> lines = head.lines().takeWhile(line -> !line.isEmpty()).toList();
            if (lines.isEmpty()) {
                return;
            }
            String target = lines.get(0).split(" ")[1];
            String accept =
                    lines.stream()
                            .filter(line -> line.startsWith("Accept: "))
                            .map(line -> line.substring(8))
                            .collect(Collectors.joining());
            answerTo(target, accept).play(connection.getOutputStream());
        } catch (IOException | UncheckedIOException | InterruptedException e) {
            // The client is gone, or the server goes down.
        }
    }

    private Answer answerTo(String target, String accept) {
        if (target.equals("/api")) {
            return json(discovery("", "v1", "configmaps", "ConfigMap"));
        }
        if (target.equals("/apis")) {
            return json(discovery("test.nordbox.no", thingVersion, "things", "Thing"));
        }
        requests.add(new Request(target, accept, System.nanoTime()));
        Answer next = script.poll();
        return next == null ? silence() : next;
    }

    private static String discovery(String group, String version, String plural, String kind) {
        return """
                {"kind": "APIGroupDiscoveryList", "items": [{"metadata": {"name": "%s"}, "versions": [
                  {"version": "%s", "resources": [{"resource": "%s", "responseKind": {"kind": "%s"},
                    "scope": "Namespaced", "verbs": ["list", "watch"]}]}]}]}
                """
                .formatted(group, version, plural, kind);
    }
}
