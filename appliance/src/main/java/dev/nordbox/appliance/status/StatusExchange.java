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

/** One request and its answer over a channel, each with an end in time and in size. */
final class StatusExchange implements AutoCloseable {

    private static final int LONGEST_REQUEST = 8 << 10;
    private static final int LONGEST_ANSWER = 32 << 20;

    private final SocketChannel channel;
    private final Selector selector;
    private final Duration within;
    private long endNanos;

    private StatusExchange(SocketChannel channel, Duration within) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        this.within = within;
        startTheClock();
        channel.configureBlocking(false);
        channel.register(selector, 0);
    }

    /**
     * The server's half.
     *
     * @param user at the other end
     */
    static void serve(SocketChannel channel, String user, Answers answers, Duration within)
            throws IOException {
        try (StatusExchange exchange = new StatusExchange(channel, within)) {
            String head = exchange.readHead();
            Answer answer = answers.to(head, Asker.of(user, head));
            exchange.startTheClock(); // finding the answer is no fault of the other end
            exchange.write(answer);
        }
    }

    private void startTheClock() {
        endNanos = System.nanoTime() + within.toNanos();
    }

    /**
     * The client's half: the body of the answer; to a question, that of a refusal, too.
     *
     * @param onBehalfOf who had it asked; {@code ""} for nobody else
     */
    static byte[] ask(SocketChannel channel, String request, String onBehalfOf, Duration within)
            throws IOException {
        try (StatusExchange exchange = new StatusExchange(channel, within)) {
            String head = request + " HTTP/1.0\r\n" + Asker.header(onBehalfOf) + "\r\n";
            exchange.write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = exchange.read(LONGEST_ANSWER, false);
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n");
            boolean told =
                    text.startsWith("HTTP/1.0 2")
                            || Answers.isAQuestion(request.replaceAll(".* ", ""));
            if (body < 0 || !told) {
                throw new IOException(
                        "the controller answered " + text.lines().findFirst().orElse(""));
            }
            return Arrays.copyOfRange(answer, body + 4, answer.length);
        }
    }

    private void write(Answer answer) throws IOException {
        byte[] body = Json.print(answer.content());
        String head =
                "HTTP/1.0 "
                        + answer.status()
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
