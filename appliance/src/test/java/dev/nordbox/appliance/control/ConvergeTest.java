package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.assess.HealthStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a commit to the cluster, and what keeps it there. */
class ConvergeTest {

    private final Bed bed = new Bed();

    @Test
    void theCommonestProductionApplicationConverges() {
        bed.application(
                        "web",
                        "automated: {prune: true, selfHeal: true}",
                        "syncOptions: [CreateNamespace=true, PruneLast=true]",
                        "retry: {limit: 5, backoff: {duration: 5s, factor: 2, maxDuration: 3m}}")
                .configMapFile("web", "settings", "one");
        String commit = bed.commit();

        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
        assertThat(bed.status("web").sync().orElseThrow().revision()).isEqualTo(commit);
        assertThat(bed.status("web").health().orElseThrow().health().status())
                .isEqualTo(HealthStatus.HEALTHY);
        assertThat(bed.status("web").operationState().orElseThrow().phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void aSecondLookChangesNothing() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        bed.cluster.forgetWrites();

        bed.engine0().resync();
        bed.calm();

        assertThat(bed.cluster.writes()).allMatch(write -> write.contains("Lease"));
    }

    @Test
    void aRestartChangesNothing() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        bed.cluster.forgetWrites();

        bed.start().calm();

        assertThat(bed.cluster.writes()).noneMatch(write -> write.contains("ConfigMap"));
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void theNextCommitIsApplied() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        bed.configMapFile("web", "settings", "two").commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("two");
    }

    @Test
    void anObjectForWhichNoNamespaceIsNamedIsRefusedWithBothFields() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.file(
                "apps/web/placed.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: placed, namespace: default}\n"
                        + "data: {key: x}\n");
        bed.files.computeIfPresent(
                "argocd/web.yaml", (path, text) -> text.replace("    namespace: web\n", ""));
        bed.commit();

        bed.start().calm();

        assertThat(bed.status("web").conditions().of(ConditionType.INVALID_SPEC_ERROR))
                .singleElement()
                .satisfies(
                        c ->
                                assertThat(c.message())
                                        .startsWith("apps/web/settings.yaml:1: ConfigMap/settings")
                                        .contains("metadata.namespace")
                                        .contains("spec.destination.namespace"));
        assertThat(bed.value("default", "placed", "key")).as("the others").hasValue("x");
    }

    @Test
    void nobodyKnowsTheHealthOfWhatCannotBeHonoured() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        bed.files.computeIfPresent(
                "argocd/web.yaml", (path, text) -> text.replace("path: apps/web", "path: ../web"));
        bed.commit();
        bed.calm();

        assertThat(bed.status("web").conditions().of(ConditionType.INVALID_SPEC_ERROR))
                .isNotEmpty();
        assertThat(bed.status("web").health().orElseThrow().health().status())
                .isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void driftIsRevertedAndADeletedObjectComesBack() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        bed.cluster.edit(configMap("web", "settings"), Map.of("data", Map.of("key", "tampered")));
        bed.settle();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");

        bed.cluster.remove(configMap("web", "settings"));
        bed.settle();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void withoutSelfHealDriftStaysUntilTheNextCommit() {
        bed.application("web", "automated: {prune: true}", "syncOptions: [CreateNamespace=true]")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();

        bed.cluster.edit(configMap("web", "settings"), Map.of("data", Map.of("key", "tampered")));
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("tampered");
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.OUT_OF_SYNC);

        bed.configMapFile("web", "other", "x").commit();
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void whatLeavesTheRepositoryIsPruned() {
        bed.application("web").configMapFile("web", "stays", "x").configMapFile("web", "goes", "x");
        bed.commit();
        bed.start().calm();

        bed.remove("apps/web/goes.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(configMap("web", "stays"));
        assertThat(bed.cluster.keys()).doesNotContain(configMap("web", "goes"));
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void aPlainRepositoryIsOneApplication() {
        bed.file(
                "settings.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n"
                        + "data:\n  key: one\n");
        bed.commit();

        bed.start().calm();

        assertThat(bed.value("default", "settings", "key")).hasValue("one");
        assertThat(bed.engine0().status().converged()).isTrue();
    }

    @Test
    void aManualApplicationWaitsForItsOperation() {
        bed.application("web", "syncOptions: [CreateNamespace=true]")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();
        assertThat(bed.value("web", "settings", "key")).isEmpty();

        bed.cluster.edit(
                Bed.key("web"), Map.of("operation", Map.of("sync", Map.of("prune", true))));
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.cluster.content(Bed.key("web"))).doesNotContainKey("operation");
        assertThat(bed.status("web").operationState().orElseThrow().phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{revisions: [v1.0, v1.1]}          | has 2 entries for 1 source",
                "{source: {path: elsewhere}}        | spec.source.repoURL: is missing",
                "{manifests: ['kind: ConfigMap']}   | commit them instead",
            })
    void anOperationThatCannotBeDoneIsRefusedByNameAndTakenOff(String sync, String told) {
        bed.application("web", "syncOptions: [CreateNamespace=true]")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();

        bed.cluster.edit(Bed.key("web"), Map.of("operation", Map.of("sync", YamlObject.of(sync))));
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).isEmpty();
        assertThat(bed.cluster.content(Bed.key("web"))).doesNotContainKey("operation");
        assertThat(bed.status("web").conditions().of(ConditionType.SYNC_ERROR))
                .singleElement()
                .satisfies(condition -> assertThat(condition.message()).contains(told));
    }

    @Test
    void whatIsIgnoredIsComparedAgainWhenItIsIgnoredNoLonger() {
        String ignoring =
                "  ignoreDifferences: [{kind: ConfigMap, jqPathExpressions: [.data.key]}]\n";
        bed.application("web").configMapFile("web", "settings", "one");
        bed.append("argocd/web.yaml", ignoring).commit();
        bed.start().calm();

        bed.cluster.edit(configMap("web", "settings"), Map.of("data", Map.of("key", "theirs")));
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("theirs");
        assertThat(bed.engine0().status().converged()).isTrue();

        bed.application("web").commit();
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void aHardRefreshIsGrantedOnceAndItsAnnotationGoes() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        bed.cluster.edit(
                Bed.key("web"),
                Map.of(
                        "metadata",
                        Map.of("annotations", Map.of("argocd.argoproj.io/refresh", "hard"))));
        bed.calm();

        assertThat(bed.cluster.content(Bed.key("web")).toString())
                .doesNotContain("argocd.argoproj.io/refresh");
        assertThat(bed.engine0().status().converged()).isTrue();
    }
}
