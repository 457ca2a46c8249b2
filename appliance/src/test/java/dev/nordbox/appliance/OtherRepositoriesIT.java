package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.git.PrivateGitHost;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications of another repository, behind SSH, with Argo CD's Secrets, on a real API server. */
class OtherRepositoriesIT extends ControllerFixture {

    private PrivateGitHost host;
    private TestRepository shop;

    @BeforeEach
    void startHost() throws Exception {
        host = PrivateGitHost.start(directory.resolve("host"));
        shop = new TestRepository(directory.resolve("host/team/shop.git"));
        shop.write("web/settings.yaml", configMapText("shop", "one")).commit();
        repository.write("argocd/shop.yaml", application("shop", "web", "main"));
        repository.commit();
    }

    @AfterEach
    void stopHost() throws Exception {
        shop.close();
        host.close();
    }

    @Test
    void aRepositoryWithItsKeyAndHostKeyIsFollowedAndWithoutThemItIsSaidHow() throws Exception {
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> conditions(controller).contains("there is no key for"));
            assertThat(conditions(controller)).contains("argocd.argoproj.io/secret-type");

            cluster.apply(secret(), ApplyMode.REAL);
            await().until(() -> conditions(controller).contains("no host key of"));
            assertThat(conditions(controller)).contains("kubectl -n argocd create configmap");

            cluster.apply(hostKeys(), ApplyMode.REAL);
            await().until(() -> value("shop").equals(Optional.of("one")));

            String commit = shop.write("web/settings.yaml", configMapText("shop", "two")).commit();
            await().until(() -> value("shop").equals(Optional.of("two")));
            await().until(() -> revision("shop").equals(Optional.of(commit)));
            await().until(() -> controller.status().converged());
        }
    }

    @Test
    void aHostThatIsGoneCostsItsOwnApplicationsAlone() throws Exception {
        repository.write("apps/own/own.yaml", configMapText("own", "one"));
        repository.write("argocd/own.yaml", application("own", "apps/own")).commit();
        cluster.apply(namespace(), ApplyMode.REAL);
        cluster.apply(secret(), ApplyMode.REAL);
        cluster.apply(hostKeys(), ApplyMode.REAL);
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> value("shop").equals(Optional.of("one")));
            host.close();
            await().until(() -> conditions(controller).contains("cannot be reached"));

            cluster.apply(manifest("shop", "tampered"), ApplyMode.REAL);
            await().until(() -> value("shop").equals(Optional.of("one")));

            repository.write("apps/own/own.yaml", configMapText("own", "two")).commit();
            await().until(() -> value("own").equals(Optional.of("two")));
        }
    }

    private static String conditions(Controller controller) {
        return controller.status().applications().stream()
                .flatMap(application -> application.conditions().stream())
                .map(condition -> condition.message())
                .toList()
                .toString();
    }

    private Optional<String> revision(String application) throws Exception {
        return cluster.get(new ResourceKey("argoproj.io", "Application", "argocd", application))
                .flatMap(object -> Fields.text(object.content(), "status", "sync", "revision"));
    }

    private String application(String name, String path, String revision) {
        return application(name, path)
                .replace("repoURL: " + repository.url(), "repoURL: " + host.url("/team/shop.git"))
                .replace("targetRevision: HEAD", "targetRevision: " + revision);
    }

    private static Manifest namespace() {
        return Manifest.of(
                Map.of(
                        "apiVersion", "v1",
                        "kind", "Namespace",
                        "metadata", Map.of("name", "argocd")),
                "test");
    }

    private Manifest secret() throws Exception {
        return Manifest.of(
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of(
                                "name", "host",
                                "namespace", "argocd",
                                "labels", Map.of("argocd.argoproj.io/secret-type", "repo-creds")),
                        "stringData",
                        Map.of(
                                "url", host.url("/team"),
                                "sshPrivateKey", host.privateKey())),
                "test");
    }

    private Manifest hostKeys() {
        return Manifest.of(
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of(
                                "name", "argocd-ssh-known-hosts-cm",
                                "namespace", "argocd"),
                        "data",
                        Map.of("ssh_known_hosts", host.knownHostsLine())),
                "test");
    }
}
