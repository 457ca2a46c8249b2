package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.argo.status.ResultCode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code operation.sync.dryRun}: all is told, nothing is changed, and nothing is forgotten. */
class DryRunTest {

    private static final String BY_HAND = "syncOptions: [CreateNamespace=true]";

    private final Bed bed = new Bed();

    @Test
    void itTellsObjectByObjectWhatASyncWouldDo() {
        bed.application("web", BY_HAND)
                .configMapFile("web", "same", "one")
                .configMapFile("web", "other", "one")
                .configMapFile("web", "gone", "one")
                .commit();
        bed.start().calm();
        ask("{prune: true}");
        bed.configMapFile("web", "other", "two").configMapFile("web", "new", "one");
        bed.remove("apps/web/gone.yaml").commit();
        bed.calm();
        bed.cluster.forgetWrites();

        ask("{dryRun: true, prune: true}");

        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(operation().message())
                .isEqualTo(
                        "dry run, nothing was changed: 1 changed, 1 created, 1 deleted, 1"
                                + " unchanged");
        assertThat(told())
                .containsEntry("same", "Synced unchanged (dry run)")
                .containsEntry("other", "Synced would be changed (dry run)")
                .containsEntry("new", "Synced would be created (dry run)")
                .containsEntry("gone", "Pruned would be deleted (dry run)");
        assertThat(bed.cluster.writes()).noneMatch(write -> write.contains("ConfigMap"));
        assertThat(bed.cluster.content(Bed.key("web"))).doesNotContainKey("operation");
        assertThat(bed.status("web").history()).hasSize(1);
    }

    @Test
    void withoutPruneWhatIsLeftOverStays() {
        bed.application("web", BY_HAND).configMapFile("web", "stays", "one");
        bed.configMapFile("web", "gone", "one").commit();
        bed.start().calm();
        ask("{}");
        bed.remove("apps/web/gone.yaml").commit();
        bed.calm();

        ask("{dryRun: true}");

        assertThat(told()).containsEntry("gone", "PruneSkipped ignored (requires pruning)");
    }

    @Test
    void onlyWhatWasChosenIsTold() {
        bed.application("web", BY_HAND).configMapFile("web", "one", "1");
        bed.configMapFile("web", "two", "1").commit();
        bed.start().calm();

        ask("{dryRun: true, resources: [{kind: ConfigMap, name: two}]}");

        assertThat(told()).containsKey("two").doesNotContainKey("one");
    }

    @Test
    void whatTheServerRefusesFailsItWithEveryReasonAndIsNotTriedAgain() {
        bed.application("web", BY_HAND, "retry: {limit: 5}")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();
        ask("{}");
        bed.cluster.admit(
                manifest ->
                        manifest.key().name().equals("settings")
                                ? Optional.of("data is too silly")
                                : Optional.empty());
        bed.configMapFile("web", "settings", "two").commit();
        bed.calm();

        ask("{dryRun: true}");

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().retryCount()).isZero();
        assertThat(operation().message()).contains("apps/web/settings.yaml:1", "data is too silly");
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void driftThatNobodyIsToHealIsLeftAloneAfterIt() {
        bed.application("web", "automated: {prune: true}", BY_HAND)
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();
        bed.cluster.edit(configMap("web", "settings"), Map.of("data", Map.of("key", "tampered")));
        bed.calm();

        ask("{dryRun: true}");
        ask("{dryRun: true, prune: true}");

        assertThat(bed.value("web", "settings", "key")).hasValue("tampered");

        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("tampered");
    }

    @Test
    void aCommitThatArrivesAfterItIsSynced() {
        bed.application("web", "automated: {prune: true}", BY_HAND)
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();
        ask("{dryRun: true}");

        bed.configMapFile("web", "settings", "two").commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("two");
    }

    private void ask(String sync) {
        bed.cluster.edit(Bed.key("web"), Map.of("operation", Map.of("sync", YamlObject.of(sync))));
        bed.calm();
    }

    private OperationState operation() {
        return bed.status("web").operationState().orElseThrow();
    }

    private Map<String, String> told() {
        return operation().syncResult().orElseThrow().resources().stream()
                .collect(
                        Collectors.toMap(
                                result -> result.key().name(),
                                DryRunTest::words,
                                (one, other) -> one));
    }

    private static String words(ResourceResult result) {
        return result.status().map(ResultCode::toString).orElse("") + " " + result.message();
    }
}
