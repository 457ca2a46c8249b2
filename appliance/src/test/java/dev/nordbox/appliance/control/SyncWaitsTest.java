package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.manifest.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a sync waits for before it goes on or ends, and what it does not. */
class SyncWaitsTest {

    private static final String WAVE = "argocd.argoproj.io/sync-wave: \"%d\"";

    private final Bed bed = new Bed();
    private final Jobs jobs = new Jobs(bed, "web");

    @Test
    void nobodyWaitsForTheHealthOfWhatNothingComesAfter() {
        bed.applicationTriedOnce("web");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        jobs.file("rollout", WAVE.formatted(0));
        bed.commit();
        bed.start().calm();
        jobs.complete("migrate");
        bed.calm();
        String uid = jobs.uid("migrate");

        assertThat(jobs.isThere("rollout")).isTrue();
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        jobs.fail("rollout");
        bed.pass(Duration.ofHours(1));
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(jobs.uid("migrate")).as("it is not run again").isEqualTo(uid);
    }

    @Test
    void theLastWaveWaitsForHealthWhereHooksRunInItAndAnotherCameBefore() {
        bed.application("web").configMapFile("web", "early", "x", WAVE.formatted(-1));
        jobs.file("rollout", WAVE.formatted(0));
        jobs.file("check", "argocd.argoproj.io/hook: Sync");
        bed.commit();
        bed.start().calm();
        jobs.complete("check");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(operation().message()).contains("waiting for healthy state of", "rollout");

        jobs.complete("rollout");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void theOnlyWaveWaitsForItsHooksAlone() {
        bed.application("web", "automated: {prune: true, selfHeal: true}");
        bed.cluster.put(Manifests.namespace("web"));
        jobs.file("rollout", WAVE.formatted(0));
        jobs.file("check", "argocd.argoproj.io/hook: Sync");
        bed.commit();
        bed.start().calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);

        jobs.complete("check");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void aHookThatRunsBesideOneThatFailedComesToItsEnd() {
        aHookFailsBesideASlowOne();
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(operation().message())
                .containsSubsequence("failed: ", "quick", "waiting for completion of hook", "slow");
        assertThat(jobs.isThere("cry")).isFalse();

        jobs.complete("slow");
        bed.calm();
        jobs.complete("cry");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("quick").doesNotContain("slow");
    }

    private void aHookFailsBesideASlowOne() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one");
        jobs.file("quick", "argocd.argoproj.io/hook: PreSync");
        jobs.file("slow", "argocd.argoproj.io/hook: PreSync");
        jobs.file("cry", "argocd.argoproj.io/hook: SyncFail");
        bed.commit();
        bed.start().calm();
        jobs.fail("quick");
    }

    @Test
    void bothAreToldWhenItDoesNotEndInTime() {
        aHookFailsBesideASlowOne();
        bed.pass(Duration.ofMinutes(61));
        jobs.complete("cry");
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("quick", "not done within 1h", "slow");
    }

    @Test
    void whatHasFailedStaysSoOnceItIsTold() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        bed.cluster.refuse(
                manifest ->
                        Fields.text(manifest.content(), "data", "key")
                                .filter("two"::equals)
                                .map(two -> new ApiRefused(422, "Invalid", "too silly")));
        bed.configMapFile("web", "settings", "two");
        jobs.file("cry", "argocd.argoproj.io/hook: SyncFail");
        bed.commit();
        bed.calm();
        assertThat(jobs.isThere("cry")).isTrue();

        bed.cluster.refuse(manifest -> Optional.empty());
        bed.cluster.edit(
                Bed.configMap("web", "settings"), Map.of("data", Map.of("key", "tampered")));
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("tampered");
        jobs.complete("cry");
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("sync again");
    }

    @Test
    void whatRunsOnAFailureHasItsTurnAlthoughOneOfItFails() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        jobs.file("cry", "argocd.argoproj.io/hook: SyncFail", WAVE.formatted(1));
        jobs.file("moan", "argocd.argoproj.io/hook: SyncFail", WAVE.formatted(1));
        jobs.file("mourn", "argocd.argoproj.io/hook: SyncFail", WAVE.formatted(2));
        bed.commit();
        bed.start().calm();
        jobs.fail("migrate");
        bed.calm();
        jobs.fail("cry");
        bed.calm();
        assertThat(operation().phase()).as("moan runs").isEqualTo(OperationPhase.RUNNING);
        jobs.complete("moan");
        bed.calm();
        assertThat(operation().phase()).as("mourn runs").isEqualTo(OperationPhase.RUNNING);
        jobs.fail("mourn");
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("migrate", "cry", "mourn");
    }

    @Test
    void whatRunsOnAFailureHasTimeWhenTheAttemptHasNone() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        jobs.file("cry", "argocd.argoproj.io/hook: SyncFail");
        bed.commit();
        bed.start().calm();

        bed.pass(Duration.ofMinutes(61));
        assertThat(jobs.isThere("cry")).isTrue();
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);

        bed.pass(Duration.ofMinutes(60));
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("not done within 1h", "not done within 2h");
    }

    @Test
    void whatWasHealthyInItsTurnMayFalterWhileOthersOfItsWaveAreWaitedFor() {
        twoJobsAndWhatComesAfter();
        jobs.complete("first");
        bed.calm();
        jobs.fail("first");
        bed.start().calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);

        jobs.complete("second");
        bed.calm();
        assertThat(bed.value("web", "late", "key")).hasValue("x");
    }

    @Test
    void aJobThatIsClearedAwayWhenItIsDoneHasSucceeded() {
        twoJobsAndWhatComesAfter();
        jobs.complete("first");
        bed.cluster.remove(Jobs.key("web", "first"));
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);

        jobs.complete("second");
        bed.calm();
        assertThat(bed.value("web", "late", "key")).hasValue("x");
    }

    @Test
    void whatIsDeletedBeforeItWasHealthyFailsTheSync() {
        twoJobsAndWhatComesAfter();
        bed.cluster.remove(Jobs.key("web", "first"));
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message())
                .contains("apps/web/first.yaml", "it was deleted before it was healthy");
    }

    /** Its end was not seen, and a Job that was done may have been cleared away. */
    @Test
    void whatWasDeletedWhileNobodyLookedIsWaitedFor() {
        twoJobsAndWhatComesAfter();
        bed.cluster.close();
        bed.cluster.remove(Jobs.key("web", "first"));
        bed.start().calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(operation().message()).contains("waiting for healthy state of", "first");
    }

    @Test
    void anApplicationIsNotHeldUpByWhatItMayWant() {
        bed.application("top").configMapFile("top", "stays", "one");
        bed.configMapFile("top", "goes", "one", WAVE.formatted(-1)).commit();
        bed.start().calm();
        bed.application("web").configMapFile("web", "settings", "one");
        bed.file("apps/top/web.yaml", bed.files.remove("argocd/web.yaml"));
        bed.remove("apps/top/goes.yaml").commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.value("top", "goes", "key")).isEmpty();
    }

    private void twoJobsAndWhatComesAfter() {
        bed.applicationTriedOnce("web");
        jobs.file("first", WAVE.formatted(-1));
        jobs.file("second", WAVE.formatted(-1));
        bed.configMapFile("web", "late", "x").commit();
        bed.start().calm();
    }

    private OperationState operation() {
        return bed.status("web").operationState().orElseThrow();
    }
}
