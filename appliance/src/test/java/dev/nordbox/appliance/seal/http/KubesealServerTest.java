package dev.nordbox.appliance.seal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.Vectors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KubesealServerTest {
    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void allClientsTogetherKeepOneProcessorBusy() throws Exception {
        try (KubesealServer server = server(this::keysInTime, local -> true)) {
            CompletableFuture<Integer> first = ask(server, "/v1/verify", "192.0.2.1");
            assertThat(working.await(3, TimeUnit.MINUTES)).isTrue();

            assertThat(ask(server, "/v1/verify", "192.0.2.2").get()).isEqualTo(429);

            goOn.countDown();
            assertThat(first.get()).isEqualTo(200);
            assertThat(ask(server, "/v1/verify", "192.0.2.3").get()).isEqualTo(200);
        }
    }

    @Test
    void oneClientMayAskThreeTimesAtOnce() throws Exception {
        try (KubesealServer server = server()) {
            assertThat(ask(server, "/v1/rotate", List.of("a", "a", "a", "a")))
                    .containsExactly(200, 200, 200, 429);
        }
    }

    @Test
    void eachClientAndEachPathHasALimitOfItsOwn() throws Exception {
        try (KubesealServer server = server()) {
            assertThat(ask(server, "/v1/rotate", List.of("a", "a", "a", "b")))
                    .containsExactly(200, 200, 200, 200);
            assertThat(ask(server, "/v1/verify", List.of("a"))).containsExactly(200);
        }
    }

    @Test
    void anAddressThatAClientMadeUpGivesItNoOtherLimit() throws Exception {
        try (KubesealServer server = server()) {
            assertThat(ask(server, "/v1/verify", List.of("w, a", "x, a", "y,a", "z, a")))
                    .containsExactly(200, 200, 200, 429);
        }
    }

    @Test
    void anAddressThatAClientMadeUpTakesNothingFromWhoeverHasIt() throws Exception {
        try (KubesealServer server = server()) {
            assertThat(ask(server, "/v1/verify", List.of("a, x", "a, y", "a, z", "a")))
                    .containsExactly(200, 200, 200, 200);
        }
    }

    @Test
    void nobodyFromElsewhereIsAnsweredWhateverItAsks() throws Exception {
        try (KubesealServer server = server(KubesealServerTest::keys, local -> false)) {
            for (String path : List.of("/healthz", "/v1/cert.pem", "/v1/verify", "/v1/rotate")) {
                assertThat(ask(server, path, "192.0.2.1").get()).as(path).isEqualTo(403);
            }
        }
    }

    @Test
    void onlyAnAddressOfThisMachineIsLocal() throws Exception {
        assertThat(KubesealServer.isLocal(InetAddress.getLoopbackAddress())).isTrue();
        assertThat(KubesealServer.isLocal(InetAddress.getByName("192.0.2.1"))).isFalse();
    }

    /** Its clock stands still: on a busy machine four requests may take more than a second. */
    private static KubesealServer server() throws Exception {
        return server(KubesealServerTest::keys, KubesealServer::isLocal);
    }

    private static KubesealServer server(Supplier<KeyRing> keys, Predicate<InetAddress> local)
            throws Exception {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new KubesealServer(here, keys, new SecureRandom(), local, () -> 0);
    }

    private static KeyRing keys() {
        return new KeyRing(List.of(Vectors.keyB()));
    }

    private KeyRing keysInTime() {
        working.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return keys();
    }

    /** One after the other. */
    private List<Integer> ask(KubesealServer server, String path, List<String> clients)
            throws Exception {
        List<Integer> answers = new ArrayList<>();
        for (String from : clients) {
            answers.add(ask(server, path, from).get());
        }
        return answers;
    }

    private CompletableFuture<Integer> ask(KubesealServer server, String path, String from)
            throws Exception {
        Map<String, Object> secret =
                Map.of(
                        "metadata",
                        Map.of("name", "db", "namespace", "shop"),
                        "data",
                        Map.of("password", "eA=="));
        byte[] sealed =
                Json.print(
                        new Sealing(Vectors.keyB().certificate(), new SecureRandom())
                                .seal(secret, Scope.STRICT));
        URI address =
                new URI(
                        "http",
                        null,
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        server.port(),
                        path,
                        null,
                        null);
        return client.sendAsync(
                        HttpRequest.newBuilder(address)
                                .header("X-Forwarded-For", from)
                                .timeout(Duration.ofMinutes(3))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(sealed))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }
}
