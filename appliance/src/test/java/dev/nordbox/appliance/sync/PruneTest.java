package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes when it leaves the repository, and what must not. */
class PruneTest extends ReconcilerSetting {

    @Test
    void whatLeftTheRepositoryIsPruned() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));

        PassReport report = reconcile(Wanted.app("shop", BLUE));

        assertThat(cluster.keys()).contains(WEB).doesNotContain(OTHER_KEY);
        assertThat(report.converged()).isTrue();
        assertThat(inventory("shop")).containsExactly("/ConfigMap:default/web");
    }

    @Test
    void whatIsNotInTheInventoryIsNeverTouched() throws Exception {
        cluster.put(configMap("default", "foreign", Map.of()));
        reconcile(Wanted.app("shop", BLUE, OTHER));

        reconcile(Wanted.app("shop", BLUE));

        assertThat(cluster.keys()).contains(configMap("default", "foreign", Map.of()).key());
    }

    @Test
    void anObjectSomebodyElseHasTakenOverIsNotPruned() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));
        cluster.edit(
                OTHER_KEY,
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of(
                                        "argocd.argoproj.io/tracking-id",
                                        "theirs:/ConfigMap:default/other"))));

        PassReport report = reconcile(Wanted.app("shop", BLUE));

        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(report.converged()).isTrue();
    }

    @Test
    void anObjectThatMovesBetweenApplicationsIsTransferred() throws Exception {
        reconcile(Wanted.app("a", BLUE, OTHER).and("b", configMap("", "b", Map.of())));
        String uid = uid(OTHER_KEY);

        PassReport report =
                reconcile(Wanted.app("a", BLUE).and("b", configMap("", "b", Map.of()), OTHER));

        assertThat(uid(OTHER_KEY)).isEqualTo(uid);
        assertThat(annotation(OTHER_KEY, "argocd.argoproj.io/tracking-id"))
                .hasValue("b:/ConfigMap:default/other");
        assertThat(inventory("a")).containsExactly("/ConfigMap:default/web");
        assertThat(inventory("b")).contains("/ConfigMap:default/other");
        assertThat(report.converged()).isTrue();
    }

    @Test
    void nothingIsPrunedWhileAnotherApplicationCannotBeRendered() throws Exception {
        reconcile(Wanted.app("a", BLUE, OTHER).and("b", configMap("", "b", Map.of())));

        PassReport report =
                reconcile(
                        Wanted.app("a", BLUE)
                                .and(new DesiredApplication.NotRendered("b", "b.yaml:3: tab")));

        assertThat(cluster.keys()).contains(OTHER_KEY, configMap("default", "b", Map.of()).key());
        assertThat(conditions(report, "a")).hasSize(1);
        assertThat(conditions(report, "b")).containsExactly("b.yaml:3: tab");
    }

    @Test
    void everythingAtOnceIsPrunedOnlyWhenThatIsAllowed() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));

        PassReport refused = reconcile(Wanted.app("shop"));
        assertThat(cluster.keys()).contains(WEB, OTHER_KEY);
        assertThat(conditions(refused, "shop")).singleElement().asString().contains("allowEmpty");

        PassReport allowed = reconcile(Wanted.app("shop", Wanted.ALLOW_EMPTY));
        assertThat(cluster.keys()).doesNotContain(WEB, OTHER_KEY);
        assertThat(allowed.converged()).isTrue();
    }

    @Test
    void aClaimOnStorageIsKeptUntilSomebodyAgrees() throws Exception {
        Manifest claim = object("v1", "PersistentVolumeClaim", "", "data", Map.of());
        ResourceKey key = claim.key().inNamespace("default");
        reconcile(Wanted.app("shop", BLUE, claim));

        DesiredState without = Wanted.app("shop", BLUE).state();
        PassReport kept = reconciler.reconcile(without);
        assertThat(cluster.keys()).contains(key);
        assertThat(conditions(kept, "shop")).singleElement().asString().contains("Prune=true");

        cluster.edit(
                key,
                Map.of(
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of("argocd.argoproj.io/sync-options", "Prune=true"))));
        PassReport agreed = reconciler.reconcile(without);
        assertThat(cluster.keys()).doesNotContain(key);
        assertThat(agreed.converged()).isTrue();
    }

    @Test
    void aNamespaceIsPrunedOnlyWhenNothingOfOthersIsInIt() throws Exception {
        Manifest inside = configMap("shop", "ours", Map.of());
        reconcile(Wanted.app("app", BLUE, namespace("shop"), inside));
        cluster.put(configMap("shop", "theirs", Map.of()));

        DesiredState without = Wanted.app("app", BLUE).state();
        reconciler.reconcile(without);
        assertThat(cluster.keys()).contains(namespace("shop").key()).doesNotContain(inside.key());

        cluster.remove(configMap("shop", "theirs", Map.of()).key());
        reconciler.reconcile(without);
        assertThat(cluster.keys()).doesNotContain(namespace("shop").key());
    }

    @Test
    void aRemovedApplicationLeavesItsObjectsUnlessItsFinalizerSaysOtherwise() throws Exception {
        Manifest third = configMap("", "third", Map.of());
        reconcile(
                Wanted.app("kept", BLUE)
                        .and("gone", Wanted.CASCADING, "default", OTHER)
                        .and("stays", third));

        reconcile(Wanted.app("stays", third));

        assertThat(cluster.keys()).contains(WEB).doesNotContain(OTHER_KEY);
        assertThat(cluster.keys().stream().map(ResourceKey::name))
                .contains("nordbox-inventory-stays")
                .doesNotContain("nordbox-inventory-kept", "nordbox-inventory-gone");
    }

    @Test
    void anApplicationInAnUnreadableFileIsNotTakenForRemoved() throws Exception {
        reconcile(Wanted.app("gone", Wanted.CASCADING, OTHER));

        reconciler.reconcile(Wanted.nothing().stateWithUnreadableFiles());

        assertThat(cluster.keys()).contains(OTHER_KEY);
    }

    @Test
    void aFailingListNeverPrunes() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));
        cluster.failWith(
                request -> {
                    if (request.equals("list whole ConfigMap")) {
                        throw new ApiUnavailable("timeout");
                    }
                });

        assertThatThrownBy(() -> reconcile(Wanted.app("shop", BLUE)))
                .isInstanceOf(ApiUnavailable.class);
        assertThat(cluster.keys()).contains(OTHER_KEY);
    }

    @Test
    void aFailedApplyNeverPrunes() throws Exception {
        reconcile(Wanted.app("shop", BLUE, OTHER));
        cluster.failWith(
                request -> {
                    if (request.equals("apply " + WEB)) {
                        throw new ApiUnavailable("timeout");
                    }
                });

        PassReport report = reconcile(Wanted.app("shop", RED));

        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(report.retry()).isTrue();
    }

    @Test
    void aRemovedTrackingAnnotationHidesNothing() throws Exception {
        DesiredState both = Wanted.app("shop", BLUE, OTHER).state();
        reconciler.reconcile(both);
        cluster.edit(OTHER_KEY, removeTracking());

        reconcile(Wanted.app("shop", BLUE));

        assertThat(cluster.keys()).doesNotContain(OTHER_KEY);
    }
}
