package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Syncs to another revision than the one that an Application names. */
class RevisionSyncTest extends WebAtRevisions {
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
    void aRefusalOfOneThatIsSyncedIsOverWhenItHasBeenRead() {
        aRevisionThatIsNotThereIsRefusedWithTheReason();

        bed.pass(Duration.ofSeconds(50));
        assertThat(refusal()).isNotEmpty();
        bed.pass(Duration.ofSeconds(15));

        assertThat(refusal()).isEmpty();
        assertThat(bed.status("web").conditions().all()).isEmpty();
    }

    @Test
    void aRefusalOfOneThatIsNotSyncedStandsUntilSomebodyLooksAgain() {
        aRevisionThatIsNotThereIsRefusedWithTheReason();
        bed.configMapFile("web", "settings", "three");
        commit();
        bed.pass(Duration.ofMinutes(2));
        assertThat(refusal()).isNotEmpty();

        assertThat(answer("POST", "/applications/web/refresh").status()).startsWith("202");
        bed.calm();

        assertThat(refusal()).isEmpty();
    }

    @Test
    void patchedIntoOneThatSyncsByItselfItIsRefusedInArgosWords() {
        followedTwice();

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
        followedTwice();

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
}
