package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.HistoryEntry;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.sync.SyncState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way back to an earlier sync. */
class RollbackTest extends WebAtRevisions {
    private static final String SHOP = "https://git.example.no/shop/deploy.git";
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);

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
    void hooksThatTheEntryHasDoNotRunOnTheWayBack() {
        bed.configMapFile("web", "migrate", "again", "argocd.argoproj.io/hook: PreSync");
        deployedTwice();
        assertThat(resultOf("migrate")).as("a sync runs it").isPresent();
        Object ran = uid("migrate");

        post("/applications/web/rollback");
        bed.calm();

        assertThat(value("settings")).hasValue("one");
        assertThat(resultOf("settings")).isPresent();
        assertThat(resultOf("migrate")).isEmpty();
        assertThat(uid("migrate")).isEqualTo(ran);
    }

    private Optional<ResourceResult> resultOf(String name) {
        return bed
                .status("web")
                .operationState()
                .flatMap(OperationState::syncResult)
                .orElseThrow()
                .resources()
                .stream()
                .filter(result -> result.key().name().equals(name))
                .findAny();
    }

    private Object uid(String name) {
        return Fields.text(bed.cluster.content(Bed.configMap("web", name)), "metadata", "uid")
                .orElseThrow();
    }

    @Test
    void everySourceGoesBackToItsOwnCommit() {
        deployedTwiceFrom(SHOP);

        post("/applications/web/rollback");
        bed.calm();

        assertThat(value("settings")).hasValue("one");
        assertThat(value("shop")).hasValue("one");
        ApplicationStatus status = bed.status("web");
        SyncRequest asked = status.operationState().orElseThrow().operation().sync().orElseThrow();
        assertThat(asked.revision()).isEmpty();
        assertThat(asked.revisions()).containsExactly(one, ONE);
        assertThat(asked.sources()).hasSize(2);
        assertThat(status.history().get(2).origin().revisions()).containsExactly(one, ONE);
        assertThat(status.sync().orElseThrow().revisions())
                .as("compared with what it names")
                .containsExactly(two, TWO);
        assertThat(status.sync().orElseThrow().status()).isEqualTo(SyncStatusCode.OUT_OF_SYNC);
    }

    @Test
    void anEntryOfSeveralSourcesIsGoneBackToAlsoWhenThereIsOneNow() {
        deployedTwiceFrom(SHOP);
        bed.application("web", BY_HAND).configMapFile("web", "settings", "three");
        commit();
        bed.calm();
        post("/applications/web/sync?prune=true");
        bed.calm();
        assertThat(value("settings")).hasValue("three");
        assertThat(value("shop")).isEmpty();

        post("/applications/web/rollback?id=0");
        bed.calm();

        assertThat(value("settings")).hasValue("one");
        assertThat(value("shop")).hasValue("one");
        ApplicationStatus status = bed.status("web");
        assertThat(status.history().get(3).origin().sources()).hasSize(2);
        assertThat(status.history().get(3).origin().revisions()).containsExactly(one, ONE);
        assertThat(status.sync().orElseThrow().comparedTo().sources()).isEmpty();
    }

    /** The same, of the root's repository and a second one. */
    private void deployedTwiceFrom(String other) {
        bed.application("web", BY_HAND);
        bed.files.computeIfPresent(
                "argocd/web.yaml",
                (path, text) ->
                        text.replaceFirst(
                                "  source:\n(    .*\n)+",
                                """
                                  sources:
                                  - {repoURL: %s, path: apps/web, targetRevision: HEAD}
                                  - {repoURL: %s, path: shop, targetRevision: main}
                                """
                                        .formatted(Bed.URL, other)));
        bed.configMapFile("web", "settings", "one");
        shop(other, ONE, "one");
        one = commit();
        bed.start().calm();
        post("/applications/web/sync");
        bed.calm();
        bed.configMapFile("web", "settings", "two");
        shop(other, TWO, "two");
        two = commit();
        bed.engine0().repositoryChanged(other);
        bed.calm();
        post("/applications/web/sync");
        bed.calm();
        assertThat(value("settings")).hasValue("two");
        assertThat(value("shop")).hasValue("two");
    }

    /** It stands there on its branch, and stays there under its id. */
    private void shop(String url, String commit, String value) {
        bed.configMapFile("shop", "shop", value);
        String text = bed.files.remove("apps/shop/shop.yaml");
        bed.repositories.stands(url, "main", commit, "shop/shop.yaml", text);
        bed.repositories.stands(url, commit, commit, "shop/shop.yaml", text);
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
                SyncState.begin(
                        back.operation(),
                        back.origin(),
                        same.startedAt().plusMillis(500),
                        Optional.empty());

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
        followedTwice();

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
}
