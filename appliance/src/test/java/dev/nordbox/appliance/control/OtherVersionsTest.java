package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ResourceStatus;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.Scope;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A manifest of another version than the one that the watches read, as autoscaling/v1 is. */
class OtherVersionsTest {

    private static final GroupKind AUTOSCALER =
            new GroupKind("autoscaling", "HorizontalPodAutoscaler");
    private static final ResourceKey WEB =
            new ResourceKey("autoscaling", "HorizontalPodAutoscaler", "web", "web");

    private final Bed bed = new Bed();

    @BeforeEach
    void aSyncedAutoscaler() {
        bed.cluster.serve(
                new ServedKind(
                        AUTOSCALER,
                        List.of("v2", "v1"),
                        "horizontalpodautoscalers",
                        Scope.NAMESPACED,
                        Set.of("get", "list", "watch", "create", "patch", "update", "delete"),
                        Set.of("status")),
                OtherVersionsTest::ofMetrics);
        bed.application("web").file("apps/web/web.yaml", autoscaler(70)).commit();
        bed.start().calm();
    }

    @Test
    void itsStatusIsNoReasonToAskTheServerAgain() {
        bed.cluster.forgetWrites();

        bed.cluster.editStatus(WEB, Map.of("currentReplicas", 2));
        bed.calm();

        assertThat(bed.cluster.requests()).noneMatch(request -> request.startsWith("dry-run"));
        assertThat(sync()).isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void whatSomebodyChangesIsSetBack() {
        bed.cluster.edit(WEB, Map.of("spec", Map.of("targetCPUUtilizationPercentage", 90)));
        bed.calm();

        assertThat(target()).isEqualTo(70);
        assertThat(sync()).isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void aLaterCommitIsAppliedAfterARestart() {
        bed.start().calm();
        bed.cluster.editStatus(WEB, Map.of("currentReplicas", 2));
        bed.calm();

        bed.file("apps/web/web.yaml", autoscaler(80)).commit();
        bed.calm();

        assertThat(target()).isEqualTo(80);
    }

    @Test
    void whatLeftTheRepositoryIsToldInTheVersionOfTheServer() {
        bed.file(
                "apps/web/web.yaml",
                autoscaler(70)
                        .replace(
                                "{name: web}",
                                "{name: web, annotations:"
                                        + " {argocd.argoproj.io/sync-options: Prune=false}}"));
        bed.configMapFile("web", "settings", "one").commit();
        bed.calm();
        bed.remove("apps/web/web.yaml").commit();
        bed.calm();

        assertThat(bed.status("web").resources())
                .filteredOn(ResourceStatus::requiresPruning)
                .singleElement()
                .satisfies(left -> assertThat(left.key()).isEqualTo(WEB))
                .extracting(ResourceStatus::version)
                .isEqualTo("v2");
    }

    private SyncStatusCode sync() {
        return bed.status("web").sync().orElseThrow().status();
    }

    private long target() {
        return Fields.number(bed.cluster.content(WEB), "spec", "targetCPUUtilizationPercentage");
    }

    private static String autoscaler(int percentage) {
        return """
        apiVersion: autoscaling/v1
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec: {maxReplicas: 3, targetCPUUtilizationPercentage: %d}
        """
                .formatted(percentage);
    }

    private static Map<String, Object> ofMetrics(Map<String, Object> first) {
        Map<String, Object> spec = new LinkedHashMap<>(Fields.map(first, "spec"));
        Object percentage = spec.remove("targetCPUUtilizationPercentage");
        spec.put("metrics", List.of(Map.of("averageUtilization", percentage)));
        Map<String, Object> content = new LinkedHashMap<>(first);
        content.put("spec", spec);
        return content;
    }
}
