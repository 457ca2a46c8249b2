package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.Controller;
import dev.nordbox.appliance.ControllerOutcome;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applications as live objects: what people and programs do to them, and what they say. */
class ApplicationsIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String OPTIONS = "argocd.argoproj.io/sync-options";
    private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";

    @Test
    void applicationThatSomebodyAppliesByHandIsFollowed() throws Exception {
        BOX.manifest("byhand", "settings", configMap("settings", "1"))
                .application("other")
                .manifest("other", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.awaitSynced("other");

        BOX.given(
                BOX.applicationText(
                        "byhand",
                        "automated: {prune: true}",
                        "syncOptions: [CreateNamespace=true]"));

        BOX.awaitSynced("byhand");
        assertThat(BOX.field(configMapKey("byhand", "settings"), "data", "key")).contains("1");
        BOX.awaitAnotherCommit("other");
        assertThat(BOX.live(Objects.application("byhand")))
                .as("the root has not brought it")
                .isPresent();
    }

    @Test
    void operationThatIsPatchedInIsCarriedOutAndTakenOff() throws Exception {
        BOX.application("manual", "syncOptions: [CreateNamespace=true]")
                .manifest("manual", "settings", configMap("settings", "1"))
                .commit();
        BOX.start();
        BOX.await(
                "it is compared",
                () ->
                        BOX.status("manual")
                                .sync()
                                .filter(s -> s.status() == SyncStatusCode.OUT_OF_SYNC)
                                .isPresent());
        assertThat(BOX.live(configMapKey("manual", "settings"))).isEmpty();

        BOX.somebody()
                .edit(
                        Objects.application("manual"),
                        yaml("operation: {initiatedBy: {username: kari}, sync: {prune: true}}"));

        BOX.awaitSynced("manual");
        BOX.awaitNoField(Objects.application("manual"), "operation");
        assertThat(BOX.live(configMapKey("manual", "settings"))).isPresent();
        assertThat(
                        BOX.status("manual")
                                .operationState()
                                .orElseThrow()
                                .operation()
                                .initiatedBy()
                                .username())
                .isEqualTo("kari");
    }

    @Test
    void refreshIsTakenAndItsAnnotationGoes() throws Exception {
        BOX.application("refresh").manifest("refresh", "s", configMap("s", "1")).commit();
        BOX.start();
        BOX.awaitSynced("refresh");

        for (String kind : List.of("normal", "hard")) {
            BOX.somebody()
                    .edit(
                            Objects.application("refresh"),
                            Map.of(
                                    "metadata",
                                    Map.of(
                                            "annotations",
                                            Map.of("argocd.argoproj.io/refresh", kind))));
            BOX.awaitNoField(
                    Objects.application("refresh"),
                    "metadata",
                    "annotations",
                    "argocd.argoproj.io/refresh");
        }
        BOX.awaitSynced("refresh");
    }

    @Test
    void pruneThatIsToBeConfirmedWaitsForAPerson() throws Exception {
        BOX.application("confirm")
                .manifest("confirm", "stays", configMap("stays", "1"))
                .manifest(
                        "confirm", "goes", configMap("goes", "1", Map.of(OPTIONS, "Prune=confirm")))
                .commit();
        BOX.start();
        BOX.awaitSynced("confirm");

        BOX.repository().remove("apps/confirm/goes.yaml").commit();
        BOX.await("it waits for a person", () -> BOX.message("confirm").contains("confirmation"));
        assertThat(BOX.live(configMapKey("confirm", "goes"))).isPresent();

        BOX.somebody()
                .edit(
                        Objects.application("confirm"),
                        Map.of(
                                "metadata",
                                Map.of(
                                        "annotations",
                                        Map.of(
                                                "argocd.argoproj.io/deletion-approved",
                                                java.time.Instant.now().toString()))));
        BOX.awaitGone(configMapKey("confirm", "goes"));
        BOX.awaitSynced("confirm");
    }

    @Test
    void objectOfTwoApplicationsIsToldAndBelongsToOne() throws Exception {
        BOX.application("shared-a").manifest("shared-a", "s", shared("a"));
        BOX.application("shared-b").manifest("shared-b", "s", shared("b"));
        BOX.given(Objects.namespaceText("shared"));
        BOX.commit();
        BOX.start();

        BOX.await(
                "one of them says so",
                () ->
                        BOX.status("shared-b")
                                        .conditions()
                                        .toString()
                                        .contains(ConditionType.SHARED_RESOURCE_WARNING.toString())
                                || BOX.status("shared-a")
                                        .conditions()
                                        .toString()
                                        .contains(
                                                ConditionType.SHARED_RESOURCE_WARNING.toString()));
        String value =
                BOX.field(configMapKey("shared", "s"), "data", "key").orElseThrow().toString();
        String version = BOX.object(configMapKey("shared", "s")).resourceVersion();
        BOX.manifest("shared-a", "more", configMap("more", "1"));
        BOX.manifest("shared-b", "more", configMap("more", "1")).commit();
        BOX.awaitThere(configMapKey("shared-a", "more"));
        BOX.awaitThere(configMapKey("shared-b", "more"));
        assertThat(BOX.field(configMapKey("shared", "s"), "data", "key")).contains(value);
        assertThat(BOX.object(configMapKey("shared", "s")).resourceVersion()).isEqualTo(version);
    }

    private static String shared(String value) {
        return configMap("s", value).replace("name: s", "name: s\n  namespace: shared");
    }

    @Test
    void deletedApplicationTakesItsObjectsAlongHighestWaveFirst() throws Exception {
        Map<String, String> second = Map.of("argocd.argoproj.io/sync-wave", "2");
        BOX.file(
                "argocd/cascade.yaml",
                BOX.applicationText(
                                "cascade",
                                "automated: {prune: true, selfHeal: true}",
                                "syncOptions: [CreateNamespace=true]")
                        .replace(
                                "namespace: argocd}",
                                "namespace: argocd, finalizers: [" + FINALIZER + "]}"));
        BOX.application("beside").manifest("beside", "s", configMap("s", "1"));
        BOX.manifest("cascade", "one", configMap("one", "1"))
                .manifest("cascade", "two", configMap("two", "1", second))
                .commit();
        BOX.start();
        BOX.awaitSynced("cascade");
        ResourceKey two = configMapKey("cascade", "two");
        BOX.somebody()
                .edit(two, Map.of("metadata", Map.of("finalizers", List.of("example.no/wait"))));

        BOX.repository().remove("argocd/cascade.yaml").commit();
        BOX.await("wave 2 is going", () -> BOX.object(two).terminating());
        BOX.awaitAnotherCommit("beside");
        assertThat(BOX.live(configMapKey("cascade", "one"))).as("waits for wave 2").isPresent();
        assertThat(BOX.live(Objects.application("cascade"))).isPresent();

        BOX.somebody().edit(two, Map.of("metadata", Map.of("finalizers", List.of())));
        BOX.awaitGone(configMapKey("cascade", "one"));
        BOX.awaitGone(Objects.application("cascade"));
    }

    @Test
    void controllerAtAnOldRevisionNeverPrunesWhatTheNewerOneHasBrought() throws Exception {
        BOX.application("lease").manifest("lease", "old", configMap("old", "1"));
        String old = BOX.commit();
        BOX.manifest("lease", "new", configMap("new", "1")).commit();
        BOX.start();
        BOX.awaitSynced("lease");

        ControllerOutcome outcome =
                Controller.runOnce(
                        BOX.config("elsewhere", old, ""), Map.of(), Duration.ofSeconds(40));

        assertThat(outcome.ending()).isEqualTo(ControllerOutcome.Ending.NOT_SYNCED);
        assertThat(outcome.reasons().toString()).contains("another controller");
        assertThat(BOX.live(configMapKey("lease", "new"))).isPresent();
        assertThat(BOX.phase("lease")).isEqualTo(Optional.of(OperationPhase.SUCCEEDED));
    }
}
