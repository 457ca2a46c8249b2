package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.tombstone.TombstoneFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was deleted comes back, and stays until somebody lets it go. */
class UndoTest {

    private static final ResourceKey SETTINGS = Bed.configMap("web", "settings");

    private final Bed bed = new Bed();
    private final List<String> audited = new ArrayList<>();

    @TempDir Path directory;

    @BeforeEach
    void keepTombstones() throws IOException {
        bed.tombstones = opened();
        bed.audit = (action, key, cause, before) -> audited.add(told(action, key, cause));
    }

    private TombstoneFiles opened() throws IOException {
        return TombstoneFiles.in(directory, Clock.fixed(bed.now(), ZoneOffset.UTC));
    }

    private static String told(String action, ResourceKey key, Cause cause) {
        return "%s %s %s %s".formatted(action, key, cause.reason(), cause.actor());
    }

    @Test
    void whatASyncPrunedIsBackAndStaysThroughCommitsAndHealingUntilItIsLetGo() {
        pruned();

        Answer answer = bed.asked("POST", "/applications/web/undo?request=r1");
        bed.calm();

        assertThat(answer.status()).startsWith("202");
        assertThat(objects(answer)).containsExactly("web/ConfigMap/settings true ");
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(audited)
                .contains(
                        "ask for an undo argocd/Application.argoproj.io/web request kari",
                        "apply web/ConfigMap/settings undo kari");

        bed.configMapFile("web", "other", "two").commit();
        bed.calm();
        bed.start().pass(Duration.ofHours(2));

        assertThat(bed.value("web", "other", "key")).hasValue("two");
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.OUT_OF_SYNC);
        assertThat(bed.asked("GET", "/applications/web/why").content().get("sentence").toString())
                .contains(
                        "web/ConfigMap/settings left Git and stays: `app undo` brought it back",
                        "by kari",
                        "`app release web --brought-back`");

