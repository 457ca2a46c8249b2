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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KubesealServerTest {
    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void allClientsTogetherKeepOneProcessorBusy() throws Exception {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (KubesealServer server = new KubesealServer(here, this::keys, new SecureRandom())) {
            CompletableFuture<Integer> first = verify(server, "192.0.2.1");
            assertThat(working.await(3, TimeUnit.MINUTES)).isTrue();

            assertThat(verify(server, "192.0.2.2").get()).isEqualTo(429);

            goOn.countDown();
            assertThat(first.get()).isEqualTo(200);
            assertThat(verify(server, "192.0.2.3").get()).isEqualTo(200);
        }
    }

    private KeyRing keys() {
        working.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new KeyRing(List.of(Vectors.keyB()));
    }

    private CompletableFuture<Integer> verify(KubesealServer server, String from) throws Exception {
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
                        "/v1/verify",
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
