package dev.nordbox.installer.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As much of a store that speaks S3 as a reader sees, over one folder; signatures are not proved.
 */
final class TrialBucket implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final Path folder;
    private final String prefix;
    private final HttpServer server;
    final List<String> authorizations = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();

    TrialBucket(Path folder, String bucket, String prefix) throws IOException {
        this.folder = folder;
        this.prefix = prefix + "/";
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/" + bucket + "/", this::object);
        server.createContext("/" + bucket, this::list);
        server.createContext("/", exchange -> answer(exchange, 404, error("NoSuchBucket")));
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void list(HttpExchange exchange) throws IOException {
        remember(exchange);
        StringBuilder all = new StringBuilder("<ListBucketResult>");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(
                        "<Contents><Key>%s%s</Key><Size>%d</Size></Contents>"
                                .formatted(prefix, file.getFileName(), Files.size(file)));
            }
        }
        answer(exchange, 200, all.append("</ListBucketResult>").toString().getBytes());
    }

    private void object(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/kits/")) {
            list(exchange);
            return;
        }
        remember(exchange);
        Path file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
        Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
        if (!range.matches() || !Files.exists(file) || !path.contains(prefix)) {
            answer(exchange, 404, error("NoSuchKey"));
            return;
        }
        byte[] all = Files.readAllBytes(file);
        int from = Integer.parseInt(range.group(1));
        int to = Math.min(all.length, Integer.parseInt(range.group(2)) + 1);
        exchange.getResponseHeaders().add("ETag", "\"%d\"".formatted(all.length));
        answer(exchange, 206, java.util.Arrays.copyOfRange(all, from, to));
    }

    private void remember(HttpExchange exchange) {
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token")));
    }

    private static byte[] error(String code) {
        return "<Error><Code>%s</Code></Error>".formatted(code).getBytes();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
