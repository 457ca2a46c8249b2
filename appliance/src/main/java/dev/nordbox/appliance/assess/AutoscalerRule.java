package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import dev.nordbox.appliance.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A HorizontalPodAutoscaler; version 1 has its conditions in an annotation. */
final class AutoscalerRule {

    private static final String ANNOTATION = "autoscaling.alpha.kubernetes.io/conditions";

    private static final Map<String, Set<String>> FAILURES =
            Map.of(
                    "AbleToScale", Set.of("FailedGetScale", "FailedUpdateScale"),
                    "ScalingActive",
                            Set.of(
                                    "FailedGetResourceMetric",
                                    "FailedGetObjectMetric",
                                    "FailedGetPodsMetric",
                                    "FailedGetExternalMetric",
                                    "FailedComputeMetricsReplicas",
                                    "InvalidSelector"));

    private AutoscalerRule() {}

    static Health of(Live live) {
        try {
            KubeConditions conditions =
                    live.apiVersion().equals("autoscaling/v1")
                            ? annotated(live.annotation(ANNOTATION).orElse("[]"))
                            : live.conditions();
            return judge(conditions.all());
        } catch (IllegalArgumentException e) {
            return Health.unknown("annotation " + ANNOTATION + " is no JSON list");
        }
    }

    private static Health judge(List<KubeCondition> conditions) {
        return conditions.stream()
                .filter(c -> FAILURES.getOrDefault(c.type(), Set.of()).contains(c.reason()))
                .findFirst()
                .map(condition -> Health.degraded(condition.message()))
                .or(
                        () ->
                                conditions.stream()
                                        .filter(AutoscalerRule::works)
                                        .findFirst()
                                        .map(condition -> Health.healthy(condition.message())))
                .orElse(Health.progressing("Waiting to Autoscale"));
    }

    private static boolean works(KubeCondition condition) {
        return condition.isTrue()
                && (condition.type().equals("AbleToScale")
                        || condition.type().equals("ScalingLimited"));
    }

    private static KubeConditions annotated(String list) {
        String object = "{\"conditions\":" + list + "}";
        return KubeConditions.of(Json.parse(object.getBytes(StandardCharsets.UTF_8)));
    }
}
