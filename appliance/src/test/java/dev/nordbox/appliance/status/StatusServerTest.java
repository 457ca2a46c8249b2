package dev.nordbox.appliance.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.nordbox.appliance.threads.Daemon;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusServerTest {

    private static final String ME = System.getProperty("user.name");

    @TempDir Path directory;
    private Path socket;
    private final AtomicInteger syncs = new AtomicInteger();
    private Map<String, Object> status = Map.of("revision", "abc");
    private Optional<Question> asked = Optional.empty();
    private final List<String> askers = new CopyOnWriteArrayList<>();

    private final ControllerEndpoint controller =
            new ControllerEndpoint() {
                @Override
                public Map<String, Object> status() {
                    return status;
                }

                @Override
                public Answer answer(Question question) {
                    asked = Optional.of(question);
                    return question.path().contains("nobody")
                            ? Answer.refused(Answer.Refusal.NOT_FOUND, "no nobody", "ask for web")
                            : Answer.of(Map.of("name", "web"));
                }

                @Override
                public void sync(String asker) {
                    askers.add(asker);
                    syncs.incrementAndGet();
                }
            };

    @BeforeEach
    void nameSocket() {
        socket = directory.resolve("run/controller.sock");
    }

    @Test
    void statusIsToldAsItIsNow() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller)) {
            StatusClient client = new StatusClient(socket);
            assertThat(client.json()).isEqualTo("{\"revision\":\"abc\"}");
            status = Map.of("revision", "def");
            assertThat(client.status()).isEqualTo(status);
        }
    }

    @Test
    void largeStatusArrivesWhole() throws Exception {
        status = Map.of("text", "x".repeat(5_000_000));
        try (StatusServer server = StatusServer.start(socket, controller)) {
            assertThat(new StatusClient(socket).status()).isEqualTo(status);
        }
    }

    @Test
    void syncIsPassedOn() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller)) {
            new StatusClient(socket).sync();
            assertThat(syncs).hasValue(1);
            assertThat(askers).containsExactly(ME);
        }
    }

    @Test
    void whoLoggedInIsNamedBesideTheUserWhomTheKernelKnows() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller)) {
            StatusClient client = new StatusClient(socket, "kari with SHA256:abc\u001b[2J\r\nX: y");
            client.sync();
            client.json("POST /applications/web/hold");
            send("POST /sync HTTP/1.0\r\non-behalf-of:  ola \r\n\r\n");
            new StatusClient(socket, ME).sync();

            String kari = ME + " for kari with SHA256:abc?[2J??X: y";
            assertThat(askers).containsExactly(kari, ME + " for ola", ME);
            assertThat(asked.orElseThrow().asker()).isEqualTo(kari);
        }
    }

    @Test
    void aQuestionAboutAnApplicationCarriesItsParametersAndWhoAsks() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller)) {
            assertThat(
                            new StatusClient(socket)
                                    .json(
                                            "POST /applications/web/sync?prune=true"
                                                    + "&resource=apps%3ADeployment%3Aweb"
                                                    + "&resource=%3AConfigMap%3Aa%20b"))
                    .isEqualTo("{\"name\":\"web\"}");
            Question question = asked.orElseThrow();
            assertThat(question.method()).isEqualTo("POST");
            assertThat(question.path()).containsExactly("applications", "web", "sync");
            assertThat(question.flag("prune")).isTrue();
            assertThat(question.flag("dryRun")).isFalse();
            assertThat(question.all("resource"))
                    .containsExactly("apps:Deployment:web", ":ConfigMap:a b");
            assertThat(question.asker()).isEqualTo(ME);
        }
    }

    @Test
    void aRefusalArrivesWithItsWordsAndABrokenQuestionIsOne() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller)) {
            StatusClient client = new StatusClient(socket);
            assertThat(client.json("GET /applications/nobody"))
                    .contains("NOT_FOUND", "no nobody", "ask for web");
            assertThat(client.json("GET /applications/%zz")).contains("INVALID");
            assertThat(send("GET /applications/nobody HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.0 404");
        }
    }

    @Test
    void otherRequestsAreRefusedAndTheServerLivesOn() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller)) {
            assertThat(send("DELETE /status HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.0 404");
            assertThat(send("\0\0\r\n\r\n")).startsWith("HTTP/1.0 404");
            assertThat(send("GET /" + "x".repeat(20_000))).isEmpty();
            assertThat(new StatusClient(socket).status()).isEqualTo(status);
        }
    }

    @Test
    void clientThatSaysNothingDoesNotKeepOthersFromTheirAnswer() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller);
                SocketChannel mute = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            assertThat(mute.isConnected()).isTrue();
            assertTimeout(
                    Duration.ofSeconds(3),
                    () -> assertThat(new StatusClient(socket).status()).isEqualTo(status));
        }
    }

    @Test
    void whatIsKnownIsToldWhileTheApiServerHangsAndSoIsThatItDoes() throws Exception {
        CountDownLatch lag = new CountDownLatch(1);
        ExecutorService people = Daemon.pool("people", Answers.MOST_IN_HAND + 2);
        ControllerEndpoint lagging = new Lagging(lag);
        try (StatusServer server = StatusServer.start(socket, lagging, Duration.ofMinutes(5))) {
            StatusClient client = new StatusClient(socket);
            List<Future<String>> waiting = new ArrayList<>();
            for (String request :
                    List.of("GET /applications/web/diff", "POST /applications/web/sync")) {
                for (int i = 0; i < Answers.MOST_IN_HAND / 2 + 1; i++) {
                    waiting.add(people.submit(() -> client.json(request)));
                }
            }
            await().until(() -> waiting.stream().filter(Future::isDone).count() == 2);

            for (int i = 0; i < 20; i++) {
                assertThat(client.status()).isEqualTo(status);
                assertThat(client.json("GET /applications")).contains("web");
                assertThat(client.json("GET /applications/web/why")).contains("web");
                assertThat(client.json("GET /audit?within=PT1H")).contains("web");
            }
            lag.countDown();
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : waiting) {
                answers.add(answer.get());
            }
            assertThat(answers)
                    .filteredOn(answer -> !answer.equals("{\"name\":\"web\"}"))
                    .hasSize(2)
                    .allMatch(answer -> answer.contains("wait for the API server already"));
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void whoWaitsForTheApiServerIsToldInTimeThatItDoesNotAnswer() throws Exception {
        ControllerEndpoint lagging = new Lagging(new CountDownLatch(1));
        try (StatusServer server = StatusServer.start(socket, lagging, Duration.ofSeconds(1))) {
            assertThat(new StatusClient(socket).json("POST /applications/web/hold"))
                    .contains("SILENT", "not answered within 1 s", "may be done all the same");
        }
    }

    /** Whatever needs the API server hangs until it answers. */
    private final class Lagging implements ControllerEndpoint {
        private final CountDownLatch answered;

        Lagging(CountDownLatch answered) {
            this.answered = answered;
        }

        @Override
        public Map<String, Object> status() {
            return status;
        }

        @Override
        public Answer answer(Question question) {
            if (question.method().equals("POST") || question.path().contains("diff")) {
                try {
                    answered.await();
                } catch (InterruptedException e) {
                    return Answer.of(Map.of("name", "given up"));
                }
            }
            return Answer.of(Map.of("name", "web"));
        }

        @Override
        public void sync(String asker) {}
    }

    @Test
    void onlyOwnerAndGroupMayConnect() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void socketOfAKilledControllerIsTakenOver() throws Exception {
        Files.createDirectories(socket.getParent());
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();
        assertThat(socket).exists();
        try (StatusServer server = StatusServer.start(socket, controller)) {
            assertThat(new StatusClient(socket).status()).isEqualTo(status);
        }
    }

    @Test
    void socketOfALivingControllerIsNot() throws Exception {
        try (StatusServer server = StatusServer.start(socket, controller)) {
            assertThatThrownBy(() -> StatusServer.start(socket, controller))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another controller");
            assertThat(new StatusClient(socket).status()).isEqualTo(status);
        }
    }

    @Test
    void fileThatIsNoSocketIsLeftAlone() throws Exception {
        Files.createDirectories(socket.getParent());
        Files.writeString(socket, "precious");
        assertThatThrownBy(() -> StatusServer.start(socket, controller))
                .hasMessageContaining("no socket");
        assertThat(socket).hasContent("precious");
    }

    @Test
    void missingControllerIsSaidWithWhatToDo() {
        assertThatThrownBy(() -> new StatusClient(socket).json())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("systemctl status nordbox");
    }

    private String send(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            while (channel.read(answer) > 0) {
                // until the server closes
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
