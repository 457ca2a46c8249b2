package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.ForeignHand;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.health.HealthStatus;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reconciler on a real API server: defaulting, admission, controllers and all. */
class ReconcilerIT {

    @RegisterExtension static final K3sServer K3S = new K3sServer();

    private static Fabric8Cluster cluster;
    private static ForeignHand hand;
    private static int tests;

    private final Reconciler reconciler = new Reconciler(cluster);
    private String here;

    @BeforeAll
    static void connect() throws Exception {
        cluster = K3S.connect();
        hand = new ForeignHand(K3S.kubeconfig());
    }

    @BeforeEach
    void ownNamespace() {
        here = "it-" + ++tests;
    }

    @Test
    void aWholeApplicationConvergesAndIsThenLeftAlone() throws Exception {
        DesiredState desired = Wanted.app(here, everything()).state();

        PassReport first = reconciler.reconcile(desired);
        Map<ResourceKey, String> versions = versions(desired);
        PassReport second = reconciler.reconcile(desired);
        PassReport afterRestart = new Reconciler(cluster).reconcile(desired);

        assertThat(problems(first)).isEmpty();
        assertThat(first.changes()).isEqualTo(everything().length);
        assertThat(second.changes()).isZero();
        assertThat(afterRestart.changes()).isZero();
        assertThat(versions(desired)).isEqualTo(versions);
        assertThat(afterRestart.applications())
                .extracting(ApplicationStatus::sync)
                .containsExactly(SyncStatus.SYNCED);
        // No kubelet: the deployment's pods will never run, and that is seen.
        assertThat(afterRestart.applications().get(0).health()).isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void driftInAnyShapeIsReverted() throws Exception {
        DesiredState desired = Wanted.app(here, everything()).state();
        reconciler.reconcile(desired);
        ResourceKey deployment = new ResourceKey("apps", "Deployment", here, "web");
        ResourceKey service = new ResourceKey("", "Service", here, "web");
        ResourceKey config = new ResourceKey("", "ConfigMap", here, "web");
        hand.edit(deployment, Map.of("spec", Map.of("replicas", 5)));
        hand.edit(config, Map.of("data", removed("colour")));
        hand.delete(service);

        PassReport report = reconciler.reconcile(desired);

        assertThat(problems(report)).isEmpty();
        assertThat(number(deployment, "spec", "replicas")).isEqualTo(1);
        assertThat(Fields.map(cluster.get(config).orElseThrow().content(), "data"))
                .containsEntry("colour", "blue");
        assertThat(cluster.get(service)).isPresent();
        assertThat(report.changes()).isEqualTo(3);
    }

    @Test
    void whatLeavesTheRepositoryIsPrunedDownToTheNamespace() throws Exception {
        reconciler.reconcile(Wanted.app(here, everything()).state());

        PassReport report =
                reconciler.reconcile(
                        Wanted.app(here, configMap("default", here + "-rest", Map.of())).state());

        assertThat(problems(report)).isEmpty();
        assertThat(report.changes()).isEqualTo(everything().length + 1);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> cluster.get(namespace(here).key()).isEmpty());
    }

    @Test
    void aWrongObjectIsReportedWithTheServersWordsAndTheRestWaits() throws Exception {
        Manifest bad =
                object("apps/v1", "Deployment", "default", here, Map.of("spec", Map.of("x", 1)));
        Manifest good = configMap("default", here, Map.of());

        PassReport report = reconciler.reconcile(Wanted.app(here, bad, good).state());

        assertThat(problems(report))
                .singleElement()
                .asString()
                .contains(here + ".yaml:1")
                .contains("spec.x");
        assertThat(cluster.get(good.key())).isEmpty();
    }

