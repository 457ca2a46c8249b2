package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.config.ClusterAccess;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.control.KeyList;
import dev.nordbox.appliance.status.StatusClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process, one real repository, two clusters of which one is in trouble. */
class ClustersApartTest {

    @TempDir Path directory;
    private final InMemoryCluster fsn = new InMemoryCluster();
    private final InMemoryCluster hel = new InMemoryCluster();
    private TestRepository repository;

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
    }

    @BeforeEach
    void write() {
        repository = new TestRepository(directory.resolve("infra.git"));
        application("web-fsn", "fsn", "one");
        application("web-hel", "hel", "one").commit();
    }

    @AfterEach
    void close() throws Exception {
        repository.close();
    }

    @Test
    void oneThatHangsNeverDelaysTheOther() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        fsn.failWith(request -> hang(answer));
        try (Controller controller = Controller.start(config(), clusters())) {
            await().until(() -> value(hel, "web-hel").equals(Optional.of("one")));

            application("web-hel", "hel", "two").commit();

            await().until(() -> value(hel, "web-hel").equals(Optional.of("two")));
            assertThat(new StatusClient(socket("hel")).json()).contains("\"web-hel\"");
            assertThat(new StatusClient(socket("fsn")).json()).contains("has not answered yet");
            assertThatThrownBy(() -> new StatusClient(directory.resolve("run.sock")).json())
                    .hasMessageContaining("name one with --cluster: fsn, hel");
            assertThatThrownBy(() -> new StatusClient(socket("oslo")).json())
                    .hasMessageContaining("name one with --cluster: fsn, hel");
            answer.countDown();
            fsn.failWith(request -> {});
            await().until(() -> value(fsn, "web-fsn").equals(Optional.of("one")));
            awaitSealingKeys();
        } finally {
            answer.countDown();
        }
    }

    @Test
    void anUnreachableOneIsWaitedForWithItsReasonAndTheEndIsTheWorstTrueCause() throws Exception {
        fsn.failWith(
                request -> {
                    throw new ApiUnavailable("https://fsn.example:6443: Connection refused");
                });
        try (Controller controller = Controller.start(config(), clusters())) {
            await().until(() -> controller.cluster("hel").status().converged());

            ControllerOutcome outcome = controller.once(Duration.ofMillis(1));

            assertThat(outcome.ending()).isEqualTo(Ending.NOT_SYNCED);
            assertThat(outcome.reasons())
                    .containsExactly("fsn: https://fsn.example:6443: Connection refused");
            fsn.failWith(request -> {});
            assertThat(controller.once(Duration.ofMinutes(3)).ending()).isEqualTo(Ending.CONVERGED);
            awaitSealingKeys();
        }
        assertThat(directory.resolve("state/clusters/fsn/audit")).isDirectory();
        assertThat(directory.resolve("state/clusters/hel/audit")).isDirectory();
        assertThat(holder(fsn)).isEmpty();
        assertThat(holder(hel)).isEmpty();
    }

    /** As on a box, where nothing has another place than before. */
    @Test
    void oneThatNeedsNoNameHasTheFolderAndTheSocketItself() throws Exception {
        application("web", "in-cluster", "one").commit();
        ControllerConfig config = config(List.of(ClusterAccess.only(Path.of("kubeconfig"))));
        OpenClusters.Opened alone =
                new OpenClusters.Opened(config.clusters().get(0), ClusterNames.IN_CLUSTER, fsn);
        try (Controller controller = Controller.start(config, new OpenClusters(List.of(alone)))) {
            await().until(() -> value(fsn, "web").equals(Optional.of("one")));

            assertThat(new StatusClient(directory.resolve("run.sock")).json()).contains("\"web\"");
            assertThat(directory.resolve("state/audit")).isDirectory();
            assertThat(directory.resolve("state/render-key")).isRegularFile();
            assertThat(directory.resolve("state/clusters")).doesNotExist();
            Path list = directory.resolve("state").resolve(KeyList.FILE);
            await().until(() -> Files.exists(list));
        }
    }

    @Test
    void allThatIsWrongWithKubeconfigsIsToldAtOnce() throws Exception {
        Path sound = kubeconfig("https://fsn.example:6443");
        List<ClusterAccess> accesses =
                List.of(
                        ClusterAccess.named("fsn", sound),
                        ClusterAccess.named("again", sound),
                        ClusterAccess.named("gone", directory.resolve("gone")));

        assertThatThrownBy(() -> OpenClusters.of(accesses, Map.of()))
                .hasMessageContaining("fsn and again lead to one cluster, https://fsn.example:6443")
                .hasMessageContaining("gone: no such file");
    }

    @Test
    void oneClusterIsOneInWhateverSpelling() throws Exception {
        List<ClusterAccess> accesses =
                List.of(
                        ClusterAccess.named("fsn", kubeconfig("https://fsn.example:443")),
                        ClusterAccess.named("again", kubeconfig("https://FSN.example/")));

        assertThatThrownBy(() -> OpenClusters.of(accesses, Map.of()))
                .hasMessageContaining("fsn and again lead to one cluster");
    }

    @Test
    void theServerOfAKubeconfigIsWhatDestinationsMayNameAndTheFirstIsAtHome() throws Exception {
        OpenClusters opened =
                OpenClusters.of(
                        List.of(
                                ClusterAccess.named("fsn", kubeconfig("https://fsn.example:6443")),
                                ClusterAccess.named("hel", kubeconfig("https://hel.example/"))),
                        Map.of());

        assertThat(opened.all())
                .extracting(OpenClusters.Opened::names)
                .containsExactly(
                        new ClusterNames("fsn", "https://fsn.example:6443", true),
                        new ClusterNames("hel", "https://hel.example", false));
        opened.all().forEach(one -> one.cluster().close());
    }

    // ----

    /** They are made in the background, and would be written while the folder is removed. */
    private void awaitSealingKeys() {
        for (String cluster : List.of("fsn", "hel")) {
            Path list = directory.resolve("state/clusters/" + cluster).resolve(KeyList.FILE);
            await().until(() -> Files.exists(list));
        }
    }

    private static void hang(CountDownLatch answer) throws ApiUnavailable {
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new ApiUnavailable("interrupted", e);
        }
    }

    private OpenClusters clusters() {
        return new OpenClusters(
                List.of(
                        new OpenClusters.Opened(
                                config().clusters().get(0),
                                new ClusterNames("fsn", "https://fsn.example:6443", true),
                                fsn),
                        new OpenClusters.Opened(
                                config().clusters().get(1),
                                new ClusterNames("hel", "https://hel.example:6443", false),
                                hel)));
    }

    private ControllerConfig config() {
        return config(ClusterAccess.parse(List.of("fsn=fsn.yaml", "hel=hel.yaml")));
    }

    private ControllerConfig config(List<ClusterAccess> clusters) {
        return TrialConfig.of(repository.url(), Duration.ofMillis(200), clusters, directory);
    }

    private Path socket(String cluster) {
        return directory.resolve("run-" + cluster + ".sock");
    }

    private Path kubeconfig(String server) throws Exception {
        return Files.writeString(
                directory.resolve("kube-" + Integer.toHexString(server.hashCode())),
                """
                apiVersion: v1
                kind: Config
                current-context: it
                clusters: [{name: it, cluster: {server: '%s'}}]
                users: [{name: it, user: {}}]
                contexts: [{name: it, context: {cluster: it, user: it}}]
                """
                        .formatted(server));
    }

    private TestRepository application(String name, String cluster, String value) {
        repository.write(
                "argocd/" + name + ".yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %s, namespace: argocd}
                spec:
                  project: default
                  source: {repoURL: '%s', path: apps/%s, targetRevision: HEAD}
                  destination: {name: %s, namespace: default}
                  syncPolicy: {automated: {prune: true, selfHeal: true}}
                """
                        .formatted(name, repository.url(), name, cluster));
        return repository.write(
                "apps/" + name + "/settings.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: {key: %s}
                """
                        .formatted(name, value));
    }

    private static Optional<String> value(InMemoryCluster cluster, String name) {
        ResourceKey key = new ResourceKey("", "ConfigMap", "default", name);
        return cluster.keys().contains(key)
                ? Fields.text(cluster.content(key), "data", "key")
                : Optional.empty();
    }

    /** Who has the Lease; "" once it was given up. */
    private static String holder(InMemoryCluster cluster) {
        ResourceKey lease =
                new ResourceKey("coordination.k8s.io", "Lease", "argocd", "nordbox-infra");
        return Fields.text(cluster.content(lease), "spec", "holderIdentity").orElse("");
    }
}
