package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.ResultCode;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Phases, waves and hooks of a sync, and what happens when one of them fails. */
class SyncOrderTest {

    private static final String WAVE = "argocd.argoproj.io/sync-wave: \"%d\"";

    private final Bed bed = new Bed();
    private final Jobs jobs = new Jobs(bed, "web");

    @Test
    void aWaveWaitsUntilTheOneBeforeIsHealthy() {
        bed.application("web");
        job("first", WAVE.formatted(1));
        bed.configMapFile("web", "second", "x", WAVE.formatted(2)).commit();

        bed.start().calm();
        assertThat(bed.cluster.keys()).contains(job("first")).doesNotContain(second());
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(operation().message())
                .contains("waiting for healthy state of")
                .contains("first");

        complete("first");
        bed.calm();
        assertThat(bed.cluster.keys()).contains(second());
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void aPreSyncHookRunsBeforeAndAPostSyncHookAfterTheObjects() {
        bed.application("web").configMapFile("web", "settings", "one");
        job("migrate", "argocd.argoproj.io/hook: PreSync");
        job("notify", "argocd.argoproj.io/hook: PostSync");
        bed.commit();

        bed.start().calm();
        assertThat(bed.cluster.keys()).contains(job("migrate"));
        assertThat(bed.value("web", "settings", "key")).isEmpty();
        assertThat(operation().message()).contains("waiting for completion of hook");

        complete("migrate");
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.cluster.keys()).contains(job("notify"));
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);

        complete("notify");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void aFailedHookFailsTheSyncAndNothingIsApplied() {
        bed.applicationTriedOnce("web");
        bed.configMapFile("web", "settings", "one");
        job("migrate", "argocd.argoproj.io/hook: PreSync");
        job("cry", "argocd.argoproj.io/hook: SyncFail");
        bed.commit();
        bed.start().calm();

        fail("migrate");
        bed.calm();
        assertThat(bed.cluster.keys()).contains(job("cry"));
        assertThat(bed.value("web", "settings", "key")).isEmpty();

        complete("cry");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(bed.summary("web").gaveUp()).isTrue();
        assertThat(bed.summary("web").refused()).isFalse();
        assertThat(operation().message()).contains("migrate");
        assertThat(bed.value("web", "settings", "key")).isEmpty();
    }

    @Test
    void aHookThatTheServerWouldRefuseIsToldBeforeAnythingIsApplied() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one");
        job("notify", "argocd.argoproj.io/hook: PostSync");
        bed.commit();
        bed.start().calm();
        complete("notify");
        bed.calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        bed.cluster.refuse(
                manifest ->
                        manifest.content().toString().contains("broken=yes")
                                ? Optional.of(
                                        new ApiRefused(422, "Invalid", "spec.template: Required"))
                                : Optional.empty());

