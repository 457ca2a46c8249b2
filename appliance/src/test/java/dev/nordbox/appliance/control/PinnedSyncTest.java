package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A commit that arrives while a sync runs that it does not end. */
class PinnedSyncTest extends WebAtRevisions {

    private final Jobs jobs = new Jobs(bed, "web");

    @Test
    void aSyncByHandGoesOnAtItsCommit() {
        byHandUntilItsHookRuns();
        bed.configMapFile("web", "settings", "two");
        two = commit();
        bed.calm();
        jobs.complete("migrate");
        bed.calm();

        assertThat(value("settings")).hasValue("one");
        assertThat(state().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(state().syncResult().orElseThrow().origin().revision()).isEqualTo(one);
        assertThat(bed.status("web").sync().orElseThrow().revision()).isEqualTo(two);
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.OUT_OF_SYNC);
    }

    @ParameterizedTest
    @CsvSource({"true, two", "false, one"})
    void oneThatFailedIsTriedAgainAtTheNewestCommitIfItSaysSo(boolean refresh, String value) {
        bed.application("web", BY_HAND).configMapFile("web", "settings", "one");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        one = commit();
        bed.start().calm();
        Map<String, Object> retry = Map.of("limit", 3, "refresh", refresh);
        bed.cluster.edit(
                Bed.key("web"),
                Map.of("operation", Map.of("sync", Map.of("prune", true), "retry", retry)));
        bed.calm();
        jobs.fail("migrate");
        bed.calm();

        bed.configMapFile("web", "settings", "two");
        two = commit();
        bed.pass(Duration.ofSeconds(10));
        jobs.complete("migrate");
        bed.calm();

        assertThat(state().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(value("settings")).hasValue(value);
        assertThat(state().syncResult().orElseThrow().origin().revision())
                .isEqualTo(refresh ? two : one);
    }

    @Test
    void alsoAfterARestart() {
        byHandUntilItsHookRuns();
        bed.configMapFile("web", "settings", "two");
        two = commit();
        bed.calm();
        bed.start().calm();
        jobs.complete("migrate");
        bed.calm();

        assertThat(value("settings")).hasValue("one");
        assertThat(state().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void oneThatIsPutOnHoldWhileItRunsGoesOnAtItsCommitUntilItIsReleased() {
        bed.application("web").configMapFile("web", "settings", "one");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        one = commit();
        bed.start().calm();
        String uid = jobs.uid("migrate");
        post("/applications/web/hold");
        bed.calm();
        bed.configMapFile("web", "settings", "two");
        two = commit();
        bed.calm();
        assertThat(jobs.uid("migrate")).isEqualTo(uid);

        jobs.complete("migrate");
        bed.calm();
        assertThat(value("settings")).hasValue("one");
        post("/applications/web/release");
        bed.calm();
        jobs.complete("migrate");
        bed.calm();
        assertThat(value("settings")).hasValue("two");
    }

    @Test
    void whatLeavesAnotherForItIsNotDeletedMeanwhile() {
        byHandUntilItsHookRuns();
        bed.application("other")
                .configMapFile("other", "stays", "x")
                .append("apps/other/moved.yaml", moved());
        commit();
        bed.calm();
        assertThat(bed.value("other", "moved", "key")).hasValue("x");

        bed.remove("apps/other/moved.yaml").append("apps/web/moved.yaml", moved());
        commit();
        bed.calm();
        bed.pass(Duration.ofMinutes(5));
        assertThat(bed.value("other", "moved", "key")).hasValue("x");
        jobs.complete("migrate");
        bed.calm();
        bed.pass(Duration.ofMinutes(5));

        assertThat(bed.value("other", "moved", "key")).hasValue("x");
        bed.cluster.edit(Bed.key("web"), Map.of("operation", Map.of("sync", Map.of())));
        bed.calm();
        jobs.complete("migrate");
        bed.calm();
        assertThat(state().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(bed.value("other", "moved", "key")).hasValue("x");
    }

    @Test
    void whatLeavesAnotherForNobodyIsDeletedMeanwhile() {
        byHandUntilItsHookRuns();
        bed.application("other").configMapFile("other", "stays", "x");
        bed.configMapFile("other", "goes", "x");
        commit();
        bed.calm();
        bed.remove("apps/other/goes.yaml");
        commit();
        bed.calm();

        assertThat(jobs.isThere("migrate")).isTrue();
        assertThat(state().phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(bed.value("other", "goes", "key")).isEmpty();
    }

    @Test
    void oneThatTheCommitDoesNotConcernGoesOnAndHasBroughtThat() {
        untilItsHooksRun();
        List<String> uids = jobs.names().stream().map(jobs::uid).toList();
        bed.file("README.md", "about other things");
        two = commit();
        bed.calm();
        bed.start().calm();

        assertThat(jobs.names().stream().map(jobs::uid)).hasSize(2).isEqualTo(uids);
        jobs.names().forEach(jobs::complete);
        bed.calm();
        assertThat(jobs.names()).hasSize(2);
        assertThat(state().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(state().syncResult().orElseThrow().origin().revision()).isEqualTo(two);
        assertThat(bed.status("web").history())
                .extracting(entry -> entry.origin().revision())
                .containsExactly(two);
    }

    @Test
    void oneWhoseHookTheCommitChangesBeginsAnew() {
        untilItsHooksRun();
        String uid = jobs.uid("migrate");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync", "mended: \"yes\"");
        two = commit();
        bed.calm();

        assertThat(jobs.uid("migrate")).isNotEqualTo(uid);
    }

    /** They are told from each other by their places, so each would be taken for the other. */
    @Test
    void oneWhoseHooksWithoutNamesChangePlacesBeginsAnew() {
        bed.application("web").configMapFile("web", "settings", "one");
        nameless("a", "one");
        nameless("b", "two");
        one = commit();
        bed.start().calm();
        List<String> uids = jobs.names().stream().map(jobs::uid).toList();
        nameless("a", "two");
        nameless("b", "one");
        two = commit();
        bed.calm();

        assertThat(jobs.names().stream().map(jobs::uid))
                .hasSizeGreaterThan(uids.size())
                .containsAll(uids);
    }

    private void nameless(String file, String step) {
        jobs.file(
                file,
                "generateName: step-",
                new String[] {"argocd.argoproj.io/hook: PreSync", "step: " + step});
    }

    @Test
    void oneWhoseOptionsChangedBeforeTheCommitBeginsAnew() {
        untilItsHooksRun();
        String uid = jobs.uid("migrate");
        bed.files.computeIfPresent(
                "argocd/web.yaml",
                (path, text) ->
                        text.replace(
                                "CreateNamespace=true", "CreateNamespace=true, PruneLast=true"));
        List<String> options = List.of("CreateNamespace=true", "PruneLast=true");
        bed.cluster.edit(
                Bed.key("web"),
                Map.of("spec", Map.of("syncPolicy", Map.of("syncOptions", options))));
        two = commit();
        bed.calm();

        assertThat(jobs.uid("migrate")).isNotEqualTo(uid);
    }

    private void untilItsHooksRun() {
        bed.application("web").configMapFile("web", "settings", "one");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        jobs.file(
                "backup",
                "generateName: backup-",
                new String[] {"argocd.argoproj.io/hook: PreSync"});
        one = commit();
        bed.start().calm();
        assertThat(jobs.names()).hasSize(2);
    }

    private void byHandUntilItsHookRuns() {
        bed.application("web", BY_HAND).configMapFile("web", "settings", "one");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        one = commit();
        bed.start().calm();
        post("/applications/web/sync");
        bed.calm();
        assertThat(jobs.isThere("migrate")).isTrue();
    }

    private static String moved() {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: moved, namespace: other}\n"
                + "data: {key: x}\n";
    }

    private OperationState state() {
        return bed.status("web").operationState().orElseThrow();
    }
}
