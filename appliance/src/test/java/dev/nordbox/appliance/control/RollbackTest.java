package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.HistoryEntry;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.Question;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Syncs to another revision than the one that an Application names, and the way back. */
class RollbackTest {

    private static final String BY_HAND = "syncOptions: [CreateNamespace=true]";

    private final Bed bed = new Bed();
    private String one = "";
    private String two = "";

    /** Synced by hand at a first commit, and then at a second one. */
    private void deployedTwice() {
        bed.application("web", BY_HAND)
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "old", "one");
        one = commit();
        bed.start().calm();
        post("/applications/web/sync");
        bed.calm();
        bed.configMapFile("web", "settings", "two")
                .configMapFile("web", "fresh", "two")
                .remove("apps/web/old.yaml");
        two = commit();
        bed.calm();
        post("/applications/web/sync?prune=true");
        bed.calm();
        assertThat(value("settings")).hasValue("two");
        assertThat(value("old")).isEmpty();
    }

    /** As a Git host does, every commit stays there under its id. */
    private String commit() {
        InMemoryTree tree = new InMemoryTree();
        bed.files.forEach(tree::file);
        String commit = bed.commit();
        bed.repositories.stands(Bed.URL, commit, commit, tree);
        return commit;
    }

    @Test
    void theWayBackLeadsToTheEntryBeforeTheLast() {
        deployedTwice();

        post("/applications/web/rollback?request=r1");
        bed.calm();

        assertThat(value("settings")).hasValue("one");
        assertThat(value("old")).hasValue("one");
        assertThat(value("fresh")).as("nothing is deleted unless asked for").hasValue("two");
        OperationState state = bed.status("web").operationState().orElseThrow();
        assertThat(state.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(state.operation().sync().orElseThrow().revision()).isEqualTo(one);
        assertThat(state.operation().sync().orElseThrow().strategy().apply()).isTrue();
        assertThat(state.syncResult().orElseThrow().origin().revision()).isEqualTo(one);
    }

    @Test
    void afterwardsItIsComparedWithWhatItNamesAndIsOutOfSync() {
        deployedTwice();

        post("/applications/web/rollback");
        bed.pass(Duration.ofMinutes(5));

        var sync = bed.status("web").sync().orElseThrow();
        assertThat(sync.status()).isEqualTo(SyncStatusCode.OUT_OF_SYNC);
        assertThat(sync.revision()).isEqualTo(two);
        assertThat(Fields.text(sync.comparedTo().source(), "targetRevision")).hasValue("HEAD");
        assertThat(value("settings")).as("and stays so").hasValue("one");

        post("/applications/web/sync?prune=true");
        bed.calm();

        assertThat(value("settings")).hasValue("two");
        assertThat(value("old")).isEmpty();
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void theHistoryTellsTheWayBackAsASyncOfItsOwn() {
        deployedTwice();

        post("/applications/web/rollback?id=0&prune=true");
        bed.calm();

        List<HistoryEntry> history = bed.status("web").history();
        assertThat(history).extracting(HistoryEntry::id).containsExactly(0L, 1L, 2L);
        assertThat(history)
                .extracting(entry -> entry.origin().revision())
                .containsExactly(one, two, one);
        Map<String, Object> last =
                Fields.map(
                        Fields.list(bed.cluster.content(Bed.key("web")), "status", "history")
                                .get(2));
        assertThat(last)
                .containsEntry("initiatedBy", Map.of("username", "kari"))
                .containsKeys("deployedAt", "deployStartedAt");
        assertThat(Fields.text(last, "source", "path")).hasValue("apps/web");
        assertThat(value("fresh")).as("pruned, as was asked for").isEmpty();
    }

    @Test
    void aWayBackWithinTheSameSecondIsAnEntryOfItsOwn() {
        deployedTwice();
        ApplicationStatus before = bed.status("web");
        SyncState same = SyncState.completed(before.history().get(1));
        SyncState back = SyncState.completed(before.history().get(0));
        SyncState atOnce =
                SyncState.begin(back.operation(), back.origin(), same.startedAt().plusMillis(500));

        assertThat(History.with(before, same, 10)).hasSize(2);
        assertThat(History.with(before, atOnce, 10))
                .extracting(entry -> entry.origin().revision())
                .containsExactly(one, two, one);
    }

    @Test
    void anEntryOfAnotherSourceIsGoneBackToAsItWas() {
        deployedTwice();
        bed.application("web", BY_HAND);
        bed.files.computeIfPresent(
                "argocd/web.yaml", (path, text) -> text.replace("apps/web", "apps/moved"));
        bed.configMapFile("moved", "settings", "three");
        commit();
        bed.calm();
        post("/applications/web/sync");
        bed.calm();
        assertThat(value("settings")).hasValue("three");

        post("/applications/web/rollback");
        bed.calm();

        assertThat(value("settings")).hasValue("two");
        ApplicationStatus status = bed.status("web");
        assertThat(Fields.text(status.history().get(3).origin().source(), "path"))
                .hasValue("apps/web");
        assertThat(Fields.text(status.sync().orElseThrow().comparedTo().source(), "path"))
                .hasValue("apps/moved");
    }

    @Test
    void whileItSyncsByItselfThereIsNoWayBackUnlessItIsOnHold() {
        bed.application("web").configMapFile("web", "settings", "one");
        one = commit();
        bed.start().calm();
        bed.configMapFile("web", "settings", "two");
        commit();
        bed.calm();

        Answer refused = answer("POST", "/applications/web/rollback");

        assertThat(refused.status()).startsWith("409");
        assertThat(refused.content().get("error").toString()).contains("automated sync of web is");
        assertThat(refused.content().get("fix").toString()).contains("`app hold web`");
        assertThat(bed.cluster.content(Bed.key("web"))).doesNotContainKey("operation");

        post("/applications/web/hold");
        post("/applications/web/rollback");
        bed.pass(Duration.ofMinutes(5));
        assertThat(value("settings")).hasValue("one");

        post("/applications/web/release");
        bed.calm();
        assertThat(value("settings")).hasValue("two");
    }

    @Test
    void anEntryThatIsNotThereIsToldWithThoseThatAre() {
        deployedTwice();

        Answer answer = answer("POST", "/applications/web/rollback?id=7");

        assertThat(answer.status()).startsWith("422");
        assertThat(answer.content())
                .containsEntry("error", "the history of web has no entry 7")
                .containsEntry("fix", "its entries are 0, 1: `app history web`");
    }

    @Test
    void withOneSyncThereIsNothingToGoBackTo() {
        bed.application("web", BY_HAND).configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        post("/applications/web/sync");
        bed.calm();

        Answer answer = answer("POST", "/applications/web/rollback");

        assertThat(answer.status()).startsWith("409");
        assertThat(answer.content())
                .containsEntry("error", "web has no earlier sync to go back to");
    }

    @Test
    void anOperationThatIsPatchedInLeadsToTheBranchThatItNames() {
        deployedTwice();
        String trial = "7".repeat(40);
        bed.repositories.stands(
                Bed.URL,
                "trial",
                trial,
                "apps/web/settings.yaml",
                bed.files.get("apps/web/settings.yaml").replace("two", "trial"));
        bed.repositories.stands(
                Bed.URL,
                trial,
                trial,
                "apps/web/settings.yaml",
                bed.files.get("apps/web/settings.yaml").replace("two", "trial"));

        patch("trial");
        bed.calm();

        assertThat(value("settings")).hasValue("trial");
        OperationState state = bed.status("web").operationState().orElseThrow();
        assertThat(state.operation().sync().orElseThrow().revision()).isEqualTo("trial");
        assertThat(state.syncResult().orElseThrow().origin().revision()).isEqualTo(trial);
        assertThat(bed.status("web").history().get(2).origin().revision()).isEqualTo(trial);
        assertThat(bed.status("web").sync().orElseThrow().revision()).isEqualTo(two);
        assertThat(bed.repositories.kept).as("no longer asked for").isEmpty();
    }

    @Test
    void aRevisionIsWaitedForUntilItsRepositoryHasAnswered() {
        deployedTwice();
        String late = "8".repeat(40);

        patch(late);
        bed.calm();
        assertThat(value("settings")).hasValue("two");
        assertThat(bed.cluster.content(Bed.key("web"))).containsKey("operation");

        bed.repositories.stands(
                Bed.URL,
                late,
                late,
                "apps/web/settings.yaml",
                bed.files.get("apps/web/settings.yaml").replace("two", "late"));
        bed.engine0().repositoryChanged(Bed.URL);
        bed.calm();

        assertThat(value("settings")).hasValue("late");
        assertThat(bed.cluster.content(Bed.key("web"))).doesNotContainKey("operation");
    }

    @Test
    void aRevisionThatIsNotThereIsRefusedWithTheReason() {
        deployedTwice();
        bed.repositories.fails(Bed.URL, "nope", "there is no revision 'nope'; push it");

        patch("nope");
        bed.calm();

        assertThat(refusal()).contains("no revision 'nope'; push it");
        assertThat(value("settings")).hasValue("two");
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
        assertThat(bed.cluster.content(Bed.key("web"))).doesNotContainKey("operation");
    }

    @Test
    void patchedIntoOneThatSyncsByItselfItIsRefusedInArgosWords() {
        bed.application("web").configMapFile("web", "settings", "one");
        one = commit();
        bed.start().calm();
        bed.configMapFile("web", "settings", "two");
        commit();
        bed.calm();

        patch(one);
        bed.calm();

        assertThat(refusal())
                .contains("Cannot sync to " + one + ": auto-sync currently set to HEAD")
                .contains("`app hold web`");
        assertThat(value("settings")).hasValue("two");
    }

    @Test
    void askedForAtTheDeskItIsRefusedAtOnce() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        Answer answer = answer("POST", "/applications/web/sync?revision=trial");

        assertThat(answer.status()).startsWith("409");
        assertThat(answer.content().get("error").toString())
                .startsWith("Cannot sync to trial: auto-sync currently set to HEAD");
        assertThat(bed.cluster.content(Bed.key("web"))).doesNotContainKey("operation");
    }

    @Test
    void aDryRunOfAnotherRevisionChangesNothingAndMayBeAskedOfAnAutomatedOne() {
        bed.application("web").configMapFile("web", "settings", "one");
        one = commit();
        bed.start().calm();
        bed.configMapFile("web", "settings", "two");
        commit();
        bed.calm();

        post("/applications/web/sync?dryRun=true&revision=" + one);
        bed.calm();

        OperationState state = bed.status("web").operationState().orElseThrow();
        assertThat(state.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(state.syncResult().orElseThrow().origin().revision()).isEqualTo(one);
        assertThat(value("settings")).hasValue("two");
        assertThat(bed.status("web").history()).hasSize(2);
    }

    @Test
    void aRestartInTheMiddleGoesOnAtTheSameCommit() {
        deployedTwice();
        bed.file(
                "apps/web/gate.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: gate
                  annotations: {argocd.argoproj.io/sync-wave: "-1"}
                spec: {restartPolicy: Always, containers: [{name: a, image: a}]}
                """);
        bed.configMapFile("web", "settings", "gated");
        String gated = commit();
        bed.remove("apps/web/gate.yaml").configMapFile("web", "settings", "two");
        commit();
        bed.calm();
        post("/applications/web/sync?revision=" + gated);
        bed.calm();
        assertThat(bed.status("web").operationState().orElseThrow().phase())
                .isEqualTo(OperationPhase.RUNNING);
        assertThat(bed.status("web").sync().orElseThrow().revision()).isNotEqualTo(gated);

        bed.start().calm();
        bed.cluster.edit(
                new ResourceKey("", "Pod", "web", "gate"),
                YamlObject.of(
                        "status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}"));
        bed.calm();

        OperationState state = bed.status("web").operationState().orElseThrow();
        assertThat(state.phase()).as(state.message()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(value("settings")).hasValue("gated");
    }

    @Test
    void theRootFollowsWhatTheControllerWasTold() {
        deployedTwice();

        bed.cluster.edit(Bed.key("nordbox-infra"), operation(one));
        bed.calm();

        assertThat(
                        bed
                                .status("nordbox-infra")
                                .conditions()
                                .of(ConditionType.SYNC_ERROR)
                                .stream()
                                .map(condition -> condition.message()))
                .singleElement()
                .asString()
                .contains("it is the root");
    }

    private String refusal() {
        return bed.status("web").conditions().of(ConditionType.SYNC_ERROR).stream()
                .map(condition -> condition.message())
                .filter(message -> message.startsWith("the operation was not begun"))
                .findFirst()
                .orElse("");
    }

    private void patch(String revision) {
        bed.cluster.edit(Bed.key("web"), operation(revision));
    }

    private static Map<String, Object> operation(String revision) {
        return Map.of("operation", Map.of("sync", Map.of("revision", revision)));
    }

    private Optional<String> value(String name) {
        return bed.value("web", name, "key");
    }

    private void post(String target) {
        assertThat(answer("POST", target)).extracting(Answer::status).isEqualTo("202 Accepted");
    }

    private Answer answer(String method, String target) {
        return bed.engine0().answer(Question.of(method, target, "kari"), Optional.empty());
    }
}
