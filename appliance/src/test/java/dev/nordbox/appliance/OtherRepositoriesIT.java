package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.git.InProcessHttpsHost;
import dev.nordbox.appliance.git.PrivateGitHost;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications of other repositories, with Argo CD's Secrets, on a real API server. */
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

            cluster.apply(HostLogins.secret(host), ApplyMode.REAL);
            await().until(() -> conditions(controller).contains("no host key of"));
            assertThat(conditions(controller)).contains("kubectl -n argocd create configmap");

            cluster.apply(HostLogins.hostKeys(host), ApplyMode.REAL);
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
        makeTheHostKnown();
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

    @Test
    void sourcesOfTwoRepositoriesAreOneApplicationEachAtItsOwnCommit() throws Exception {
        makeTheHostKnown();
        String shopUrl = host.url("/team/shop.git");
        repository.write("base/base.yaml", configMapText("base", "one"));
        String both =
                application("shop", "base")
                        .replaceFirst(
                                "  source:\n(    .*\n)+",
                                """
                                  sources:
                                  - {repoURL: "%s", path: base, targetRevision: HEAD}
                                  - {repoURL: "%s", path: web, targetRevision: main}
                                  - {repoURL: "%s", targetRevision: main, ref: values}
                                """
                                        .formatted(repository.url(), shopUrl, shopUrl));
        String own = repository.write("argocd/shop.yaml", both).commit();
        String first = shop.head("main");
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> revisions().equals(List.of(own, first, first)));
            await().until(() -> value("base").equals(Optional.of("one")));
            await().until(() -> value("shop").equals(Optional.of("one")));

            String next = shop.write("web/settings.yaml", configMapText("shop", "two")).commit();
            await().until(() -> value("shop").equals(Optional.of("two")));
            await().until(() -> revisions().equals(List.of(own, next, next)));

            String newer =
                    repository.write("base/base.yaml", configMapText("base", "two")).commit();
            await().until(() -> value("base").equals(Optional.of("two")));
            await().until(() -> revisions().equals(List.of(newer, next, next)));
            await().until(() -> controller.status().converged());
            await().until(() -> synced().equals(List.of(newer, next, next)));
        }
    }

    private List<?> revisions() throws Exception {
        return Fields.list(status(), "sync", "revisions");
    }

    /** Where the last entry of the history stands. */
    private List<?> synced() throws Exception {
        List<Object> history = Fields.list(status(), "history");
        return history.isEmpty()
                ? List.of()
                : Fields.list(history.get(history.size() - 1), "revisions");
    }

    private Map<String, Object> status() throws Exception {
        return cluster.get(new ResourceKey("argoproj.io", "Application", "argocd", "shop"))
                .map(object -> Fields.map(object.content(), "status"))
                .orElse(Map.of());
    }

    @Test
    void aRepositoryOverHttpsWantsItsAuthorityAndItsPassword() throws Exception {
        cluster.apply(namespace(), ApplyMode.REAL);
        try (InProcessHttpsHost web = InProcessHttpsHost.inTheNetwork(directory.resolve("host"))) {
            web.require("bot:s3cret");
            repository
                    .write(
                            "argocd/shop.yaml",
                            application("shop", "web", "main")
                                    .replace(host.url("/team/shop.git"), web.url("/team/shop.git")))
                    .commit();
            try (Controller controller = Controller.start(config(), Map.of())) {
                await().until(() -> conditions(controller).contains("argocd-tls-certs-cm"));
                assertThat(web.logins()).as("nothing is shown to whoever it may be").isEmpty();

                cluster.apply(authority(web), ApplyMode.REAL);
                cluster.apply(password(web), ApplyMode.REAL);
                await().until(() -> value("shop").equals(Optional.of("one")));

                String commit =
                        shop.write("web/settings.yaml", configMapText("shop", "two")).commit();
                await().until(() -> value("shop").equals(Optional.of("two")));
                await().until(() -> revision("shop").equals(Optional.of(commit)));
                assertThat(web.logins()).containsOnly("bot:s3cret");
            }
        }
    }

    private static Manifest authority(InProcessHttpsHost web) {
        return object(
                "ConfigMap",
                Map.of("name", "argocd-tls-certs-cm", "namespace", "argocd"),
                "data",
                Map.of(web.address(), web.certificate()));
    }

    private static Manifest password(InProcessHttpsHost web) {
        return object(
                "Secret",
                Map.of(
                        "name", "web",
                        "namespace", "argocd",
                        "labels", Map.of("argocd.argoproj.io/secret-type", "repository")),
                "stringData",
                Map.of("url", web.url("/team/shop.git"), "username", "bot", "password", "s3cret"));
    }

    private static Manifest object(
            String kind, Map<String, Object> metadata, String field, Map<String, String> values) {
        return Manifest.of(
                Map.of("apiVersion", "v1", "kind", kind, "metadata", metadata, field, values),
                "test");
    }

    private void makeTheHostKnown() throws Exception {
        cluster.apply(namespace(), ApplyMode.REAL);
        cluster.apply(HostLogins.secret(host), ApplyMode.REAL);
        cluster.apply(HostLogins.hostKeys(host), ApplyMode.REAL);
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
}
