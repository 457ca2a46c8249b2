package dev.nordbox.appliance.status;

import dev.nordbox.appliance.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** One request and its answer over a channel, each with an end in time and in size. */
final class StatusExchange implements AutoCloseable {

    private static final int LONGEST_REQUEST = 8 << 10;
    private static final int LONGEST_ANSWER = 32 << 20;

    private final SocketChannel channel;
    private final Selector selector;
    private final long endNanos;

    private StatusExchange(SocketChannel channel, Duration within) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        this.endNanos = System.nanoTime() + within.toNanos();
        channel.configureBlocking(false);
        channel.register(selector, 0);
    }

    /** The server's half. */
    static void serve(SocketChannel channel, ControllerEndpoint endpoint, Duration within)
            throws IOException {
        try (StatusExchange exchange = new StatusExchange(channel, within)) {
            String head = exchange.readHead();
            String[] words = head.split("[ \r\n]", 3);
            String asked = words.length < 2 ? head : words[0] + " " + words[1];
            switch (asked) {
                case "GET /status" -> exchange.answer("200 OK", endpoint.status());
                case "POST /sync" -> {
                    endpoint.sync();
                    exchange.answer("202 Accepted", Map.of("accepted", true));
                }
                default ->
                        exchange.answer(
                                "404 Not Found",
                                Map.of("error", "ask for GET /status or POST /sync"));
            }
        }
    }

    /** The client's half: the body of a positive answer. */
    static byte[] ask(SocketChannel channel, String request, Duration within) throws IOException {
        try (StatusExchange exchange = new StatusExchange(channel, within)) {
            exchange.write((request + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = exchange.read(LONGEST_ANSWER, false);
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n");
            if (body < 0 || !text.startsWith("HTTP/1.0 2")) {
                throw new IOException(
                        "the controller answered " + text.lines().findFirst().orElse(""));
            }
            return Arrays.copyOfRange(answer, body + 4, answer.length);
        }
    }

    private void answer(String status, Map<String, Object> content) throws IOException {
        byte[] body = Json.print(content);
        String head =
                "HTTP/1.0 "
                        + status
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length
                        + "\r\nConnection: close\r\n\r\n";
        write(head.getBytes(StandardCharsets.US_ASCII));
        write(body);
    }

    private String readHead() throws IOException {
        return new String(read(LONGEST_REQUEST, true), StandardCharsets.US_ASCII);
    }

    private byte[] read(int most, boolean untilEmptyLine) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8 << 10);
        while (channel.read(buffer.clear()) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            if (bytes.size() > most) {
                throw new IOException("more than " + most + " bytes");
            }
            if (untilEmptyLine && bytes.toString(StandardCharsets.US_ASCII).contains("\r\n\r\n")) {
                break;
            }
            if (buffer.position() == 0) {
                await(SelectionKey.OP_READ);
            }
        }
        return bytes.toByteArray();
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private void await(int operation) throws IOException {
        long millis = (endNanos - System.nanoTime()) / 1_000_000;
        channel.keyFor(selector).interestOps(operation);
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new InterruptedIOException("no answer in time");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
