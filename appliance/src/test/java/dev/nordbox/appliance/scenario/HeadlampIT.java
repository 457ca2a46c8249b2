package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Headlamp's plugin for Argo CD sends at its buttons, and what it shows of an Application. */
class HeadlampIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final ResourceKey BOARD = Objects.application("board");
    private static final Map<String, Object> SYNC_BUTTON =
            Map.of(
                    "operation",
                    Map.of("initiatedBy", Map.of("username", "headlamp"), "sync", Map.of()));

    @Test
    void itsButtonsAreUnderstoodAndWhatItShowsIsThere() throws Exception {
        BOX.application("board", "syncOptions: [CreateNamespace=true]")
                .manifest("board", "settings", configMap("settings", "one"))
                .manifest("board", "web", Objects.deployment("web", Map.of()));
        String one = BOX.commit();
        BOX.start();
        awaitOutOfSyncAt(one);

        BOX.somebody().edit(BOARD, SYNC_BUTTON);

        BOX.awaitSynced("board");
        Map<String, Object> synced = BOX.object(BOARD).content();
        assertThat(synced).doesNotContainKey("operation");
        assertThat(Fields.at(synced, "status", "operationState", "operation", "sync"))
                .contains(Map.of());
        assertThat(Fields.map(history(synced, 0)))
                .containsEntry("revision", one)
                .containsEntry("initiatedBy", Map.of("username", "headlamp"))
                .containsKeys("id", "deployedAt", "deployStartedAt");
        assertThat(Fields.text(history(synced, 0), "source", "path")).hasValue("apps/board");

        BOX.manifest("board", "settings", configMap("settings", "two"));
        BOX.repository().remove("apps/board/web.yaml");
        String two = BOX.commit();
        BOX.somebody().edit(BOARD, refresh("normal"));
        awaitOutOfSyncAt(two);
        BOX.awaitNoField(BOARD, "metadata", "annotations", "argocd.argoproj.io/refresh");
        BOX.somebody().edit(BOARD, refresh("hard"));
        BOX.awaitNoField(BOARD, "metadata", "annotations", "argocd.argoproj.io/refresh");

        Map<String, Object> compared = BOX.object(BOARD).content();
        assertThat(Fields.text(compared, "status", "controllerNamespace")).hasValue("argocd");
        assertThat(Fields.text(compared, "status", "health", "status")).isPresent();
        assertThat(Fields.list(compared, "status", "resources"))
                .hasSize(2)
                .allSatisfy(
                        resource ->
                                assertThat(Fields.map(resource))
                                        .containsEntry("version", "v1")
                                        .containsEntry("namespace", "board")
                                        .containsEntry("status", "OutOfSync")
                                        .containsKeys("kind", "name", "health"));
        assertThat(Fields.list(compared, "status", "resources").get(1).toString())
                .as("left in the cluster")
                .contains("group=apps", "requiresPruning=true");

        BOX.somebody().edit(BOARD, SYNC_BUTTON);
        BOX.awaitField(configMapKey("board", "settings"), "two", "data", "key");
        BOX.await("it is in the history", () -> BOX.status("board").history().size() == 2);

        rollBackTo(0);

        BOX.await("it is in the history", () -> BOX.status("board").history().size() == 3);
        assertThat(BOX.field(configMapKey("board", "settings"), "data", "key")).contains("one");
        Map<String, Object> back = BOX.object(BOARD).content();
        assertThat(Fields.map(history(back, 2))).containsEntry("revision", one);
        assertThat(Fields.map(back, "status", "operationState", "operation", "sync"))
                .containsEntry("revision", one)
                .containsEntry("syncStrategy", Map.of("apply", Map.of()));
    }

    private static Map<String, Object> refresh(String how) {
        return Map.of("metadata", Map.of("annotations", Map.of("argocd.argoproj.io/refresh", how)));
    }

    /** On the condition that nobody has changed the Application since it was shown. */
    private static void rollBackTo(int place) {
        BOX.await(
                "nobody writes in between",
                () -> {
                    LiveObject shown = BOX.object(BOARD);
                    Map<String, Object> entry = Fields.map(history(shown.content(), place));
                    Map<String, Object> sync =
                            Map.of(
                                    "revision", entry.get("revision"),
                                    "source", entry.get("source"),
                                    "dryRun", false,
                                    "prune", false,
                                    "syncOptions", List.of("CreateNamespace=true"),
                                    "syncStrategy", Map.of("apply", Map.of()));
                    Map<String, Object> operation =
                            Map.of("initiatedBy", Map.of("username", "headlamp"), "sync", sync);
                    Object version =
                            Fields.at(shown.content(), "metadata", "resourceVersion").orElseThrow();
                    try {
                        BOX.somebody()
                                .patch(
                                        BOARD,
                                        List.of(
                                                ObjectPatch.test(
                                                        "/metadata/resourceVersion", version),
                                                ObjectPatch.add("/operation", operation)));
                        return true;
                    } catch (ApiRefused e) {
                        return false;
                    }
                });
    }

    private static Object history(Map<String, Object> application, int place) {
        return Fields.list(application, "status", "history").get(place);
    }

    private static void awaitOutOfSyncAt(String commit) {
        BOX.await(
                "it is compared",
                () ->
                        BOX.status("board")
                                .sync()
                                .filter(s -> s.status() == SyncStatusCode.OUT_OF_SYNC)
                                .filter(s -> s.revision().equals(commit))
                                .isPresent());
    }
}
