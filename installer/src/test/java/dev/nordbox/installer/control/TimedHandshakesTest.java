package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes with servers on this machine, which is no distance at all. */
class TimedHandshakesTest {
    private static final int SAMPLES = 24;

    /** However busy this machine is. */
    private static final Duration PATIENT = Duration.ofMinutes(5);

    @TempDir Path folder;

    @Test
    void whoeverHoldsTheKeyIsTimedAndNamed() throws Exception {
        try (TlsServer server = TlsServer.start(folder, "TLSv1.3")) {
            List<String> lines = lines("near", "127.0.0.1", server.port(), SAMPLES);

            assertThat(lines).hasSize(2);
            assertThat(Seen.words(lines.get(0)))
                    .containsEntry("address", "127.0.0.1")
                    .containsEntry("tries", "24")
                    .containsEntry("failed", "0");
            Map<String, String> leaf = Seen.words(lines.get(1));
            assertThat(lines.get(1)).startsWith("near certificate=");
            assertThat(leaf)
                    .containsEntry("certificate", server.certificate())
                    .containsEntry("key", server.key())
                    .containsEntry("done", "24");
            assertThat(Long.parseLong(leaf.get("tls")))
                    .as("microseconds of the fastest, with what the server computes")
                    .isPositive();
        }
    }

    /** A session that is taken up again would be signed by nobody. */
    @Test
    void eachHandshakeIsAWholeOne() throws Exception {
        try (TlsServer server = TlsServer.start(folder, "TLSv1.3");
                CountingRelay relay = new CountingRelay(server.port())) {
            lines("near", "127.0.0.1", relay.port(), 3);

            for (int i = 0; i < 3; i++) {
                assertThat(relay.answers.take())
                        .as("bytes of an answer: with a certificate in it")
                        .isGreaterThan(500);
            }
        }
    }

    /** Who answers first and passes on later cannot shorten the time. */
    @Test
    void aRelayThatTakesItsTimeMakesTheBoundWiderNeverNarrower() throws Exception {
        try (TlsServer server = TlsServer.start(folder, "TLSv1.3");
                CountingRelay relay = new CountingRelay(server.port())) {
            relay.delayMillis = 30;

            Map<String, String> leaf =
                    Seen.words(lines("far", "127.0.0.1", relay.port(), 3).get(1));
            Map<String, String> way = Seen.words(lines("far", "127.0.0.1", relay.port(), 3).get(0));

            assertThat(Long.parseLong(leaf.get("tls"))).isGreaterThanOrEqualTo(30_000);
            assertThat(Long.parseLong(way.get("tcp")))
                    .as("that anybody on the way may answer, and so it proves nothing")
                    .isLessThan(30_000);
        }
    }

    @Test
    void anOlderTlsIsNotTaken() throws Exception {
        try (TlsServer server = TlsServer.start(folder, "TLSv1.2")) {
            List<String> lines = lines("old", "127.0.0.1", server.port(), SAMPLES);

            assertThat(lines).hasSize(1);
            assertThat(Seen.words(lines.get(0)))
                    .containsEntry("tries", "3")
                    .containsEntry("failed", "3");
            assertThat(Seen.words(lines.get(0)).get("because")).isNotEmpty();
        }
    }

    @Test
    void aClosedPortEndsAfterAFewTries() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(lines("gone", "127.0.0.1", port, SAMPLES))
                .singleElement()
                .asString()
                .startsWith(
                        "gone address=127.0.0.1 tries=3 failed=3 tcp= because=Connection-refused");
    }

    @Test
    void aNameThatLeadsNowhereIsTold() {
        assertThat(lines("lost", "anchor.invalid", 443, SAMPLES))
                .containsExactly("lost address= tries=0 failed=0 tcp= because=no-address");
    }

    @Test
    void theBoxStartsThisProgram() {
        assertThat(Script.beside(Inspection.class, "anchors.sh"))
                .contains(" " + TimedHandshakes.class.getName() + " \"$@\"");
    }

    @Test
    void asAProgramItTellsOfEach() throws Exception {
        try (TlsServer server = TlsServer.start(folder, "TLSv1.3")) {
            Process program =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    itsClasses(),
                                    TimedHandshakes.class.getName(),
                                    "2",
                                    "near=127.0.0.1=" + server.port(),
                                    "lost=anchor.invalid=443")
                            .start();
            String told =
                    new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(program.waitFor()).isZero();
            assertThat(told.lines())
                    .satisfiesExactly(
                            one -> assertThat(one).startsWith("near address=127.0.0.1 tries=2"),
                            one -> assertThat(one).contains("key=" + server.key()),
                            one -> assertThat(one).startsWith("lost "));
        }
    }

    private static List<String> lines(String name, String host, int port, int samples) {
        return TimedHandshakes.lines(name, host, port, samples, PATIENT);
    }

    /** Nothing but Java's own and what it is in, as in the box' jar. */
    private static String itsClasses() throws Exception {
        return Path.of(
                        TimedHandshakes.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                .toString();
    }

    /** Somebody on the way: passes everything on, and counts what the server answers. */
    private static final class CountingRelay implements AutoCloseable {
        private final ServerSocket socket =
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int target;
        private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
        private volatile int delayMillis;

        CountingRelay(int target) throws IOException {
            this.target = target;
            Thread thread = new Thread(this::accept, "relay");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void accept() {
            while (!socket.isClosed()) {
                try (Socket near = socket.accept();
                        Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
                    near.setTcpNoDelay(true);
                    far.setTcpNoDelay(true);
                    pass(near.getInputStream(), far);
                    Thread back = new Thread(() -> passAll(near, far), "relay back");
                    back.setDaemon(true);
                    back.start();
                    answer(far.getInputStream(), near.getOutputStream());
                } catch (IOException e) {
                    // One side went away.
                }
            }
        }

        private void answer(InputStream from, OutputStream to) throws IOException {
            int bytes = 0;
            byte[] buffer = new byte[1 << 16];
            try {
                for (int n = from.read(buffer); n > 0; n = from.read(buffer)) {
                    bytes += n;
                    to.write(buffer, 0, n);
                }
            } finally {
                answers.add(bytes);
            }
        }

        private void pass(InputStream in, Socket to) throws IOException {
            byte[] hello = new byte[1 << 16];
            int n = in.read(hello);
            LockSupport.parkNanos(delayMillis * 1_000_000L);
            if (n > 0) {
                to.getOutputStream().write(hello, 0, n);
            }
        }

        private static void passAll(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException e) {
                // One side went away.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
