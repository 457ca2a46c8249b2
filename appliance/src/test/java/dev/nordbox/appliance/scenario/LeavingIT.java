package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.job;
import static dev.nordbox.appliance.scenario.Objects.jobKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes, what may not go yet, what must not go, and hooks that do not end as they should. */
class LeavingIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String HOOK = "argocd.argoproj.io/hook";
    private static final String POLICY = "argocd.argoproj.io/hook-delete-policy";
    private static final String OPTIONS = "argocd.argoproj.io/sync-options";
    private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
    private static final List<String> SOMEBODYS = List.of("example.no/wait");

    @Test
    void anApplicationThatIsDeletedDuringItsHookDoesNotWaitForIt() throws Exception {
        byHand("stuck");
        BOX.manifest("stuck", "migrate", job("migrate", Map.of(HOOK, "PreSync")))
                .manifest("stuck", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.given(cascading("stuck"));
        BOX.awaitThere(jobKey("stuck", "migrate"));

        BOX.somebody().delete(Objects.application("stuck"));

        BOX.awaitGone(Objects.application("stuck"));
        BOX.awaitGone(jobKey("stuck", "migrate"));
        assertThat(BOX.live(configMapKey("stuck", "settings"))).isEmpty();
    }

    @Test
    void aHookThatTheClusterCleansUpHasSucceeded() throws Exception {
        BOX.application("swept")
                .manifest(
                        "swept",
                        "migrate",
                        job("migrate", Map.of(HOOK, "PreSync"))
                                .replace(
                                        "spec:\n  template:",
                                        "spec:\n  ttlSecondsAfterFinished: 0\n  template:"))
                .manifest("swept", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.awaitThere(jobKey("swept", "migrate"));

        JobEnd.of(BOX, jobKey("swept", "migrate"), "Complete");

        BOX.awaitSynced("swept");
        BOX.awaitGone(jobKey("swept", "migrate"));
    }

    @Test
    void aHookWithoutANameRunsAtEachSyncUnderANewOne() throws Exception {
        BOX.application("unnamed")
                .manifest(
                        "unnamed",
                        "migrate",
                        job("x", Map.of(HOOK, "PreSync"))
                                .replace("name: x", "generateName: migrate-"))
                .manifest("unnamed", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.await("the first hook", () -> jobs("unnamed").size() == 1);
        JobEnd.of(BOX, jobs("unnamed").get(0), "Complete");
        BOX.awaitSynced("unnamed");

        BOX.manifest("unnamed", "settings", configMap("settings", "2")).commit();

        BOX.await("the second hook", () -> jobs("unnamed").size() == 2);
        for (ResourceKey job : jobs("unnamed")) {
            if (BOX.field(job, "status", "completionTime").isEmpty()) {
                JobEnd.of(BOX, job, "Complete");
            }
        }
        BOX.awaitSynced("unnamed");
    }

    @Test
    void whatIsSkippedIsNeitherThereNorMissed() throws Exception {
        BOX.application("skipped")
                .manifest("skipped", "never", configMap("never", "1", Map.of(HOOK, "Skip")))
                .manifest("skipped", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();

        BOX.awaitSynced("skipped");
        BOX.awaitHealth("skipped", HealthStatus.HEALTHY);
        assertThat(BOX.live(configMapKey("skipped", "never"))).isEmpty();

        BOX.manifest("skipped", "settings", configMap("settings", "2", Map.of(HOOK, "Skip")));
        BOX.awaitAnotherCommit("skipped");
        assertThat(BOX.field(configMapKey("skipped", "settings"), "data", "key"))
                .as("what is there stays")
                .contains("1");
    }

    @Test
    void aPruneWaitsForSomebodysFinalizerAndSaysSo() throws Exception {
        BOX.application("held")
                .manifest("held", "going", configMap("going", "1"))
                .manifest("held", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.awaitSynced("held");
        ResourceKey going = configMapKey("held", "going");
        finalizers(going, SOMEBODYS);

        BOX.repository().remove("apps/held/going.yaml");
        BOX.manifest("held", "settings", configMap("settings", "2")).commit();

        BOX.await("it is going", () -> BOX.object(going).terminating());
        BOX.awaitField(configMapKey("held", "settings"), "2", "data", "key");
        BOX.await("it is named", () -> BOX.message("held").contains("going"));
        finalizers(going, List.of());
        BOX.awaitGone(going);
        BOX.awaitSynced("held");
    }

    @Test
    void whatGitWantsBackWhileItIsGoingComesBack() throws Exception {
        BOX.application("back")
                .manifest("back", "going", configMap("going", "1"))
                .manifest("back", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.awaitSynced("back");
        ResourceKey going = configMapKey("back", "going");
        String first = BOX.object(going).uid();
        finalizers(going, SOMEBODYS);
        BOX.repository().remove("apps/back/going.yaml").commit();
        BOX.await("it is going", () -> BOX.object(going).terminating());

        BOX.manifest("back", "going", configMap("going", "2")).commit();
        BOX.awaitField(configMapKey("back", "settings"), "1", "data", "key");
        finalizers(going, List.of());

        BOX.await(
                "another one",
                () -> BOX.live(going).filter(object -> !object.uid().equals(first)).isPresent());
        BOX.awaitField(going, "2", "data", "key");
        BOX.awaitSynced("back");
    }

    @Test
    void whatIsNotToBeDeletedOutlivesItsApplication() throws Exception {
        byHand("outlived");
        BOX.manifest("outlived", "kept", configMap("kept", "1", Map.of(OPTIONS, "Delete=false")))
                .manifest("outlived", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.given(cascading("outlived"));
        BOX.awaitSynced("outlived");

        BOX.somebody().delete(Objects.application("outlived"));

        BOX.awaitGone(Objects.application("outlived"));
        assertThat(BOX.live(configMapKey("outlived", "settings"))).isEmpty();
        assertThat(BOX.live(configMapKey("outlived", "kept"))).isPresent();
    }

    @Test
    void aNamespaceThatSomebodyDeletesComesBackWithAllThatWasInIt() throws Exception {
        BOX.application("razed").manifest("razed", "settings", configMap("settings", "1")).commit();
        BOX.start();
        BOX.awaitSynced("razed");
        String first = BOX.object(configMapKey("razed", "settings")).uid();

        BOX.somebody().delete(Objects.namespace("razed"));

        BOX.await(
                "another one",
                () ->
                        BOX.live(configMapKey("razed", "settings"))
                                .filter(object -> !object.uid().equals(first))
                                .isPresent());
        BOX.awaitSynced("razed");
        BOX.awaitHealth("razed", HealthStatus.HEALTHY);
    }

    @Test
    void aHookOfTheFailureThatFailsItselfIsToldBesideIt() throws Exception {
        BOX.application(
                        "twofold",
                        "automated: {}",
                        "syncOptions: [CreateNamespace=true]",
                        "retry: {limit: 0}")
                .manifest("twofold", "migrate", job("migrate", Map.of(HOOK, "PreSync")))
                .manifest("twofold", "alarm", job("alarm", Map.of(HOOK, "SyncFail")))
                .manifest("twofold", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.awaitThere(jobKey("twofold", "migrate"));
        JobEnd.of(BOX, jobKey("twofold", "migrate"), "Failed");
        BOX.awaitThere(jobKey("twofold", "alarm"));
        JobEnd.of(BOX, jobKey("twofold", "alarm"), "Failed");

        BOX.await(
                "it failed",
                () -> BOX.phase("twofold").equals(java.util.Optional.of(OperationPhase.FAILED)));
        assertThat(BOX.message("twofold")).contains("migrate", "alarm");
        assertThat(BOX.live(configMapKey("twofold", "settings"))).isEmpty();
    }

    @Test
    void anOldHookThatDoesNotGoIsWaitedForAndNamed() throws Exception {
        BOX.application("clinging")
                .manifest(
                        "clinging",
                        "migrate",
                        job("migrate", Map.of(HOOK, "PreSync", POLICY, "BeforeHookCreation")))
                .manifest("clinging", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        ResourceKey migrate = jobKey("clinging", "migrate");
        BOX.awaitThere(migrate);
        String first = BOX.object(migrate).uid();
        JobEnd.of(BOX, migrate, "Complete");
        BOX.awaitSynced("clinging");
        finalizers(migrate, SOMEBODYS);

        BOX.manifest("clinging", "settings", configMap("settings", "2")).commit();
        BOX.await("the old one is going", () -> BOX.object(migrate).terminating());
        BOX.await("it is named", () -> BOX.message("clinging").contains("migrate"));
        assertThat(BOX.field(configMapKey("clinging", "settings"), "data", "key")).contains("1");
        finalizers(migrate, List.of());

        BOX.await(
                "another hook",
                () -> BOX.live(migrate).filter(job -> !job.uid().equals(first)).isPresent());
        JobEnd.of(BOX, migrate, "Complete");
        BOX.awaitField(configMapKey("clinging", "settings"), "2", "data", "key");
        BOX.awaitSynced("clinging");
    }

    @Test
    void whatIsExtraneousAndIgnoredIsNoDifference() throws Exception {
        Map<String, String> ignored =
                Map.of(
                        "argocd.argoproj.io/compare-options",
                        "IgnoreExtraneous",
                        OPTIONS,
                        "Prune=false");
        BOX.application("extra")
                .manifest("extra", "left", configMap("left", "1", ignored))
                .manifest("extra", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.awaitSynced("extra");

        BOX.repository().remove("apps/extra/left.yaml").commit();

        BOX.awaitSynced("extra");
        assertThat(BOX.live(configMapKey("extra", "left"))).isPresent();
    }

    @Test
    void anApplicationThatHoldsItselfConverges() throws Exception {
        BOX.application("selfish")
                .manifest("selfish", "settings", configMap("settings", "1"))
                .file(
                        "apps/itself/itself.yaml",
                        BOX.applicationText("itself", "automated: {prune: true, selfHeal: true}"))
                .commit();
        BOX.start();
        BOX.awaitSynced("selfish");

        BOX.given(BOX.applicationText("itself", "automated: {prune: true, selfHeal: true}"));

        BOX.awaitSynced("itself");
        BOX.awaitAnotherCommit("selfish");
        BOX.awaitSynced("itself");
        assertThat(BOX.live(Objects.application("itself"))).isPresent();
        BOX.awaitHealth("itself", HealthStatus.HEALTHY);
    }

    @Test
    void anApplicationThatHoldsItselfGoesWithItsObjects() throws Exception {
        byHand("whole");
        BOX.file("apps/whole/whole.yaml", cascading("whole"))
                .manifest("whole", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.given(cascading("whole"));
        BOX.awaitSynced("whole");

        BOX.somebody().delete(Objects.application("whole"));

        BOX.awaitGone(Objects.application("whole"));
        assertThat(BOX.live(configMapKey("whole", "settings"))).isEmpty();
    }

    /** Beside what a test applies by hand the repository has an application, as it must. */
    private static void byHand(String application) {
        BOX.application(application + "-other")
                .manifest(application + "-other", "settings", configMap("settings", "1"));
    }

    private static String cascading(String application) {
        return BOX.applicationText(
                        application,
                        "automated: {prune: true, selfHeal: true}",
                        "syncOptions: [CreateNamespace=true]")
                .replace(
                        "namespace: argocd}",
                        "namespace: argocd, finalizers: [" + FINALIZER + "]}");
    }

    private static void finalizers(ResourceKey key, List<String> names) throws Exception {
        BOX.somebody().edit(key, Map.of("metadata", Map.of("finalizers", names)));
    }

    private static List<ResourceKey> jobs(String namespace) throws Exception {
        return BOX.admin().list(new GroupKind("batch", "Job"), namespace, Detail.FULL).stream()
                .map(LiveObject::key)
                .toList();
    }
}
