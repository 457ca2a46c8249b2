package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.cluster.Manifests;

import org.junit.jupiter.api.Test;

import java.time.Duration;

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

    private OperationState operation() {
        return bed.status("web").operationState().orElseThrow();
    }
}
