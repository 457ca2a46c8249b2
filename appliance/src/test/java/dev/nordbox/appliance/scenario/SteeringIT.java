package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.job;
import static dev.nordbox.appliance.scenario.Objects.jobKey;
import static dev.nordbox.appliance.scenario.Objects.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people ask of an application and for it, on a real server. */
class SteeringIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ntype: Opaque\n";

    @Test
    void aDryRunAndADiffTellWhatASyncWouldDoAndChangeNothing() throws Exception {
        synced("steer");
        BOX.manifest("steer", "other", configMap("other", "2"))
                .manifest("steer", "new", configMap("new", "1"))
                .manifest("steer", "db", SECRET + "stringData: {password: correct-horse}\n");
        BOX.repository().remove("apps/steer/gone.yaml");
        BOX.commit();
        awaitOutOfSync("steer");
        List<String> before = versions("steer");

        Map<String, Object> diff = ask("GET", "/applications/steer/diff");
        ask("POST", "/applications/steer/sync?dryRun=true&prune=true&request=r1");
        OperationState told = awaitDryRun("steer");

        assertThat(told.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(
                        told.syncResult().orElseThrow().resources().stream()
                                .collect(
                                        Collectors.toMap(
                                                result -> result.key().name(),
                                                result -> result.message())))
                .containsEntry("same", "unchanged (dry run)")
                .containsEntry("other", "would be changed (dry run)")
                .containsEntry("new", "would be created (dry run)")
                .containsEntry("db", "would be changed (dry run)")
                .containsEntry("gone", "would be deleted (dry run)");
        assertThat(changes(diff))
                .containsExactlyInAnyOrder(
                        "change other", "create new", "change db", "delete gone");
        assertThat(diff.toString())
                .contains("-  key: \"1\"", "+  key: \"2\"", "'*** (live)'", "'*** (git)'")
                .doesNotContain("correct-horse", "Y29ycmVjdC1ob3JzZQ", "battery", "YmF0dGVyeQ");
        assertThat(versions("steer")).isEqualTo(before);
        assertThat(BOX.status("steer").history()).hasSize(1);

        ask("POST", "/applications/steer/sync?prune=true&request=r2");

        BOX.awaitSynced("steer");
        BOX.awaitGone(configMapKey("steer", "gone"));
        assertThat(changes(ask("GET", "/applications/steer/diff"))).isEmpty();
        assertThat(ask("GET", "/applications/steer/why")).containsEntry("blocked", false);
    }

    @Test
    void whatTheServerWouldRefuseIsToldWithItsFileBeforeAnythingIsChanged() throws Exception {
        synced("silly");
        BOX.manifest("silly", "other", configMap("other", "2"))
                .manifest(
                        "silly",
                        "web",
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web}
                        spec:
                          selector: {matchLabels: {app: web}}
                          template: {metadata: {labels: {app: other}}, spec: {containers: []}}
                        """)
                .commit();
        awaitOutOfSync("silly");
        List<String> before = versions("silly");

        ask("POST", "/applications/silly/sync?dryRun=true");
        OperationState told = awaitDryRun("silly");

        assertThat(told.phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(told.message())
                .contains("apps/silly/web.yaml:1", "`selector` does not match template `labels`");
        assertThat(versions("silly")).isEqualTo(before);
    }

    @Test
    void aSyncByHandGoesOnAtItsCommitAlsoAfterARestart() throws Exception {
        synced("pinned");
        BOX.manifest("pinned", "other", configMap("other", "2"))
                .manifest(
                        "pinned",
                        "migrate",
                        job("migrate", Map.of("argocd.argoproj.io/hook", "PreSync")))
                .commit();
        awaitOutOfSync("pinned");
        String asked = BOX.repository().head("main");
        ask("POST", "/applications/pinned/sync");
        BOX.awaitThere(jobKey("pinned", "migrate"));

        BOX.manifest("pinned", "other", configMap("other", "3")).commit();
        String newer = BOX.repository().head("main");
        BOX.await(
                "the root is at the newer one",
                () -> BOX.controller().status().toString().contains(newer));
        BOX.stop();
        BOX.start();
        JobEnd.of(BOX, jobKey("pinned", "migrate"), "Complete");

        BOX.await(
                "the sync is over",
                () -> BOX.phase("pinned").equals(Optional.of(OperationPhase.SUCCEEDED)));
        assertThat(BOX.field(configMapKey("pinned", "other"), "data", "key")).contains("2");
        assertThat(
                        BOX.status("pinned")
                                .operationState()
                                .flatMap(OperationState::syncResult)
                                .orElseThrow()
                                .origin()
                                .revision())
                .isEqualTo(asked);
        awaitOutOfSync("pinned");
    }

    @Test
    void objectsThatAreChosenAreSyncedAloneAndTheTrailHasIt() throws Exception {
        synced("chosen");
        BOX.manifest("chosen", "same", configMap("same", "2"))
                .manifest("chosen", "other", configMap("other", "2"))
                .commit();
        awaitOutOfSync("chosen");

        ask("POST", "/applications/chosen/sync?resource=:ConfigMap:chosen/other&request=r1");

        BOX.awaitField(configMapKey("chosen", "other"), "2", "data", "key");
        BOX.await(
                "the sync of one is over",
                () ->
                        BOX.status("chosen")
                                .operationState()
                                .filter(s -> !s.operation().info().isEmpty())
                                .filter(s -> s.phase() == OperationPhase.SUCCEEDED)
                                .isPresent());
        assertThat(BOX.field(configMapKey("chosen", "same"), "data", "key")).contains("1");
        assertThat(BOX.status("chosen").history()).as("it was no sync of the whole").hasSize(1);
        awaitOutOfSync("chosen");
        Map<String, Object> trail = ask("GET", "/audit?application=chosen&last=1");
        assertThat(Fields.list(trail, "entries"))
                .singleElement()
                .satisfies(
                        entry ->
                                assertThat(Fields.map(entry))
                                        .containsEntry("action", "apply")
                                        .containsEntry("application", "chosen")
                                        .containsEntry("actor", "kari")
                                        .hasEntrySatisfying(
                                                "object",
                                                o -> assertThat(o.toString()).contains("other")));
    }

    private static void synced(String application) throws Exception {
        BOX.application(application, "syncOptions: [CreateNamespace=true]")
                .manifest(application, "same", configMap("same", "1"))
                .manifest(application, "other", configMap("other", "1"))
                .manifest(application, "gone", configMap("gone", "1"))
                .manifest(application, "db", SECRET + "stringData: {password: battery}\n")
                .commit();
        BOX.start();
        awaitOutOfSync(application);
        ask("POST", "/applications/" + application + "/sync");
        BOX.awaitSynced(application);
    }

    private static void awaitOutOfSync(String application) {
        String newest = BOX.repository().head("main");
        BOX.await(
                "it is compared",
                () ->
                        BOX.status(application)
                                .sync()
                                .filter(s -> s.status() == SyncStatusCode.OUT_OF_SYNC)
                                .filter(s -> s.revision().equals(newest))
                                .isPresent());
    }

    private static OperationState awaitDryRun(String application) throws Exception {
        BOX.await(
                "the dry run has ended",
                () ->
                        BOX.status(application)
                                .operationState()
                                .filter(s -> s.operation().sync().orElseThrow().dryRun())
                                .filter(s -> s.finishedAt().isPresent())
                                .isPresent());
        return BOX.status(application).operationState().orElseThrow();
    }

    private static Map<String, Object> ask(String method, String target) {
        Answer answer = BOX.controller().answer(Question.of(method, target, "kari"));
        assertThat(answer.status()).as(answer.content().toString()).startsWith("20");
        return answer.content();
    }

    private static List<String> changes(Map<String, Object> diff) {
        return Fields.list(diff, "objects").stream()
                .map(
                        object ->
                                Fields.text(object, "change").orElse("")
                                        + " "
                                        + Fields.text(object, "name").orElse(""))
                .toList();
    }

    /** Of every object that a dry run might have touched; absent ones are {@code -}. */
    private static List<String> versions(String namespace) throws Exception {
        List<ResourceKey> keys =
                List.of(
                        configMapKey(namespace, "same"),
                        configMapKey(namespace, "other"),
                        configMapKey(namespace, "gone"),
                        configMapKey(namespace, "new"),
                        key("", "Secret", namespace, "db"),
                        Objects.deployment(namespace, "web"));
        List<String> versions = new ArrayList<>();
        for (ResourceKey key : keys) {
            Optional<Object> version = BOX.field(key, "metadata", "resourceVersion");
            versions.add(version.map(Object::toString).orElse("-"));
        }
        return versions;
    }
}