    @Test
    void aSecretIsOwnedWithoutItsDataEverBeingWatched() throws Exception {
        Manifest secret =
                object(
                        "v1",
                        "Secret",
                        "default",
                        here,
                        Map.of("stringData", Map.of("password", "hunter2")));
        DesiredState desired = Wanted.app(here, secret).state();

        PassReport first = reconciler.reconcile(desired);
        PassReport again = new Reconciler(cluster).reconcile(desired);

        assertThat(first.changes()).isEqualTo(1);
        assertThat(again.changes()).isZero();
    }

    private Manifest[] everything() {
        Map<String, Object> labels = Map.of("app", "web");
        Map<String, Object> container =
                Map.of(
                        "name",
                        "web",
                        "image",
                        "busybox:1.36",
                        "ports",
                        List.of(Map.of("containerPort", 80)),
                        "resources",
                        Map.of("requests", Map.of("cpu", "1000m", "memory", "1024Mi")));
        List<Manifest> manifests = new ArrayList<>();
        manifests.add(object("test.nordbox.no/v1", kind(), here, "one", Map.of("spec", Map.of())));
        manifests.add(
                object(
                        "apps/v1",
                        "Deployment",
                        here,
                        "web",
                        Map.of(
                                "spec",
                                Map.of(
                                        "replicas", 1,
                                        "selector", Map.of("matchLabels", labels),
                                        "template",
                                                Map.of(
                                                        "metadata", Map.of("labels", labels),
                                                        "spec",
                                                                Map.of(
                                                                        "containers",
                                                                        List.of(container)))))));
        manifests.add(
                object(
                        "v1",
                        "Service",
                        here,
                        "web",
                        Map.of(
                                "spec",
                                Map.of("selector", labels, "ports", List.of(Map.of("port", 80))))));
        manifests.add(
                object(
                        "autoscaling/v1",
                        "HorizontalPodAutoscaler",
                        here,
                        "web",
                        Map.of(
                                "spec",
                                Map.of(
                                        "maxReplicas", 3,
                                        "targetCPUUtilizationPercentage", 50,
                                        "scaleTargetRef",
                                                Map.of(
                                                        "apiVersion", "apps/v1",
                                                        "kind", "Deployment",
                                                        "name", "web")))));
        manifests.add(
                object(
                        "rbac.authorization.k8s.io/v1",
                        "ClusterRole",
                        "",
                        "test:" + here,
                        Map.of("rules", List.of())));
        manifests.add(configMap(here, "web", Map.of("colour", "blue")));
        manifests.add(crd(kind(), kind().toLowerCase(java.util.Locale.ROOT) + "s", true));
        manifests.add(namespace(here));
        return manifests.toArray(Manifest[]::new);
    }

    private String kind() {
        return "Thing" + tests;
    }

    private static Map<String, Object> removed(String field) {
        Map<String, Object> patch = new HashMap<>();
        patch.put(field, null);
        return patch;
    }

    private static long number(ResourceKey key, String... path) throws Exception {
        return Fields.number(cluster.get(key).orElseThrow().content(), path);
    }

    private static Map<ResourceKey, String> versions(DesiredState desired) throws Exception {
        Map<ResourceKey, String> versions = new HashMap<>();
        for (Manifest manifest :
                Placement.of(rendered(desired), cluster.servedKinds(), Map.of())
                        .objects()
                        .values()) {
            if (!manifest.key().kind().equals("Deployment")) { // its controller writes status
                versions.put(
                        manifest.key(),
                        cluster.get(manifest.key()).orElseThrow().resourceVersion());
            }
        }
        versions.keySet().removeIf(key -> key.kind().equals("HorizontalPodAutoscaler"));
        return versions;
    }

    private static dev.nordbox.appliance.application.DesiredApplication.Rendered rendered(
            DesiredState desired) {
        return (dev.nordbox.appliance.application.DesiredApplication.Rendered)
                desired.applications().get(0);
    }

    private static List<String> problems(PassReport report) {
        return report.applications().stream()
                .flatMap(status -> status.conditions().stream())
                .map(Condition::toString)
                .toList();
    }
}
