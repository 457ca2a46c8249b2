package dev.nordbox.appliance.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.render.cache.RenderKeys;
import dev.nordbox.appliance.threads.Daemon;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that is not there, or is not what it should be: it costs a moment, and says so. */
class RedisTroubleTest {

    private static final Duration BRIEF = Duration.ofMillis(200);

    /** Where an answer comes, a busy machine may take its time. */
    private static final Duration PATIENT = Duration.ofMinutes(3);

    @TempDir Path directory;
    private Path socket;
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private RedisStore store;

    @BeforeEach
    void open() {
        socket = directory.resolve("redis.sock");
        store = waiting(BRIEF);
    }

    private RedisStore waiting(Duration answer) {
        return new RedisStore(UnixDomainSocketAddress.of(socket), new byte[32], answer, nanos::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anAbsentRedisIsAMissAndAProblem() {
        assertThat(store.get(RenderKeys.any())).isEmpty();
        store.put(RenderKeys.any(), new byte[10]);

        assertThat(store.problem())
                .hasValueSatisfying(
                        problem ->
                                assertThat(problem)
                                        .contains(socket.toString())
                                        .contains("cannot be reached")
                                        .contains("systemctl status nordbox-redis"));
    }

    @Test
    void aSilentRedisHasItsTimeOnceAndIsThenLeftAlone() throws Exception {
        try (ServerSocketChannel server = serve("")) {
            long began = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThat(store.get(RenderKeys.any())).isEmpty();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(10));
            assertThat(asked.get()).isEqualTo(1);
            assertThat(store.problem().orElseThrow()).contains("does not answer in time");

            pass(Duration.ofSeconds(1));
            store.get(RenderKeys.any());
            store.get(RenderKeys.any());
            await().untilAsserted(() -> assertThat(asked.get()).isEqualTo(2));
            pass(Duration.ofSeconds(1));
            store.get(RenderKeys.any());
            assertThat(asked.get()).as("the pause has doubled").isEqualTo(2);
        }
    }

    @Test
    void anAnswerThatTricklesHasNoMoreTimeThanNone() throws Exception {
        try (ServerSocketChannel server = serve("$100\r\n" + "x".repeat(10), 50)) {
            assertThat(store.get(RenderKeys.any())).isEmpty();
            assertThat(store.problem().orElseThrow()).contains("does not answer in time");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2147483647\r\n",
                "$99999999999999999999\r\n",
                "*2147483647\r\n",
                "%3\r\n",
                ">2\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "$abc\r\n",
                "$4\r\nabc"
            })
    void aHostileAnswerTakesNoMemoryAndThrowsNothing(String answer) throws Exception {
        try (ServerSocketChannel server = serve(answer)) {
            assertThat(store.get(RenderKeys.any())).isEmpty();
            assertThat(store.problem()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-LOADING Redis is loading the dataset in memory\r\n",
                "-NOAUTH Authentication required.\r\n",
                "-OOM command not allowed when used memory > 'maxmemory'.\r\n"
            })
    void aRefusalIsToldInOurWords(String answer) throws Exception {
        try (ServerSocketChannel server = serve(answer);
                RedisStore store = waiting(PATIENT)) {
            assertThat(store.get(RenderKeys.any())).isEmpty();
            assertThat(store.problem().orElseThrow())
                    .contains("refuses")
                    .doesNotContain(answer.substring(1, 5));
        }
    }

    @Test
    void whenItAnswersAgainTheProblemIsOver() throws Exception {
        try (RedisStore store = waiting(PATIENT)) {
            store.get(RenderKeys.any());
            assertThat(store.problem()).isPresent();

            try (ServerSocketChannel server = serve("$0\r\n\r\n")) {
                pass(Duration.ofSeconds(1));
                assertThat(store.get(RenderKeys.any())).isEmpty();
                assertThat(store.problem()).isEmpty();
            }
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private ServerSocketChannel serve(String answer) throws IOException {
        return serve(answer, 0);
    }

    /** Answers each connection with the same bytes, and leaves it open. */
    private ServerSocketChannel serve(String answer, int pauseMillis) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Daemon.of(() -> accept(server, answer, pauseMillis), "fake redis").start();
        return server;
    }

    private void accept(ServerSocketChannel server, String answer, int pauseMillis) {
        try {
            while (true) {
                SocketChannel client = server.accept();
                asked.incrementAndGet();
                Daemon.of(() -> answer(client, answer, pauseMillis), "fake redis").start();
            }
        } catch (IOException e) {
            return; // the test is over
        }
    }

    private static void answer(SocketChannel client, String answer, int pauseMillis) {
        try {
            OutputStream out = Channels.newOutputStream(client);
            for (byte one : answer.getBytes(StandardCharsets.US_ASCII)) {
                out.write(one);
                Thread.sleep(pauseMillis); // the server dawdles, the test does not
            }
        } catch (IOException | InterruptedException e) {
            return; // the client has had enough
        }
    }
}
