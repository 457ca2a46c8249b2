package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person agreed (Prune=true) that a namespace or a definition goes: what goes along, and not. */
class AgreedDeletionTest {

    private static final Manifest REST = configMap("", "rest", Map.of());
    private static final Manifest SHOP = namespace("shop");
    private static final Manifest THINGS = crd("Thing", "things", true);
    private static final Manifest THING =
            object("test.nordbox.no/v1", "Thing", "default", "thing", Map.of());
    private static final Manifest MAP = configMap("shop", "map", Map.of());
    private static final Manifest CLAIM =
            object("v1", "PersistentVolumeClaim", "shop", "data", Map.of());
    private static final DesiredState WITHOUT = Wanted.app("app", REST).of("host/one").state();

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Reconciler reconciler = new Reconciler(cluster);

    @Test
    void aNamespaceTakesAlongWhatPeopleHavePutIntoIt() throws Exception {
        reconcile(Wanted.app("app", REST, SHOP));
        cluster.put(MAP);
        agreeTo(SHOP.key());

        PassReport report = reconciler.reconcile(WITHOUT);

        assertThat(cluster.keys()).doesNotContain(SHOP.key(), MAP.key());
        assertThat(report.converged()).isTrue();
    }

    @Test
    void aNamespaceStaysForAnotherRepositorysObjects() throws Exception {
        reconcile(Wanted.app("app", REST, SHOP));
        new Reconciler(cluster).reconcile(Wanted.app("guest", MAP).of("host/two").state());
        agreeTo(SHOP.key());

        PassReport report = reconciler.reconcile(WITHOUT);

        assertThat(cluster.keys()).contains(SHOP.key(), MAP.key());
        assertThat(report.toString())
                .contains("agreed to, but it still holds shop/ConfigMap/map, which an application");
    }

    @Test
    void aDefinitionStaysForAnotherRepositorysObjects() throws Exception {
        reconcile(Wanted.app("app", REST, THINGS));
        new Reconciler(cluster).reconcile(Wanted.app("guest", THING).of("host/two").state());
        agreeTo(THINGS.key());

        reconciler.reconcile(WITHOUT);

        assertThat(cluster.keys()).contains(THINGS.key(), THING.key());
    }

    @Test
    void aNamespaceStaysForAClaimUntilThatIsAgreedToAsWell() throws Exception {
        reconcile(Wanted.app("app", REST, SHOP));
        cluster.put(CLAIM);
        agreeTo(SHOP.key());

        reconciler.reconcile(WITHOUT);
        assertThat(cluster.keys()).contains(SHOP.key(), CLAIM.key());

        agreeTo(CLAIM.key());
        reconciler.reconcile(WITHOUT);
        assertThat(cluster.keys()).doesNotContain(SHOP.key(), CLAIM.key());
    }

    @Test
    void aDefinitionDoesNotStayForWhatIsOnlyStillOnItsOwnBooks() throws Exception {
        reconcile(Wanted.app("app", REST).and("old", Wanted.CASCADING, "default", THINGS, THING));
        cluster.edit(THING.key(), marked("argocd.argoproj.io/tracking-id", theirs()));
        agreeTo(THINGS.key());

        reconciler.reconcile(WITHOUT);

        assertThat(cluster.keys()).doesNotContain(THINGS.key());
    }

    private static String theirs() {
        return "theirs:test.nordbox.no/Thing:default/thing";
    }

    private static Map<String, Object> marked(String name, String value) {
        return Map.of("metadata", Map.of("annotations", Map.of(name, value)));
    }

    private void agreeTo(ResourceKey key) {
        cluster.edit(key, marked("argocd.argoproj.io/sync-options", "Prune=true"));
    }

    private void reconcile(Wanted wanted) throws Exception {
        reconciler.reconcile(wanted.of("host/one").state());
    }
}
