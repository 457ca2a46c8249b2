package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.cluster.Scope;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncPlanTest {

    @Test
    void whatOthersNeedComesFirst() {
        List<Manifest> manifests =
                List.of(
                        object(
                                "admissionregistration.k8s.io/v1",
                                "ValidatingWebhookConfiguration",
                                "",
                                "hook",
                                Map.of()),
                        object("test.nordbox.no/v1", "Thing", "", "thing", Map.of()),
                        object("apps/v1", "Deployment", "", "web", Map.of()),
                        object("v1", "Service", "", "web", Map.of()),
                        configMap("", "web", Map.of()),
                        object("v1", "ServiceAccount", "", "web", Map.of()),
                        crd("Thing", "things", true),
                        namespace("shop"));

        assertThat(plan(manifests).waves())
                .extracting(wave -> wave.get(0).key().kind())
                .containsExactly(
                        "Namespace",
                        "CustomResourceDefinition",
                        "ServiceAccount",
                        "ConfigMap",
                        "Service",
                        "Deployment",
                        "Thing",
                        "ValidatingWebhookConfiguration");
    }

    @Test
    void aSyncWaveGoesBeforeTheKind() {
        Manifest early = inWave("-1", object("apps/v1", "Deployment", "", "early", Map.of()));
        Manifest plain = configMap("", "plain", Map.of());
        Manifest late = inWave("2", configMap("", "late", Map.of()));

        assertThat(plan(List.of(late, plain, early, namespace("shop"))).waves())
                .extracting(wave -> wave.get(0).key().name())
                .containsExactly("shop", "early", "plain", "late");
    }

    @Test
    void pruningGoesTheOtherWayRound() {
        ResourceKey map = configMap("default", "web", Map.of()).key();
        ResourceKey deployment = object("apps/v1", "Deployment", "default", "web", Map.of()).key();
        Inventory inventory = Inventory.empty("shop").with(List.of(map, deployment));
        Live ours = live("uid", Optional.of("shop"));

        SyncPlan plan =
                SyncPlan.between(
                        placed(List.of(configMap("", "rest", Map.of()))),
                        inventory,
                        Map.of(
                                new ResourceKey("", "ConfigMap", "default", "rest"),
                                Difference.NONE),
                        Map.of(map, ours, deployment, ours),
                        Demand.NONE);

        assertThat(plan.prunesInOrder())
                .extracting(Operation::key)
                .containsExactly(deployment, map);
    }

    @Test
    void onlyTheVeryObjectIsOurs() {
        ResourceKey key = configMap("default", "web", Map.of()).key();
        Inventory inventory =
                Inventory.empty("shop").with(List.of(key)).identified(Map.of(key, "uid-1"));

        assertThat(prunes(inventory, key, live("uid-1", Optional.empty()))).isTrue();
        assertThat(prunes(inventory, key, live("uid-2", Optional.empty()))).isFalse();
        assertThat(prunes(inventory, key, live("uid-1", Optional.of("other")))).isFalse();
        assertThat(prunes(inventory, key, live("uid-2", Optional.of("shop")))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a:/Service:prod/web,                a, '',        Service, prod, web",
        "ns_a:apps/Deployment:prod/web,      ns_a, apps,   Deployment, prod, web",
        "a:rbac.x/ClusterRole:default/s:x:y, a, rbac.x,    ClusterRole, default, s:x:y",
    })
    void trackingIdsAreReadAsArgoWritesThem(
            String text, String app, String group, String kind, String space, String name) {
        TrackingId id = new TrackingId(app, group, kind, space, name);

        assertThat(TrackingId.parse(text)).hasValue(id);
        assertThat(id).hasToString(text);
    }

    private static boolean prunes(Inventory inventory, ResourceKey key, Live live) {
        SyncPlan plan = SyncPlan.ofRemoved(inventory, Map.of(key, live), Demand.NONE);
        return !plan.prunes().isEmpty();
    }

    private static Live live(String uid, Optional<String> application) {
        return new Live(uid, Optional.empty(), application, Optional.empty(), false);
    }

    private static Manifest inWave(String wave, Manifest manifest) {
        Fields.map(manifest.content(), "metadata")
                .put("annotations", Map.of("argocd.argoproj.io/sync-wave", wave));
        return manifest;
    }

    private static SyncPlan plan(List<Manifest> manifests) {
        PlacedApplication placed = placed(manifests);
        Map<ResourceKey, Difference> missing = new HashMap<>();
        placed.objects().keySet().forEach(key -> missing.put(key, Difference.MISSING));
        return SyncPlan.between(placed, Inventory.empty("shop"), missing, Map.of(), Demand.NONE);
    }

    private static PlacedApplication placed(List<Manifest> manifests) {
        Map<GroupKind, Scope> scopes = new HashMap<>();
        manifests.forEach(
                manifest ->
                        scopes.put(
                                manifest.key().groupKind(),
                                Stream.of("Namespace", "CustomResourceDefinition")
                                                .anyMatch(manifest.key().kind()::equals)
                                        ? Scope.CLUSTER
                                        : Scope.NAMESPACED));
        return Placement.of(
                new DesiredApplication.Rendered("shop", "default", Wanted.AUTOMATED, manifests),
                new ServedKinds(Map.of(), Set.of()),
                scopes);
    }
}
