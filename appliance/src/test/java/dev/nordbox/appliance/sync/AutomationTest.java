package dev.nordbox.appliance.sync;

import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.application.DesiredApplication;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.health.HealthStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code syncPolicy} leaves to people. */
class AutomationTest extends ReconcilerSetting {

    @Test
    void withoutAutomationDifferencesAreOnlyReported() throws Exception {
        PassReport report = reconcile(Wanted.app("shop", Wanted.MANUAL, BLUE));

        assertThat(cluster.writes()).isEmpty();
        assertThat(report.applications().get(0).sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
        assertThat(report.applications().get(0).health()).isEqualTo(HealthStatus.MISSING);
        assertThat(report.applications().get(0).conditions())
                .singleElement()
                .matches(condition -> condition.type().equals(Condition.MANUAL_SYNC))
                .matches(condition -> condition.message().contains("no spec.syncPolicy.automated"));
        assertThat(report.retry()).isFalse();
    }

    @Test
    void withoutSelfHealADriftIsReportedUntilTheNextRevision() throws Exception {
        DesiredState desired = Wanted.app("shop", Wanted.NO_HEALING, BLUE).state();
        reconciler.reconcile(desired);
        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));

        PassReport report = new Reconciler(cluster).reconcile(desired);
        assertThat(colour()).hasValue("green");
        assertThat(report.applications().get(0).sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);

        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED));
        assertThat(colour()).hasValue("red");
    }

    @Test
    void withoutSelfHealABlockedPruneDoesNotMakeDriftReverted() throws Exception {
        DesiredApplication broken = new DesiredApplication.NotRendered("b", "b.yaml:3: tab");
        reconcile(Wanted.app("shop", Wanted.NO_HEALING, BLUE, OTHER));
        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED).and(broken));
        cluster.edit(WEB, Map.of("data", Map.of("colour", "green")));

        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED).and(broken));

        assertThat(colour()).hasValue("green");
        assertThat(cluster.keys()).contains(OTHER_KEY);
    }

    @Test
    void withoutSelfHealAPruneThatWasBlockedComesLater() throws Exception {
        DesiredApplication broken = new DesiredApplication.NotRendered("b", "b.yaml:3: tab");
        reconcile(Wanted.app("shop", Wanted.NO_HEALING, BLUE, OTHER));
        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED).and(broken));

        reconcile(Wanted.app("shop", Wanted.NO_HEALING, RED));

        assertThat(cluster.keys()).doesNotContain(OTHER_KEY);
    }

    @Test
    void withoutPruneWhatLeftTheRepositoryStaysAndShows() throws Exception {
        reconcile(Wanted.app("shop", Wanted.NO_PRUNING, BLUE, OTHER));

        PassReport report = reconcile(Wanted.app("shop", Wanted.NO_PRUNING, BLUE));

        assertThat(cluster.keys()).contains(OTHER_KEY);
        assertThat(report.applications().get(0).sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
        assertThat(inventory("shop")).contains("/ConfigMap:default/other");
    }

    @Test
    void createNamespaceMakesItAndNeverPrunesIt() throws Exception {
        Wanted first = Wanted.nothing().and("shop", Wanted.CREATE_NAMESPACE, "shop", BLUE, OTHER);
        reconciler.reconcile(first.state());
        assertThat(cluster.keys()).contains(BLUE.key().inNamespace("shop"));

        reconciler.reconcile(
                Wanted.nothing().and("shop", Wanted.CREATE_NAMESPACE, "shop", BLUE).state());

        assertThat(cluster.keys())
                .contains(namespace("shop").key())
                .doesNotContain(OTHER.key().inNamespace("shop"));
        assertThat(inventory("shop")).containsExactly("/ConfigMap:shop/web");
    }
}
