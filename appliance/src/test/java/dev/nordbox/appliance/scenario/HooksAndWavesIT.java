package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.job;
import static dev.nordbox.appliance.scenario.Objects.jobKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order of a sync, as Argo CD promises it. Nothing runs here: the tests say how Jobs end. */
class HooksAndWavesIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String WAVE = "argocd.argoproj.io/sync-wave";
    private static final String HOOK = "argocd.argoproj.io/hook";
    private static final String POLICY = "argocd.argoproj.io/hook-delete-policy";

    @Test
    void waveWaitsForTheHealthOfTheOneBefore() throws Exception {
        BOX.application("waves")
                .manifest("waves", "first", job("first", Map.of(WAVE, "-1")))
                .manifest("waves", "second", configMap("second", "1", Map.of(WAVE, "1")))
                .commit();
        BOX.start();
        ResourceKey first = jobKey("waves", "first");
        BOX.awaitThere(first);
        BOX.await(
                "it waits for the first",
                () -> BOX.message("waves").contains("waiting for healthy state of"));
        assertThat(BOX.live(configMapKey("waves", "second"))).isEmpty();

        ends(first, "Complete");

        BOX.awaitSynced("waves");
        assertThat(BOX.live(configMapKey("waves", "second"))).isPresent();
    }

    @Test
    void preSyncHookRunsBeforeEverythingAndPostSyncHookAfterAllIsHealthy() throws Exception {
        BOX.application("hooks")
                .manifest("hooks", "migrate", job("migrate", Map.of(HOOK, "PreSync")))
                .manifest("hooks", "web", job("web", Map.of()))
                .manifest("hooks", "smoke", job("smoke", Map.of(HOOK, "PostSync")))
                .commit();
        BOX.start();
        BOX.awaitThere(jobKey("hooks", "migrate"));
        BOX.await(
                "it waits for the hook",
                () -> BOX.message("hooks").contains("waiting for completion of hook"));
        assertThat(BOX.live(jobKey("hooks", "web"))).isEmpty();

        ends(jobKey("hooks", "migrate"), "Complete");
        BOX.awaitThere(jobKey("hooks", "web"));
        BOX.await(
                "it waits for the object",
                () -> BOX.message("hooks").contains("waiting for healthy state of"));
        assertThat(BOX.live(jobKey("hooks", "smoke"))).isEmpty();

        ends(jobKey("hooks", "web"), "Complete");
        BOX.awaitThere(jobKey("hooks", "smoke"));
        assertThat(BOX.phase("hooks")).contains(OperationPhase.RUNNING);
        ends(jobKey("hooks", "smoke"), "Complete");

        BOX.awaitSynced("hooks");
        assertThat(BOX.live(jobKey("hooks", "smoke"))).as("no delete policy: kept").isPresent();
    }

    @Test
    void hookRunsAgainWithTheNextCommitInPlaceOfTheOldOne() throws Exception {
        BOX.application("again")
                .manifest("again", "settings", configMap("settings", "1"))
                .manifest("again", "migrate", job("migrate", Map.of(HOOK, "PreSync")))
                .commit();
        BOX.start();
        ResourceKey migrate = jobKey("again", "migrate");
        BOX.awaitThere(migrate);
        String first = BOX.object(migrate).uid();
        ends(migrate, "Complete");
        BOX.awaitSynced("again");

        BOX.manifest("again", "settings", configMap("settings", "2")).commit();

        BOX.await(
                "another hook",
                () -> BOX.live(migrate).filter(job -> !job.uid().equals(first)).isPresent());
        assertThat(BOX.field(configMapKey("again", "settings"), "data", "key")).contains("1");
        ends(migrate, "Complete");
        BOX.awaitField(configMapKey("again", "settings"), "2", "data", "key");
        BOX.awaitSynced("again");
    }

    @Test
    void hookOfTwoPhasesRunsInBoth() throws Exception {
        BOX.application("twice")
                .manifest("twice", "check", job("check", Map.of(HOOK, "PreSync,PostSync")))
                .manifest("twice", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        ResourceKey check = jobKey("twice", "check");
        BOX.awaitThere(check);
        String first = BOX.object(check).uid();
        assertThat(BOX.live(configMapKey("twice", "settings"))).isEmpty();

        ends(check, "Complete");
        BOX.await(
                "another one after the sync",
                () -> BOX.live(check).filter(job -> !job.uid().equals(first)).isPresent());
        assertThat(BOX.live(configMapKey("twice", "settings"))).isPresent();
        ends(check, "Complete");

        BOX.awaitSynced("twice");
    }

    @Test
    void hooksOfTheDeletionRunAlthoughTheControllerWasDown() throws Exception {
        BOX.application("leaving")
                .manifest("leaving", "settings", configMap("settings", "1"))
                .manifest("leaving", "backup", job("backup", Map.of(HOOK, "PreDelete")))
                .commit();
        BOX.start();
        BOX.awaitSynced("leaving");
        ResourceKey application = Objects.application("leaving");
        BOX.await(
                "it is held for the hook",
                () ->
                        BOX.field(application, "metadata", "finalizers")
                                .toString()
                                .contains("pre-delete-finalizer.argocd.argoproj.io"));
        BOX.stop();

        BOX.repository().remove("argocd/leaving.yaml").commit();
        BOX.somebody().delete(application);
        BOX.start();

        ResourceKey backup = jobKey("leaving", "backup");
        BOX.awaitThere(backup);
        assertThat(BOX.live(application)).isPresent();
        ends(backup, "Complete");
        BOX.awaitGone(application);
        assertThat(BOX.live(configMapKey("leaving", "settings"))).as("no cascade").isPresent();
    }

    @Test
    void hookSucceededDeletesTheHook() throws Exception {
        BOX.application("deleted")
                .manifest(
                        "deleted",
                        "migrate",
                        job("migrate", Map.of(HOOK, "PreSync", POLICY, "HookSucceeded")))
                .manifest("deleted", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.awaitThere(jobKey("deleted", "migrate"));

        ends(jobKey("deleted", "migrate"), "Complete");

        BOX.awaitSynced("deleted");
        BOX.awaitGone(jobKey("deleted", "migrate"));
    }

    @Test
    void failedPreSyncHookFailsTheSyncAndRunsTheSyncFailHook() throws Exception {
        BOX.application(
                        "failing",
                        "automated: {}",
                        "syncOptions: [CreateNamespace=true]",
                        "retry: {limit: 0}")
                .manifest("failing", "settings", configMap("settings", "1"))
                .manifest(
                        "failing",
                        "migrate",
                        job("migrate", Map.of(HOOK, "PreSync", POLICY, "HookFailed")))
                .manifest("failing", "page", job("page", Map.of(HOOK, "SyncFail")))
                .commit();
        BOX.start();
        BOX.awaitThere(jobKey("failing", "migrate"));

        ends(jobKey("failing", "migrate"), "Failed");
        BOX.awaitThere(jobKey("failing", "page"));
        ends(jobKey("failing", "page"), "Complete");

        BOX.await(
                "the sync has failed",
                () -> BOX.phase("failing").equals(Optional.of(OperationPhase.FAILED)));
        assertThat(BOX.live(configMapKey("failing", "settings"))).isEmpty();
        assertThat(BOX.message("failing")).contains("migrate");
        BOX.awaitGone(jobKey("failing", "migrate"));
    }

    @Test
    void failedSyncIsRetriedAfterItsPause() throws Exception {
        BOX.application(
                        "retry",
                        "automated: {}",
                        "syncOptions: [CreateNamespace=true]",
                        "retry: {limit: 3, backoff: {duration: 3s, factor: 1}}")
                .manifest("retry", "migrate", job("migrate", Map.of(HOOK, "PreSync")))
                .manifest("retry", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        ResourceKey migrate = jobKey("retry", "migrate");
        BOX.awaitThere(migrate);
        String first = BOX.object(migrate).uid();

        ends(migrate, "Failed");

        BOX.await(
                "another attempt runs the hook again",
                () -> BOX.live(migrate).filter(job -> !job.uid().equals(first)).isPresent());
        ends(migrate, "Complete");
        BOX.awaitSynced("retry");
        assertThat(BOX.status("retry").operationState().orElseThrow().retryCount()).isEqualTo(1);
    }

    @Test
    void selfHealPutsBackWhatDiffersAndRunsNoHooks() throws Exception {
        BOX.application("partial")
                .manifest("partial", "migrate", job("migrate", Map.of(HOOK, "PreSync")))
                .manifest("partial", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        ResourceKey migrate = jobKey("partial", "migrate");
        BOX.awaitThere(migrate);
        String uid = BOX.object(migrate).uid();
        ends(migrate, "Complete");
        BOX.awaitSynced("partial");

        BOX.somebody()
                .edit(configMapKey("partial", "settings"), Map.of("data", Map.of("key", "x")));

        BOX.awaitField(configMapKey("partial", "settings"), "1", "data", "key");
        BOX.awaitSynced("partial");
        assertThat(BOX.object(migrate).uid()).isEqualTo(uid);
    }

    @Test
    void pruneLastDeletesAfterEverythingElseIsHealthy() throws Exception {
        BOX.application(
                        "last",
                        "automated: {prune: true, selfHeal: true}",
                        "syncOptions: [CreateNamespace=true, PruneLast=true]")
                .manifest("last", "old", configMap("old", "1"))
                .commit();
        BOX.start();
        BOX.awaitSynced("last");

        BOX.repository().remove("apps/last/old.yaml");
        BOX.manifest("last", "new", job("new", Map.of())).commit();

        BOX.await(
                "it waits for the new one",
                () -> BOX.message("last").contains("waiting for healthy state of"));
        assertThat(BOX.live(configMapKey("last", "old"))).isPresent();
        ends(jobKey("last", "new"), "Complete");
        BOX.awaitGone(configMapKey("last", "old"));
        BOX.awaitSynced("last");
    }

    @Test
    void controllerThatEndsDuringAHookGoesOnWithIt() throws Exception {
        BOX.application("resumed")
                .manifest("resumed", "migrate", job("migrate", Map.of(HOOK, "PreSync")))
                .manifest("resumed", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        ResourceKey migrate = jobKey("resumed", "migrate");
        BOX.awaitThere(migrate);
        String uid = BOX.object(migrate).uid();
        BOX.stop();

        ends(migrate, "Complete");
        BOX.start();

        BOX.awaitSynced("resumed");
        assertThat(BOX.object(migrate).uid()).as("the hook has run once").isEqualTo(uid);
    }

    @Test
    void commitThatDoesNotConcernASyncLeavesItsHookAlone() throws Exception {
        BOX.application("calm")
                .manifest("calm", "migrate", job("migrate", Map.of(HOOK, "PreSync")))
                .manifest("calm", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        ResourceKey migrate = jobKey("calm", "migrate");
        BOX.awaitThere(migrate);
        String uid = BOX.object(migrate).uid();

        BOX.application("busy").manifest("busy", "settings", configMap("settings", "1")).commit();
        BOX.awaitSynced("busy");
        assertThat(BOX.object(migrate).uid()).isEqualTo(uid);
        ends(migrate, "Complete");

        BOX.awaitSynced("calm");
        assertThat(BOX.object(migrate).uid()).as("the hook has run once").isEqualTo(uid);
    }

    @Test
    void jobOfAWaveThatTheClusterCleansUpHasSucceeded() throws Exception {
        Map<String, String> first = Map.of(WAVE, "-1");
        BOX.application("tidy")
                .manifest(
                        "tidy",
                        "quick",
                        job("quick", first)
                                .replace(
                                        "spec:\n  template:",
                                        "spec:\n  ttlSecondsAfterFinished: 0\n  template:"))
                .manifest("tidy", "slow", job("slow", first))
                .manifest("tidy", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.awaitThere(jobKey("tidy", "quick"));
        ends(jobKey("tidy", "quick"), "Complete");
        BOX.awaitGone(jobKey("tidy", "quick"));

        ends(jobKey("tidy", "slow"), "Complete");

        BOX.awaitThere(configMapKey("tidy", "settings"));
    }

    // ---- the cluster's own controllers

    /** A Job is done, one way or the other; the API server wants the steps in between as well. */
    private static void ends(ResourceKey job, String how) throws Exception {
        JobEnd.of(BOX, job, how);
    }
}
