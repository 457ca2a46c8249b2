package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfig.Webhook;
import dev.nordbox.appliance.git.PrivateGitHost;
import dev.nordbox.appliance.git.TestRepository;
import java.net.InetAddress;
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
        int port = SignedPush.freePort();
        try (Controller controller = start(port)) {
            await().until(() -> controller.status().converged());

            configMap("settings", "two").commit();
            assertThat(push(port, "not the secret", repository.url())).isEqualTo(403);
            assertThat(push(port, SECRET, repository.url())).isEqualTo(202);

            await().until(() -> value("settings").equals(Optional.of("two")));
        }
    }

    /** Both are asked once an hour: the key that comes is heard of, and so is the push. */
    @Test
    void soIsOneToAnotherRepositoryWhoseKeyComesLate() throws Exception {
        int port = SignedPush.freePort();
        try (PrivateGitHost host = PrivateGitHost.start(directory.resolve("host"));
                TestRepository shop = new TestRepository(directory.resolve("host/team/shop.git"))) {
            shop.write("web/settings.yaml", configMapText("shop", "one")).commit();
            String url = host.url("/team/shop.git");
            repository.write(
                    "argocd/shop.yaml", application("shop", "web").replace(repository.url(), url));
            repository.write("apps/own/own.yaml", configMapText("own", "one"));
            repository.write("argocd/own.yaml", application("own", "apps/own")).commit();
            try (Controller controller = start(port)) {
                await().until(() -> value("own").equals(Optional.of("one")));
                await().until(() -> problem(controller).contains("there is no key for"));
                cluster.apply(HostLogins.secret(host), ApplyMode.REAL);
                cluster.apply(HostLogins.hostKeys(host), ApplyMode.REAL);
                await().until(() -> value("shop").equals(Optional.of("one")));

                repository.write("apps/own/own.yaml", configMapText("own", "two")).commit();
                shop.write("web/settings.yaml", configMapText("shop", "two")).commit();
                assertThat(push(port, SECRET, url)).isEqualTo(202);

                await().until(() -> value("shop").equals(Optional.of("two")));
                assertThat(value("own")).as("nobody told of it").contains("one");
            }
        }
    }

    private static String problem(Controller controller) {
        return controller.status().applications().stream()
                .flatMap(application -> application.conditions().stream())
                .map(condition -> condition.message())
                .toList()
                .toString();
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

    private int push(int port, String token, String url) throws Exception {
        String body = "{\"project\": {\"git_http_url\": \"" + url + "\"}}";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhook"))
                        .header("X-Gitlab-Token", token)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
