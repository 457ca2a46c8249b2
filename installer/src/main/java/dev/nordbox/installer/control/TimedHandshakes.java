package dev.nordbox.installer.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * Times TLS 1.3 handshakes with servers; a program of its own, which the box runs from its jar,
 * since a shell is too slow to time light with. The server signs what the client has just drawn by
 * lot, so whoever holds its key got the first message and answered: from the last byte that leaves
 * to the last byte of that answer no less passes than light needs there and back. What this machine
 * computes is not in the time; what the server computes is, and only makes the bound wider.
 */
public final class TimedHandshakes {
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final int FAILURES = 3;
    private static final int CHUNK = 1 << 16;
    private static final Arrival END = new Arrival(new byte[0], 0);

    private final String host;
    private final InetSocketAddress address;
    private final int timeoutMillis;

    private TimedHandshakes(String host, InetSocketAddress address, Duration timeout) {
        this.host = host;
        this.address = address;
        this.timeoutMillis = (int) timeout.toMillis();
    }

    /**
     * Prints what came of each.
     *
     * @param arguments how many handshakes with each, then {@code NAME=HOST=PORT} of each
     */
    public static void main(String[] arguments) {
        int samples = Integer.parseInt(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            String[] words = arguments[i].split("=");
            lines(words[0], words[1], Integer.parseInt(words[2]), samples, PATIENT)
                    .forEach(System.out::println);
        }
    }

    /** Microseconds, rounded up. */
    private record Sample(long tcp, long tls, Certificate leaf) {}

    private record Arrival(byte[] bytes, long at) {}

    /** The best of the handshakes with one certificate. */
    private static final class Best {
        private long done;
        private long tls = Long.MAX_VALUE;
    }

    /**
     * {@code NAME address=… tries=… failed=… tcp=…}, and a line for each certificate seen.
     *
     * @param timeout for a connection, and for each part of an answer
     */
    static List<String> lines(String name, String host, int port, int samples, Duration timeout) {
        Map<String, Best> byLeaf = new TreeMap<>();
        long tcp = Long.MAX_VALUE;
        int failed = 0;
        int tries = 0;
        String why = "";
        String at = "";
        try {
            // One address for all: names are asked for once, and never in the time.
            InetAddress resolved = InetAddress.getByName(host);
            at = resolved.getHostAddress();
            TimedHandshakes server =
                    new TimedHandshakes(host, new InetSocketAddress(resolved, port), timeout);
            while (tries < samples && failed < FAILURES) {
                tries++;
                try {
                    Sample sample = server.handshake();
                    tcp = Math.min(tcp, sample.tcp());
                    Best best = byLeaf.computeIfAbsent(sums(sample.leaf()), leaf -> new Best());
                    best.done++;
                    best.tls = Math.min(best.tls, sample.tls());
                } catch (IOException e) {
                    failed++;
                    why = word(e);
                }
            }
        } catch (IOException e) {
            why = "no-address";
        } catch (GeneralSecurityException e) {
            why = word(e);
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s address=%s tries=%d failed=%d tcp=%s because=%s"
                        .formatted(name, at, tries, failed, tcp == Long.MAX_VALUE ? "" : tcp, why));
        byLeaf.forEach(
                (sums, best) ->
                        lines.add(
                                "%s %s done=%d tls=%d".formatted(name, sums, best.done, best.tls)));
        return lines;
    }

    private Sample handshake() throws IOException, GeneralSecurityException {
        SSLEngine engine = engine();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            long connecting = System.nanoTime();
            socket.connect(address, timeoutMillis);
            long tcp = System.nanoTime() - connecting;
            BlockingQueue<Arrival> arrivals = arrivals(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            byte[] hello = wrapped(engine);
            long sent = System.nanoTime();
            out.write(hello);
            out.flush();
            long answered = answer(engine, arrivals, out);
            return new Sample(
                    micros(tcp),
                    micros(answered - sent),
                    engine.getSession().getPeerCertificates()[0]);
        }
    }

    /** A session that is taken up again is signed by nobody; a context of its own has none. */
    private SSLEngine engine() throws GeneralSecurityException, SSLException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        SSLEngine engine = context.createSSLEngine(host, address.getPort());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {"TLSv1.3"});
        engine.beginHandshake();
        return engine;
    }

    /** What comes, with the time when it did: taken beside the computing, which takes as long. */
    private static BlockingQueue<Arrival> arrivals(InputStream in) {
        BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        Thread reader =
                new Thread(
                        () -> {
                            byte[] buffer = new byte[CHUNK];
                            try {
                                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                                    long at = System.nanoTime();
                                    arrivals.add(new Arrival(Arrays.copyOf(buffer, n), at));
                                }
                            } catch (IOException e) {
                                // The handshake is over, or the connection is.
                            }
                            arrivals.add(END);
                        },
                        "arrivals");
        reader.setDaemon(true);
        reader.start();
        return arrivals;
    }

    /** When the last byte came that the engine took before it was content with the server. */
    private long answer(SSLEngine engine, BlockingQueue<Arrival> arrivals, OutputStream out)
            throws IOException {
        ByteBuffer in = ByteBuffer.allocate(4 * CHUNK).flip();
        ByteBuffer plain = ByteBuffer.allocate(CHUNK);
        long last = 0;
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask();
                            task != null;
                            task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> out.write(wrapped(engine));
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    SSLEngineResult result = engine.unwrap(in, plain);
                    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        last = more(in, arrivals);
                    } else if (result.getStatus() != SSLEngineResult.Status.OK) {
                        throw new SSLException("closed");
                    }
                }
                default -> {
                    return last;
                }
            }
        }
    }

    private long more(ByteBuffer in, BlockingQueue<Arrival> arrivals) throws IOException {
        try {
            Arrival arrival = arrivals.poll(timeoutMillis, TimeUnit.MILLISECONDS);
            if (arrival == null) {
                throw new SocketTimeoutException("no answer");
            }
            if (arrival == END) {
                throw new SSLException("hung up");
            }
            in.compact().put(arrival.bytes()).flip();
            return arrival.at();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] wrapped(SSLEngine engine) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(CHUNK);
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static long micros(long nanos) {
        return (nanos + 999) / 1000;
    }

    private static String sums(Certificate leaf) throws GeneralSecurityException {
        return "certificate=%s key=%s"
                .formatted(sum(leaf.getEncoded()), sum(leaf.getPublicKey().getEncoded()));
    }

    private static String sum(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** One word, since it stands in a line of words. */
    private static String word(Exception e) {
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return said.strip().replaceAll("[^A-Za-z0-9.]+", "-");
    }
}