        bed.asked("POST", "/applications/web/release?broughtBack=true");
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS);
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
        assertThat(audited).contains("let go argocd/Application.argoproj.io/web request kari");
    }

    @Test
    void aSyncByHandThatPrunesDoesNotTakeItEither() {
        pruned();
        undo("");

        bed.asked("POST", "/applications/web/sync?prune=true");
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void anObjectWhoseOwnWordIsToBePrunedStaysAllTheSame() {
        bed.application("web")
                .configMapFile(
                        "web", "settings", "one", "argocd.argoproj.io/sync-options: Prune=true")
                .configMapFile("web", "other", "one")
                .commit();
        bed.start().calm();
        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();

        undo("");
        bed.pass(Duration.ofMinutes(5));

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void theCommitThatWantsItAgainTakesTheMarkOffAndTheNextOneThatDropsItPrunesIt() {
        pruned();
        undo("");

        bed.configMapFile("web", "settings", "again").commit();
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("again");
        assertThat(bed.cluster.content(SETTINGS).toString()).doesNotContain("brought-back");

        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS);
    }

    @Test
    void anotherApplicationThatWantsItLaterHasIt() {
        pruned();
        undo("");

        bed.application("api", "automated: {prune: true, selfHeal: true}")
                .file(
                        "apps/api/settings.yaml",
                        "apiVersion: v1\nkind: ConfigMap\n"
                                + "metadata: {name: settings, namespace: web}\ndata: {key: api}\n")
                .commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("api");
    }

    @Test
    void itIsBroughtBackAsItWasAndNotAsTheServerHadIt() {
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "other", "one")
                .commit();
        bed.start().calm();
        bed.cluster.edit(
                SETTINGS,
                Map.of(
                        "data",
                        Map.of("byHand", "yes"),
                        "metadata",
                        Map.of(
                                "annotations",
                                Map.of(
                                        "kubectl.kubernetes.io/last-applied-configuration",
                                        "{hunter2}"))));
        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();

        undo("");

        assertThat(Fields.map(bed.cluster.content(SETTINGS), "data"))
                .containsOnly(Map.entry("key", "one"), Map.entry("byHand", "yes"));
        assertThat(bed.cluster.content(SETTINGS).toString()).doesNotContain("hunter2");
    }

    @Test
    void aSecretIsNamedAndItsContentIsNowhere() throws IOException {
        bed.application("web")
                .configMapFile("web", "other", "one")
                .file(
                        "apps/web/db.yaml",
                        "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n"
                                + "stringData: {password: correct-horse}\n")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();
        bed.remove("apps/web/db.yaml").remove("apps/web/settings.yaml").commit();
        bed.calm();

        Answer answer = undo("");

        assertThat(objects(answer))
                .containsExactlyInAnyOrder(
                        "web/ConfigMap/settings true ",
                        "web/Secret/db false the content of Secrets is never kept: bring it back"
                                + " from Git, as it is in the commit before");
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file))
                        .contains("\"db\"")
                        .doesNotContain("correct-horse", "Y29ycmVjdC1ob3JzZQ");
            }
        }
    }

    @Test
    void nothingButASecretIsRefusedByName() {
        bed.application("web")
                .configMapFile("web", "other", "one")
                .file("apps/web/db.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n")
                .commit();
        bed.start().calm();
        bed.remove("apps/web/db.yaml").commit();
        bed.calm();

        assertThat(undo("").content().get("error").toString())
                .startsWith("there is nothing to bring back of web: web/Secret/db: the content");
    }

    @Test
    void aCommitThatIsUndoneIsUndoneWholeAndASingleSyncByItsNumber() {
        bed.application("web")
                .configMapFile("web", "first", "one")
                .configMapFile("web", "second", "one")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();
        String first = bed.remove("apps/web/first.yaml").commit();
        bed.calm();
        bed.remove("apps/web/second.yaml").commit();
        bed.calm();

        List<Object> deletions =
                Fields.list(bed.asked("GET", "/applications/web/deletions").content(), "deletions");
        assertThat(deletions).extracting(each -> Fields.number(each, "id")).containsExactly(2L, 1L);
        assertThat(deletions.get(1).toString())
                .contains(first, "web/ConfigMap/first", "cause=sync");

        undo("?revision=" + first.substring(0, 8));
        assertThat(bed.value("web", "first", "key")).hasValue("one");
        assertThat(bed.value("web", "second", "key")).isEmpty();

        undo("?sync=2");
        assertThat(bed.value("web", "second", "key")).hasValue("one");
    }

    @Test
    void whatCannotBeUndoneIsToldByName() throws IOException {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        assertThat(error("")).isEqualTo("nothing that was deleted of web is kept");

        bed.configMapFile("web", "other", "one").remove("apps/web/settings.yaml").commit();
        bed.calm();
        assertThat(error("?sync=7")).isEqualTo("no deletion 7 of web is kept");
        assertThat(error("?sync=0"))
                .isEqualTo("no deletion 0 of web is kept any more: the oldest is 1");
        assertThat(error("?revision=beef"))
                .isEqualTo("no sync of web to beef deleted anything that is kept");

        undo("");
        assertThat(error(""))
                .isEqualTo(
                        "there is nothing to bring back of web: web/ConfigMap/settings: it is there");
    }

    @Test
    void withItsApplicationGoneItIsSaidWhatWent() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.file(
                        "argocd/web.yaml",
                        bed.files
                                .get("argocd/web.yaml")
                                .replace(
                                        "  namespace: argocd\n",
                                        "  namespace: argocd\n"
                                                + "  finalizers:"
                                                + " [resources-finalizer.argocd.argoproj.io]\n"))
                .application("api")
                .configMapFile("api", "settings", "one")
                .commit();
        bed.start().calm();

        bed.remove("argocd/web.yaml").commit();
        bed.pass(Duration.ofMinutes(2));
        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS, Bed.key("web"));

        Answer answer = bed.asked("POST", "/applications/web/undo");
        assertThat(answer.status()).startsWith("404");
        assertThat(answer.content().get("error").toString())
                .contains("the Application web is gone", "web/ConfigMap/settings");

        bed.asked("POST", "/applications/nordbox-infra/undo");
        bed.pass(Duration.ofMinutes(2));

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.cluster.keys()).contains(Bed.key("web"));
    }

    @Test
    void itIsDoneWhateverIsTheMatterWithGit() {
        pruned();
        bed.file("apps/web/other.yaml", "apiVersion: v1\nkind: [").commit();
        bed.calm();

        undo("");

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void aControllerThatIsKilledAtTheFirstChangeGoesOn() throws IOException {
        pruned();
        bed.asked("POST", "/applications/web/undo");
        boolean[] dead = {false};
        bed.cluster.failWith(
                request -> {
                    dead[0] |= request.equals("apply " + SETTINGS);
                    if (dead[0]) {
                        throw new ApiUnavailable("killed");
                    }
                });
        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS);

        bed.cluster.failWith(request -> {});
        restart();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        bed.pass(Duration.ofMinutes(10));
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void oneThatWaitsForTheEndOfTheOldObjectGoesOnAfterARestart() throws IOException {
        bed.application("web")
                .configMapFile("web", "other", "one")
                .file(
                        "apps/web/settings.yaml",
                        "apiVersion: v1\nkind: ConfigMap\n"
                                + "metadata: {name: settings, finalizers: [example.no/hold]}\n"
                                + "data: {key: one}\n")
                .commit();
        bed.start().calm();
        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();
        bed.asked("POST", "/applications/web/terminate");
        bed.calm();

        undo("");
        assertThat(operation().message()).contains("waiting for the deletion of");
        restart();
        assertThat(operation().message()).contains("waiting for the deletion of");
        bed.cluster.edit(SETTINGS, Map.of("metadata", Map.of("finalizers", List.of())));
        bed.calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void withoutItsTombstonesAnUndoEndsAndSaysSo() throws IOException {
        pruned();
        bed.asked("POST", "/applications/web/undo");
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        restart();

        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS);
        assertThat(bed.status("web").conditions().toString())
                .contains("the operation was not begun: no deletion of web is kept that it names");
    }

    @Test
    void aDryRunBringsNothingBack() {
        pruned();

        undo("?dryRun=true");

        assertThat(operation().message()).contains("1 created");
        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS);
    }

    @Test
    void kubectlAsksForItInTheSameWords() {
        pruned();

        bed.cluster.edit(
                Bed.key("web"),
                Map.of(
                        "operation",
                        Map.of(
                                "sync",
                                Map.of(),
                                "info",
                                List.of(Map.of("name", "nordbox.no/undo", "value", "1")))));
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.status("web").history()).hasSize(2);
    }

    @Test
    void whatTheProjectNoLongerPermitsDoesNotComeBack() {
        pruned();
        bed.file(
                        "argocd/project.yaml",
                        "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\n"
                                + "metadata: {name: default, namespace: argocd}\n"
                                + "spec:\n  sourceRepos: ['*']\n"
                                + "  destinations: [{server: '*', namespace: '*'}]\n"
                                + "  clusterResourceWhitelist: [{group: '*', kind: '*'}]\n"
                                + "  namespaceResourceBlacklist: [{group: '', kind: ConfigMap}]\n")
                .commit();
        bed.calm();

        undo("");

        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS);
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("is not permitted in project default");
    }

    @Test
    void whatCannotBeWrittenDownIsNotDeleted() throws IOException {
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "other", "one")
                .commit();
        bed.start().calm();
        Files.delete(directory);

        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(operation().message()).contains("it is not deleted, since what it is cannot be");

        Files.createDirectory(directory);
        bed.pass(Duration.ofMinutes(11));
        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS);
    }

    private void restart() throws IOException {
        bed.tombstones = opened();
        bed.start().calm();
    }

    private void pruned() {
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "other", "one")
                .commit();
        bed.start().calm();
        bed.remove("apps/web/settings.yaml").commit();
        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(SETTINGS);
    }

    private Answer undo(String query) {
        Answer answer = bed.asked("POST", "/applications/web/undo" + query);
        bed.calm();
        return answer;
    }

    private String error(String query) {
        return bed.asked("POST", "/applications/web/undo" + query)
                .content()
                .get("error")
                .toString();
    }

    private static List<String> objects(Answer answer) {
        return Fields.list(answer.content(), "objects").stream()
                .map(Fields::map)
                .map(o -> "%s %s %s".formatted(o.get("object"), o.get("back"), o.get("remark")))
                .toList();
    }

    private OperationState operation() {
        return bed.status("web").operationState().orElseThrow();
    }
}
