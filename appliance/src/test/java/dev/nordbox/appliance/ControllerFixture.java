package dev.nordbox.appliance;

import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.config.ClusterAccess;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Git repository, a real API server, and how a controller is to follow one in the other. */
abstract class ControllerFixture {

    @RegisterExtension static final K3sServer K3S = new K3sServer();

    static final String NAMESPACE = "controller-it";
    static final String BROKEN =
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n    oops: x\n";

    @TempDir Path directory;
    TestRepository repository;
    Fabric8Cluster cluster;

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
        Awaitility.ignoreExceptionByDefault(ApiUnavailable.class);
    }

    @BeforeEach
    void connect() throws Exception {
        repository = new TestRepository(directory.resolve("repo.git"));
        repository.write(
                "namespace.yaml",
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + NAMESPACE + "\n");
        cluster = K3S.connect();
    }

    /** The next test has a repository of its own: what this one leaves would be much to prune. */
    @AfterEach
    void disconnect() throws Exception {
        for (LiveObject left : applications()) {
            cluster.patch(
                    left.key(),
                    ObjectPatch.merge(Map.of("metadata", Map.of("finalizers", List.of()))));
            cluster.delete(left.key(), left.uid(), Propagation.BACKGROUND);
        }
        for (LiveObject left :
                cluster.list(new GroupKind("", "ConfigMap"), NAMESPACE, Detail.METADATA)) {
            cluster.delete(left.key(), left.uid(), Propagation.BACKGROUND);
        }
        cluster.close();
        repository.close();
    }

    private List<LiveObject> applications() throws Exception {
        GroupKind kind = new GroupKind("argoproj.io", "Application");
        return cluster.servedKinds().find(kind).isEmpty()
                ? List.of()
                : cluster.list(kind, "argocd", Detail.METADATA);
    }

    ControllerConfig config() {
        return config(Duration.ofMillis(200));
    }

    ControllerConfig config(Duration pollInterval) {
        return TrialConfig.of(
                repository.url(),
                pollInterval,
                List.of(ClusterAccess.only(K3S.kubeconfig())),
                directory);
    }

    Path socket() {
        return directory.resolve("run.sock");
    }

    Path writeConfig() throws Exception {
        return Files.writeString(
                directory.resolve("controller.yaml"),
                "repo: {url: '"
                        + repository.url()
                        + "', targetRevision: main, pollInterval: 1s}\nkubeconfig: "
                        + K3S.kubeconfig()
                        + "\nstateDir: "
                        + directory.resolve("state")
                        + "\nsocket: "
                        + socket()
                        + "\n");
    }

    TestRepository configMap(String name, String value) {
        return repository.write(name + ".yaml", configMapText(name, value));
    }

    static String configMapText(String name, String value) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: %s
          namespace: %s
        data:
          key: "%s"
        """
                .formatted(name, NAMESPACE, value);
    }

    String application(String name, String path) {
        return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: %s
          namespace: argocd
        spec:
          project: default
          source:
            repoURL: %s
            path: %s
            targetRevision: HEAD
          destination:
            server: https://kubernetes.default.svc
            namespace: %s
          syncPolicy:
            automated: {prune: true, selfHeal: true}
            syncOptions: [CreateNamespace=true]
        """
                .formatted(name, repository.url(), path, NAMESPACE);
    }

    static Manifest manifest(String name, String value) {
        return Manifest.of(
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", name, "namespace", NAMESPACE),
                        "data",
                        Map.of("key", value)),
                "test");
    }

    static ResourceKey key(String name) {
        return new ResourceKey("", "ConfigMap", NAMESPACE, name);
    }

    Optional<LiveObject> live(String name) throws Exception {
        return cluster.get(key(name));
    }

    Optional<String> value(String name) throws Exception {
        return live(name).flatMap(object -> Fields.text(object.content(), "data", "key"));
    }

    long count(String prefix) throws Exception {
        return cluster.list(key("").groupKind(), NAMESPACE, Detail.METADATA).stream()
                .filter(object -> object.key().name().startsWith(prefix))
                .count();
    }
}
