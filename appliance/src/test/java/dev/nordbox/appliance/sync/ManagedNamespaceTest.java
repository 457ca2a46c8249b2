package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.application.SyncPolicy;
import dev.nordbox.appliance.application.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.application.SyncPolicy.OnRemoval;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * CreateNamespace with managedNamespaceMetadata, where somebody has a manifest of the namespace.
 */
class ManagedNamespaceTest {

    private static final Manifest SHOP = namespace("shop");
    private static final SyncPolicy LABELLED =
            new SyncPolicy(
                    true,
                    true,
                    true,
                    false,
                    Optional.of(new NamespaceMetadata(Map.of("team", "shop"), Map.of())),
                    OnRemoval.ORPHAN);

    private final InMemoryCluster cluster = new InMemoryCluster();

    @Test
    void aManifestInAnotherApplicationHasTheLastWord() throws Exception {
        Reconciler reconciler = new Reconciler(cluster);
        DesiredState both =
                Wanted.app("a", SHOP)
                        .and("b", LABELLED, "shop", configMap("", "b", Map.of()))
                        .state();
        reconciler.reconcile(both);
        cluster.forgetWrites();

        reconciler.reconcile(both);

        assertThat(cluster.writes()).isEmpty();
        assertThat(tracked()).hasValue("a:/Namespace:default/shop");
    }

    @Test
    void aManifestInAnotherRepositoryHasTheLastWord() throws Exception {
        Reconciler one = new Reconciler(cluster);
        DesiredState first = Wanted.app("a", SHOP).of("host/one").state();
        one.reconcile(first);
        cluster.forgetWrites();

        new Reconciler(cluster)
                .reconcile(Wanted.nothing().and("b", LABELLED, "shop").of("host/two").state());

        assertThat(cluster.writes()).doesNotContain("apply " + SHOP.key());
        assertThat(tracked()).hasValue("a:/Namespace:default/shop");
    }

    @Test
    void aNamespaceThatAnotherRepositoryHasMadeSinceIsNotPruned() throws Exception {
        Manifest rest = configMap("", "rest", Map.of());
        Reconciler one = new Reconciler(cluster);
        one.reconcile(Wanted.app("a", rest, SHOP).of("host/one").state());
        cluster.remove(SHOP.key());
        new Reconciler(cluster)
                .reconcile(Wanted.nothing().and("b", LABELLED, "shop").of("host/two").state());

        one.reconcile(Wanted.app("a", rest).of("host/one").state());

        assertThat(cluster.keys()).contains(SHOP.key());
    }

    @Test
    void aNamespaceThatWasOnlyMeantToBeTakenOverIsNotPruned() throws Exception {
        Manifest rest = configMap("", "rest", Map.of());
        new Reconciler(cluster)
                .reconcile(Wanted.nothing().and("b", LABELLED, "shop").of("host/two").state());
        Reconciler one = new Reconciler(cluster);
        cluster.failWith(
                request -> {
                    if (request.equals("apply " + SHOP.key())) {
                        throw new ApiUnavailable("down");
                    }
                });
        one.reconcile(Wanted.app("a", rest, SHOP).of("host/one").state());
        cluster.failWith(request -> {});

        one.reconcile(Wanted.app("a", rest).of("host/one").state());

        assertThat(cluster.keys()).contains(SHOP.key());
    }

    private Optional<String> tracked() {
        return Fields.text(
                cluster.content(SHOP.key()), "metadata", "annotations", TrackingId.ANNOTATION);
    }
}
