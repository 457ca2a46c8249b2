package dev.nordbox.appliance;

import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfig.Repo;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.OpenSshHost;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The controller between what runs on most Git hosts, OpenSSH and git itself, and an API server.
 */
class OpenSshIT extends ControllerFixture {

    private OpenSshHost host;

    @BeforeEach
    void startHost() throws Exception {
        host = OpenSshHost.start();
    }

    @AfterEach
    void stopHost() throws Exception {
        host.close();
    }

    @Test
    void commitsArriveAlsoOverAConnectionThatHadToBeMadeAgain() throws Exception {
        String url = host.url(OpenSshHost.REPOSITORY);
        host.write(
                "argocd/web.yaml", application("web", "apps/web").replace(repository.url(), url));
        String first = commit("one");
        try (Controller controller = Controller.start(following(url), Map.of())) {
            await().until(() -> value("web").equals(Optional.of("one")));
            await().until(() -> revision().equals(Optional.of(first)));

            host.sh("pkill -f '^sshd: root' || true");
            String next = commit("two");

            await().until(() -> value("web").equals(Optional.of("two")));
            await().until(() -> revision().equals(Optional.of(next)));
            await().until(() -> controller.status().converged());
        }
    }

    private String commit(String value) throws Exception {
        return host.write("apps/web/web.yaml", configMapText("web", value)).commit();
    }

    private Optional<String> revision() throws Exception {
        return cluster.get(new ResourceKey("argoproj.io", "Application", "argocd", "web"))
                .flatMap(object -> Fields.text(object.content(), "status", "sync", "revision"));
    }

    private ControllerConfig following(String url) throws Exception {
        ControllerConfig plain = config();
        Repo repo =
                new Repo(
                        GitUrl.parse(url),
                        "main",
                        "",
                        Optional.of(host.writeKey(directory.resolve("id"))),
                        Optional.of(
                                Files.writeString(
                                        directory.resolve("hosts"), host.knownHostsLine())),
                        Optional.empty(),
                        Duration.ofMillis(200));
        return new ControllerConfig(
                repo,
                K3S.kubeconfig(),
                plain.stateDir(),
                plain.socket(),
                plain.adopt(),
                plain.cache(),
                plain.webhook(),
                plain.sealing());
    }
}
