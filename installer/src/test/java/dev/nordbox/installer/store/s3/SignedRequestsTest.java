package dev.nordbox.installer.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.StoreRefused;
import dev.nordbox.installer.store.StoredFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a healthy server of the tests does not answer. */
class SignedRequestsTest {
    private static final String EMPTY = "<ListMultipartUploadsResult/>";

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private HttpServer server;

    private record Reply(int status, String body) {}

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    Reply reply = replies.remove();
                    byte[] body = reply.body().getBytes();
                    exchange.getResponseHeaders().add("ETag", "\"tag\"");
                    exchange.sendResponseHeaders(reply.status(), body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void aBusyStoreIsTriedAgainWithGrowingPauses() throws IOException {
        answers(503, error("SlowDown"));
        answers(500, "");
        answers(200, EMPTY);

        store().receive("kit");

        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(replies).isEmpty();
    }

    @Test
    void aStoreThatStaysBusyIsToldInTheEnd() {
        for (int i = 0; i < 4; i++) {
            answers(503, error("SlowDown"));
        }

        refused("the store is busy (SlowDown)", "try again later");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied | the credentials may not do that | below boxes/",
                "507 | QuotaExceeded | the store is full | backup.keep",
                "301 | PermanentRedirect | is not in region no-1, but in mars-1 | region",
                "404 | NoSuchUpload | does not know the upload any more | run it again",
                "404 | NoSuchThing | answers 404, NoSuchThing | documentation"
            })
    void whatAStoreRefusesIsToldWithWhatHelps(int status, String code, String what, String remedy) {
        for (int i = 0; i < (status < 500 ? 1 : 4); i++) {
            answers(status, error(code));
        }

        refused(what, remedy);
    }

    @ParameterizedTest
    @CsvSource({"404, <html>nothing</html>", "405, ''", "200, <html><p>Welcome"})
    void aServerThatIsNoStoreIsTold(int status, String body) {
        answers(status, body);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store().receive("kit"))
                .withMessageMatching(".*(not as an S3 store does|answer cannot be read)");
    }

    @Test
    void aServerThatBreaksOffTheHandshakeIsNotCalledUntrusted() throws IOException {
        try (ServerSocket relay = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread hangingUp = new Thread(() -> hangUp(relay), "relay");
            hangingUp.setDaemon(true);
            hangingUp.start();
            S3Place overTls = place(URI.create("https://127.0.0.1:" + relay.getLocalPort()));

            assertThatExceptionOfType(StoreRefused.class)
                    .isThrownBy(() -> store(overTls).receive("kit"))
                    .withMessageContaining("the connection to 127.0.0.1:")
                    .matches(e -> e.remedy().contains("backup.target.s3.endpoint"));
        }
        assertThat(pauses).as("tried again").hasSize(3);
    }

    @Test
    void anAnswerThatStopsInItsMiddleIsTriedAgainAndNotWaitedForForEver() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answerHalf(silent), "silent");
            answering.setDaemon(true);
            answering.start();
            S3Place place = place(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
            S3Store stalled = store(place, Duration.ofMillis(500));

            assertThatExceptionOfType(StoreRefused.class)
                    .isThrownBy(() -> stalled.read(new StoredFile("kit", 100)).readAllBytes())
                    .withMessageMatching("cannot read boxes/kit: 127.0.0.1:\\d+ does not answer");
        }
        assertThat(pauses).as("tried again").hasSize(3);
    }

    private static void answerHalf(ServerSocket silent) {
        List<Socket> held = new ArrayList<>(); // and never closed before the test is over
        try {
            while (true) {
                Socket socket = silent.accept();
                held.add(socket);
                socket.getOutputStream()
                        .write(
                                "HTTP/1.1 206 Partial\r\nContent-Length: 100\r\n\r\nhalf"
                                        .getBytes());
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /** As a relay does whose store is away. */
    private static void hangUp(ServerSocket relay) {
        try {
            while (true) {
                relay.accept().close();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void aDocumentThatNamesOthersIsNotRead() {
        answers(200, "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store().receive("kit"))
                .withMessage("the store's answer cannot be read");
    }

    @Test
    void aSuccessThatTellsOfAnErrorIsNone() throws IOException {
        answers(200, EMPTY);
        answers(
                200,
                "<InitiateMultipartUploadResult><UploadId>1</UploadId>"
                        + "</InitiateMultipartUploadResult>");
        answers(200, "");
        answers(200, "");
        answers(200, error("InternalError"));
        answers(204, "");

        try (Incoming file = store().receive("kit")) {
            file.stream().write(new byte[S3Upload.PART + 1]);
            assertThatExceptionOfType(StoreRefused.class)
                    .isThrownBy(file::keep)
                    .withMessage("cannot put boxes/kit together: the store answers InternalError");
        }
        assertThat(replies).as("what is not kept is aborted").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"boxes/kit, 0, true", "boxes/kit, 1, false", "boxes/kit2, 0, false"})
    void anObjectWhosePuttingTogetherWasAnsweredInVainIsKept(String key, int more, boolean kept)
            throws IOException {
        answers(200, EMPTY);
        answers(
                200,
                "<InitiateMultipartUploadResult><UploadId>1</UploadId>"
                        + "</InitiateMultipartUploadResult>");
        answers(200, "");
        answers(200, "");
        answers(500, ""); // the answer that was lost on its way
        answers(404, error("NoSuchUpload"));
        answers(
                200,
                "<ListBucketResult><Contents><Key>%s</Key><Size>%d</Size></Contents></ListBucketResult>"
                        .formatted(key, S3Upload.PART + 1 + more));
        if (!kept) {
            answers(204, "");
        }

        try (Incoming file = store().receive("kit")) {
            file.stream().write(new byte[S3Upload.PART + 1]);
            if (kept) {
                file.keep();
            } else {
                assertThatExceptionOfType(StoreRefused.class)
                        .isThrownBy(file::keep)
                        .withMessageContaining("does not know the upload any more");
            }
        }
        assertThat(replies).as("only what is not kept is aborted").isEmpty();
    }

    private void answers(int status, String body) {
        replies.add(new Reply(status, body));
    }

    private static String error(String code) {
        return "<Error><Code>%s</Code><Message>c4n4ry</Message><Region>mars-1</Region></Error>"
                .formatted(code);
    }

    private void refused(String what, String remedy) {
        assertThatExceptionOfType(StoreRefused.class)
                .isThrownBy(() -> store().receive("kit"))
                .satisfies(
                        e -> {
                            assertThat(e).hasMessageContaining(what);
                            assertThat(e.getMessage()).doesNotContain("c4n4ry");
                            assertThat(e.remedy()).contains(remedy);
                        });
    }

    private S3Store store() throws IOException {
        return store(place(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    private static S3Place place(URI endpoint) {
        return new S3Place("the store", endpoint, "kits", "boxes", "no-1", true);
    }

    private S3Store store(S3Place place) throws IOException {
        return store(place, Duration.ofMinutes(15));
    }

    private S3Store store(S3Place place, Duration answer) throws IOException {
        return new S3Store(
                place,
                new SignedRequests(
                        place,
                        new S3Credentials("access", "secret"),
                        TrustedCas.of(Optional.empty(), ""),
                        Clock.systemUTC(),
                        pauses::add,
                        answer));
    }
}