        bed.configMapFile("web", "settings", "two");
        job("notify", "argocd.argoproj.io/hook: PostSync", "broken: \"yes\"");
        job("fresh", "argocd.argoproj.io/hook: PostSync", "broken: \"yes\"");
        bed.commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message())
                .contains("apps/web/notify.yaml", "apps/web/fresh.yaml", "spec.template: Required");
    }

    @Test
    void aHookThatIsRefusedWhenItIsToBeginIsWrittenDownAsNotSynced() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one");
        job("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.commit();
        bed.cluster.admit(
                manifest ->
                        manifest.key().equals(job("migrate"))
                                ? Optional.of("quota exceeded")
                                : Optional.empty());
        bed.start().calm();

        assertThat(operation().syncResult().orElseThrow().resources())
                .filteredOn(result -> result.key().equals(job("migrate")))
                .singleElement()
                .satisfies(
                        result -> {
                            assertThat(result.status()).hasValue(ResultCode.SYNC_FAILED);
                            assertThat(result.hookPhase()).hasValue(OperationPhase.FAILED);
                        });
    }

    @Test
    void aHookRunsOnceInASyncAlthoughTheControllerIsKilled() {
        bed.application("web").configMapFile("web", "settings", "one");
        job("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.commit();
        bed.start().calm();
        String uid = uid("migrate");

        bed.start().calm();
        bed.start().calm();
        complete("migrate");
        bed.calm();

        assertThat(uid("migrate")).isEqualTo(uid);
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void healingRunsNoHooks() {
        bed.application("web").configMapFile("web", "settings", "one");
        job("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.commit();
        bed.start().calm();
        complete("migrate");
        bed.calm();
        String uid = uid("migrate");

        bed.cluster.edit(configMap("web", "settings"), Map.of("data", Map.of("key", "tampered")));
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(uid("migrate")).isEqualTo(uid);
    }

    @Test
    void theHookOfTheNextSyncMakesRoomFirst() {
        bed.application("web").configMapFile("web", "settings", "one");
        job("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.commit();
        bed.start().calm();
        complete("migrate");
        bed.calm();
        String uid = uid("migrate");

        bed.configMapFile("web", "settings", "two").commit();
        bed.calm();
        assertThat(uid("migrate")).isNotEqualTo(uid);
        assertThat(bed.value("web", "settings", "key")).hasValue("one");

        complete("migrate");
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("two");
    }

    @Test
    void aHookThatSucceededIsDeletedWhereItsPolicySaysSo() {
        bed.application("web").configMapFile("web", "settings", "one");
        job(
                "migrate",
                "argocd.argoproj.io/hook: PreSync",
                "argocd.argoproj.io/hook-delete-policy: HookSucceeded");
        bed.commit();
        bed.start().calm();

        complete("migrate");
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(job("migrate"));
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void aNewerCommitEndsASyncThatHangs() {
        bed.application("web");
        job("first", WAVE.formatted(1));
        bed.configMapFile("web", "second", "x", WAVE.formatted(2)).commit();
        bed.start().calm();

        bed.remove("apps/web/first.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(second()).doesNotContain(job("first"));
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void aRefusedObjectIsTriedAgainWithArgosPauses() {
        bed.application(
                        "web",
                        "automated: {prune: true, selfHeal: true}",
                        "syncOptions: [CreateNamespace=true]",
                        "retry: {limit: 2, backoff: {duration: 10s, factor: 2, maxDuration: 3m}}")
                .configMapFile("web", "settings", "one");
        bed.cluster.admit(
                manifest ->
                        manifest.key().name().equals("settings")
                                ? Optional.of("quota exceeded")
                                : Optional.empty());
        bed.commit();
        bed.start().calm();
        assertThat(operation().phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(operation().retryCount()).isEqualTo(1);
        assertThat(operation().message())
                .contains("quota exceeded")
                .contains("Retrying attempt #1");

        bed.pass(Duration.ofSeconds(10));
        assertThat(operation().retryCount()).isEqualTo(2);
        bed.cluster.admit(manifest -> Optional.empty());
        bed.pass(Duration.ofSeconds(21));

        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void afterTheLastRetryTheConditionSaysWhatFailed() {
        bed.applicationTriedOnce("web").configMapFile("web", "settings", "one");
        bed.cluster.admit(
                manifest ->
                        manifest.key().name().equals("settings")
                                ? Optional.of("quota exceeded")
                                : Optional.empty());
        bed.commit();

        bed.start().calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(bed.status("web").conditions().all())
                .anyMatch(c -> c.message().contains("quota exceeded"));
        assertThat(bed.summary("web").refused()).isTrue();
    }

    @Test
    void aNamespaceStandsBeforeAnEarlierWaveAndAHookThatNeedIt() {
        bed.application("web", "automated: {prune: true, selfHeal: true}");
        bed.file(
                "apps/web/namespace.yaml",
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n");
        bed.configMapFile("web", "early", "x", WAVE.formatted(-1));
        job("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.commit();

        bed.start().calm();
        complete("migrate");
        bed.calm();

        assertThat(bed.value("web", "early", "key")).hasValue("x");
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    private void job(String name, String... annotations) {
        jobs.file(name, annotations);
    }

    private static ResourceKey job(String name) {
        return Jobs.key("web", name);
    }

    private static ResourceKey second() {
        return configMap("web", "second");
    }

    private void complete(String job) {
        jobs.complete(job);
    }

    private void fail(String job) {
        jobs.fail(job);
    }

    private String uid(String job) {
        return jobs.uid(job);
    }

    private OperationState operation() {
        return bed.status("web").operationState().orElseThrow();
    }
}
