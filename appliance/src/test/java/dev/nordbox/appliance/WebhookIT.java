package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfig.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A push that is told, between a Git repository that is hardly ever polled and an API server. */
class WebhookIT extends ControllerFixture {

    private static final String SECRET = "correct horse battery staple";

    @Test
    void aPushThatIsToldIsAppliedLongBeforeTheNextPoll() throws Exception {
        configMap("settings", "one").commit();
        int port = freePort();
        try (Controller controller = start(port)) {
            await().until(() -> controller.status().converged());

            configMap("settings", "two").commit();
            assertThat(push(port, "not the secret")).isEqualTo(403);
            assertThat(push(port, SECRET)).isEqualTo(202);

            await().until(() -> value("settings").equals(Optional.of("two")));
        }
    }

    private Controller start(int port) throws Exception {
        ControllerConfig plain = config(Duration.ofHours(1));
        return Controller.start(
                new ControllerConfig(
                        plain.repo(),
                        K3S.kubeconfig(),
                        plain.stateDir(),
                        plain.socket(),
                        plain.adopt(),
                        plain.cache(),
                        Optional.of(
                                new Webhook(
                                        InetAddress.getLoopbackAddress(),
                                        port,
                                        "/webhook",
                                        Files.writeString(directory.resolve("secret"), SECRET))),
                        plain.sealing()),
                Map.of());
    }

    private int push(int port, String token) throws Exception {
        String body = "{\"project\": {\"git_http_url\": \"" + repository.url() + "\"}}";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhook"))
                        .header("X-Gitlab-Token", token)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
