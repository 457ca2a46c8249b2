package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.config.ClusterAccess;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.StatusClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One controller beside two real API servers, the first of which dies and comes back. */
class SeveralClustersIT {

    @RegisterExtension static final K3sServer FSN = new K3sServer();
    @RegisterExtension static final K3sServer HEL = new K3sServer();

    @TempDir Path directory;
    private TestRepository repository;

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(5)); // a busy machine is no failure
        Awaitility.setDefaultPollInterval(Duration.ofMillis(100));
        Awaitility.ignoreExceptionByDefault(ApiUnavailable.class);
    }

    @Test
    void whileOneIsDeadTheOtherFollowsAndRollsBackAndTheDeadOneComesBackToTheNewest()
            throws Exception {
        repository = new TestRepository(directory.resolve("infra.git"));
        commit("one");
        try (Fabric8Cluster fsn = FSN.connect();
                Fabric8Cluster hel = HEL.connect();
                Controller controller = Controller.start(config(), Map.of())) {
            String helServer = hel.server();
            application("by-server", "server: " + helServer, true);
            commit("one");
            await().until(() -> value(fsn, "web-fsn").equals(Optional.of("one")));
            await().until(() -> value(hel, "web-hel").equals(Optional.of("one")));
            await().until(() -> value(hel, "by-server").equals(Optional.of("one")));
            await().until(() -> isKnown("by-hand"));
            ask("/applications/by-hand/sync");
            await().until(() -> succeeded(hel, 1, "one"));
            assertThat(value(hel, "web-fsn")).isEmpty();
            assertThat(value(fsn, "web-hel")).isEmpty();

            FSN.kill();
            commit("two");
            await().until(() -> value(hel, "web-hel").equals(Optional.of("two")));
            ask("/applications/by-hand/sync");
            await().until(() -> succeeded(hel, 2, "two"));
            ask("/applications/by-hand/rollback");
            await().until(() -> succeeded(hel, 3, "one"));
            await().until(() -> socket("fsn").json().contains("\"problem\":\"" + fsn.server()));

            FSN.start();
            await().until(() -> value(fsn, "web-fsn").equals(Optional.of("two")));
            await().until(() -> controller.cluster("fsn").status().converged());
        }
        ControllerOutcome outcome = Controller.runOnce(config(), Map.of(), Duration.ofMinutes(5));
        assertThat(outcome.ending()).as(outcome.toString()).isEqualTo(Ending.NOT_SYNCED);
        assertThat(outcome.reasons())
                .as("what nobody syncs by itself was rolled back")
                .allSatisfy(why -> assertThat(why).startsWith("hel: by-hand"));
        repository.close();
    }

    private ControllerConfig config() {
        return TrialConfig.of(
                repository.url(),
                Duration.ofMillis(200),
                List.of(
                        ClusterAccess.named("fsn", FSN.kubeconfig()),
                        ClusterAccess.named("hel", HEL.kubeconfig())),
                directory);
    }

    private void commit(String value) {
        application("web-fsn", "server: https://kubernetes.default.svc", true);
        application("web-hel", "name: hel", true);
        application("by-hand", "name: hel", false);
        for (String name : List.of("web-fsn", "web-hel", "by-hand", "by-server")) {
            repository.write(
                    "apps/" + name + "/settings.yaml",
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: %s}
                    data: {key: %s}
                    """
                            .formatted(name, value));
        }
        repository.commit();
    }

    private void application(String name, String destination, boolean byItself) {
        repository.write(
                "argocd/" + name + ".yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %s, namespace: argocd}
                spec:
                  project: default
                  source: {repoURL: '%s', path: apps/%s, targetRevision: HEAD}
                  destination: {namespace: default, %s}
                  syncPolicy: %s
                """
                        .formatted(
                                name,
                                repository.url(),
                                name,
                                destination,
                                byItself ? "{automated: {prune: true, selfHeal: true}}" : "{}"));
    }

    private StatusClient socket(String cluster) {
        return new StatusClient(directory.resolve("run-" + cluster + ".sock"));
    }

    private boolean isKnown(String application) throws IOException {
        return socket("hel").json("GET /applications").contains("\"" + application + "\"");
    }

    private void ask(String target) throws IOException {
        assertThat(socket("hel").json("POST " + target)).doesNotContain("\"error\"");
    }

    private static boolean succeeded(Fabric8Cluster cluster, int syncs, String value)
            throws Exception {
        ResourceKey key = new ResourceKey("argoproj.io", "Application", "argocd", "by-hand");
        return cluster.get(key)
                        .map(app -> StatusReader.read(Fields.map(app.content(), "status")))
                        .filter(status -> status.history().size() == syncs)
                        .flatMap(status -> status.operationState())
                        .filter(state -> state.phase() == OperationPhase.SUCCEEDED)
                        .isPresent()
                && value(cluster, "by-hand").equals(Optional.of(value));
    }

    private static Optional<String> value(Fabric8Cluster cluster, String name) throws Exception {
        return cluster.get(new ResourceKey("", "ConfigMap", "default", name))
                .flatMap(object -> Fields.text(object.content(), "data", "key"));
    }
}
