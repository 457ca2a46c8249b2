package dev.nordbox.appliance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kinds that Kubernetes serves itself. Messages are Argo CD's, which people search for. */
class KubernetesKindsTest {

    @ParameterizedTest(name = "Deployment {1} {2}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Healthy     | replicas: 2 | replicas: 2, updatedReplicas: 2, availableReplicas: 2 |",
                "Healthy     | replicas: 0 | |",
                "Progressing | replicas: 3 | replicas: 3, updatedReplicas: 2, availableReplicas: 3 | 2 out of 3 new replicas have been updated...",
                "Progressing | replicas: 1 | replicas: 2, updatedReplicas: 1, availableReplicas: 2 | 1 old replicas are pending termination...",
                "Progressing | replicas: 2 | replicas: 2, updatedReplicas: 2, availableReplicas: 1 | 1 of 2 updated replicas are available...",
                "Progressing | replicas: 1 | observedGeneration: 6 | observed deployment generation less than desired generation",
                "Suspended   | paused: true | | Deployment is paused",
                "Degraded    | replicas: 1 | conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded}] | Deployment \"x\" exceeded its progress deadline",
            })
    void aDeploymentIsHealthyWhenAllItsReplicasAreNewAndAvailable(
            String health, String spec, String status, String message) {
        Health assessed = observed("apps/v1", "Deployment", spec, status);

        assertThat(assessed.status()).hasToString(health);
        assertThat(assessed.message()).endsWith(text(message));
    }

    @Test
    void theOldConditionOfADeploymentSaysNothingOfItsNewSpec() {
        String status =
                "observedGeneration: 6, conditions: [{type: Progressing, status: 'False',"
                        + " reason: ProgressDeadlineExceeded}]";

        assertThat(observed("apps/v1", "Deployment", "replicas: 1", status).status())
                .isEqualTo(HealthStatus.PROGRESSING);
    }

    @ParameterizedTest(name = "StatefulSet {1} {2}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Healthy     | replicas: 1 | readyReplicas: 1, currentReplicas: 1, updateRevision: a, currentRevision: a | statefulset rolling update complete 1 pods at revision a...",
                "Progressing | replicas: 1 | readyReplicas: 1, updatedReplicas: 0, updateRevision: b, currentRevision: a | waiting for statefulset rolling update to complete 0 pods at revision b...",
                "Progressing | replicas: 3 | readyReplicas: 1 | Waiting for 2 pods to be ready...",
                "Progressing | replicas: 1 | observedGeneration: 0 | Waiting for statefulset spec update to be observed...",
                "Progressing | replicas: 1 | observedGeneration: 6, readyReplicas: 1 | Waiting for statefulset spec update to be observed...",
                "Healthy     | replicas: 2, updateStrategy: {type: OnDelete} | readyReplicas: 2, updateRevision: b, currentRevision: a | statefulset has 2 ready pods",
                "Progressing | replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}} | readyReplicas: 3, updatedReplicas: 1 | 1 out of 2 new pods have been updated...",
                "Healthy     | replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}} | readyReplicas: 3, updatedReplicas: 2 | partitioned roll out complete: 2 new pods have been updated...",
            })
    void aStatefulSetIsHealthyWhenItsPodsAreReadyAndRolledOut(
            String health, String spec, String status, String message) {
        Health assessed = observed("apps/v1", "StatefulSet", spec, status);

        assertThat(assessed.status()).hasToString(health);
        assertThat(assessed.message()).endsWith(text(message));
    }

    @ParameterizedTest(name = "DaemonSet {1} {2}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Healthy     | | desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 |",
                "Progressing | | desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2 | 1 out of 2 new pods have been updated...",
                "Progressing | | desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 | 1 of 2 updated pods are available...",
                "Progressing | | observedGeneration: 6 | observed daemon set generation less than desired generation",
                "Healthy     | updateStrategy: {type: OnDelete} | desiredNumberScheduled: 2 | daemon set 0 out of 2 new pods have been updated",
            })
    void aDaemonSetIsHealthyWhenEachNodeRunsItsNewPod(
            String health, String spec, String status, String message) {
        Health assessed = observed("apps/v1", "DaemonSet", spec, status);

        assertThat(assessed.status()).hasToString(health);
        assertThat(assessed.message()).endsWith(text(message));
    }

    @ParameterizedTest(name = "ReplicaSet {1} {2}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Healthy     | replicas: 1 | availableReplicas: 1",
                "Progressing | replicas: 2 | availableReplicas: 1",
                "Progressing | replicas: 1 | observedGeneration: 6, availableReplicas: 1",
                "Degraded    | replicas: 1 | conditions: [{type: ReplicaFailure, status: 'True', message: quota}]",
                "Healthy     | replicas: 0 | conditions: [{type: ReplicaFailure, status: 'False'}]",
            })
    void aReplicaSetIsHealthyWhenItsPodsAreAvailable(String health, String spec, String status) {
        assertThat(observed("apps/v1", "ReplicaSet", spec, status).status()).hasToString(health);
    }

    @ParameterizedTest(name = "{1} {2} {3} {4}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Degraded    | batch/v1 | Job | | conditions: [{type: Failed, status: 'True', message: m}] | m",
                "Healthy     | batch/v1 | Job | | conditions: [{type: Complete, status: 'True', message: m}] | m",
                "Progressing | batch/v1 | Job | | active: 1 |",
                "Suspended   | batch/v1 | Job | | conditions: [{type: Suspended, status: 'True', message: m}] | m",
                "Progressing | batch/v1 | Job | | conditions: [{type: Suspended, status: 'False'}], active: 1 |",
                "Healthy     | batch/v1 | Job | | conditions: [{type: Suspended, status: 'False'}, {type: Complete, status: 'True'}] |",
                "Healthy     | batch/v1 | CronJob | suspend: true | | CronJob is Suspended",
                "Healthy     | batch/v1 | CronJob | | | CronJob has not been scheduled yet",
                "Healthy     | batch/v1 | CronJob | | lastScheduleTime: '2026-11-28T10:00:00Z' | It may not be healthy",
                "Healthy     | batch/v1 | CronJob | | lastScheduleTime: '2026-11-28T10:00:00Z', lastSuccessfulTime: '2026-11-28T10:00:20Z' | successfully",
                "Degraded    | batch/v1 | CronJob | | lastScheduleTime: '2026-11-28T10:00:00Z', lastSuccessfulTime: '2026-11-27T10:00:20Z' | has not completed its last execution successfully",
                "Healthy     | batch/v1 | CronJob | | lastScheduleTime: '2026-11-28T10:00:00Z', lastSuccessfulTime: '2026-11-27T10:00:20Z', active: [{name: a}] | running. Its last execution may not have been successful",
                "Healthy     | v1 | PersistentVolumeClaim | | phase: Bound |",
                "Progressing | v1 | PersistentVolumeClaim | | phase: Pending |",
                "Degraded    | v1 | PersistentVolumeClaim | | phase: Lost |",
                "Unknown     | v1 | PersistentVolumeClaim | | |",
                "Healthy     | v1 | Service | type: ClusterIP | |",
                "Progressing | v1 | Service | type: LoadBalancer | loadBalancer: {} |",
                "Healthy     | v1 | Service | type: LoadBalancer | loadBalancer: {ingress: [{ip: 10.0.0.1}]} |",
                "Progressing | networking.k8s.io/v1 | Ingress | | loadBalancer: {} |",
                "Healthy     | networking.k8s.io/v1 | Ingress | | loadBalancer: {ingress: [{hostname: a}]} |",
                "Healthy     | extensions/v1beta1 | Ingress | | loadBalancer: {ingress: [{hostname: a}]} |",
                "Healthy     | apiregistration.k8s.io/v1 | APIService | | conditions: [{type: Available, status: 'True', reason: Local, message: m}] | Local: m",
                "Progressing | apiregistration.k8s.io/v1 | APIService | | conditions: [{type: Available, status: 'False', reason: MissingEndpoints, message: m}] | MissingEndpoints: m",
                "Progressing | apiregistration.k8s.io/v1 | APIService | | | Waiting to be processed",
                "Progressing | autoscaling/v2 | HorizontalPodAutoscaler | | | Waiting to Autoscale",
                "Healthy     | autoscaling/v2 | HorizontalPodAutoscaler | | conditions: [{type: AbleToScale, status: 'True', message: m}] | m",
                "Healthy     | autoscaling/v2 | HorizontalPodAutoscaler | | conditions: [{type: ScalingLimited, status: 'True', message: m}] | m",
                "Degraded    | autoscaling/v2 | HorizontalPodAutoscaler | | conditions: [{type: AbleToScale, status: 'True'}, {type: ScalingActive, status: 'False', reason: FailedGetResourceMetric, message: m}] | m",
                "Progressing | autoscaling/v1 | HorizontalPodAutoscaler | | | Waiting to Autoscale",
                "Healthy     | policy/v1 | PodDisruptionBudget | | conditions: [{type: DisruptionAllowed, status: 'False', reason: InsufficientPods}] | PodDisruptionBudget has InsufficientPods",
                "Healthy     | policy/v1 | PodDisruptionBudget | | conditions: [{type: DisruptionAllowed, status: 'True', reason: SufficientPods}] | PodDisruptionBudget has SufficientPods",
                "Degraded    | policy/v1 | PodDisruptionBudget | | conditions: [{type: DisruptionAllowed, status: 'False', reason: SyncFailed}] | PodDisruptionBudget has SyncFailed",
                "Progressing | policy/v1 | PodDisruptionBudget | | | Waiting for status",
                "Healthy     | apiextensions.k8s.io/v1 | CustomResourceDefinition | | conditions: [{type: NamesAccepted, status: 'True'}, {type: Established, status: 'True'}] | CRD is healthy",
                "Progressing | apiextensions.k8s.io/v1 | CustomResourceDefinition | | | Status conditions not found",
                "Progressing | apiextensions.k8s.io/v1 | CustomResourceDefinition | | conditions: [{type: Established, status: 'False', reason: Installing}] | CRD is being installed",
                "Degraded    | apiextensions.k8s.io/v1 | CustomResourceDefinition | | conditions: [{type: Established, status: 'False', reason: NotAccepted}] | CRD is not established",
                "Degraded    | apiextensions.k8s.io/v1 | CustomResourceDefinition | | conditions: [{type: NamesAccepted, status: 'False', message: taken}] | CRD names have not been accepted: taken",
                "Progressing | apiextensions.k8s.io/v1 | CustomResourceDefinition | | conditions: [{type: Terminating, status: 'True', message: m}, {type: Established, status: 'True'}] | CRD is terminating: m",
                "Healthy     | v1 | ConfigMap | | |",
                "Healthy     | v1 | Namespace | | phase: Active |",
                "Healthy     | rbac.authorization.k8s.io/v1 | Role | | |",
            })
    void theOtherKindsAreJudgedAsArgoJudgesThem(
            String health,
            String apiVersion,
            String kind,
            String spec,
            String status,
            String message) {
        Health assessed = observed(apiVersion, kind, spec, status);

        assertThat(assessed.status()).hasToString(health);
        assertThat(assessed.message()).endsWith(text(message));
    }

    @Test
    void anAutoscalerOfVersionOneHasItsConditionsInAnAnnotation() {
        String object =
                """
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata:
                  name: x
                  annotations:
                    autoscaling.alpha.kubernetes.io/conditions: '%s'
                """;

        assertThat(assess(object.formatted("[{\"type\":\"AbleToScale\",\"status\":\"True\"}]")))
                .isEqualTo(Health.HEALTHY);
        assertThat(
                        assess(
                                object.formatted(
                                        "[{\"type\":\"AbleToScale\",\"status\":\"False\","
                                                + "\"reason\":\"FailedGetScale\","
                                                + "\"message\":\"m\"}]")))
                .isEqualTo(Health.degraded("m"));
        assertThat(assess(object.formatted("{")).status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void whatIsBeingDeletedIsUnderWay() {
        String pending =
                """
                apiVersion: v1
                kind: %s
                metadata:
                  name: x
                  deletionTimestamp: '2026-11-28T10:00:00Z'
                  finalizers: [%s]
                status: {phase: Bound}
                """;

        assertThat(assess(pending.formatted("ConfigMap", "a/b")))
                .isEqualTo(Health.progressing("Pending deletion"));
        assertThat(
                        assess(
                                pending.formatted(
                                        "PersistentVolumeClaim",
                                        "argocd.argoproj.io/hook-finalizer")))
                .isEqualTo(Health.HEALTHY);
    }

    private static Health observed(String apiVersion, String kind, String spec, String status) {
        return assess(
                """
                apiVersion: %s
                kind: %s
                metadata: {name: x, generation: 7}
                spec: {%s}
                status: {%s}
                """
                        .formatted(apiVersion, kind, text(spec), seen(text(status))));
    }

    /** A status that does not say otherwise has seen the latest generation. */
    private static String seen(String status) {
        return status.contains("observedGeneration")
                ? status
                : "observedGeneration: 7" + (status.isEmpty() ? "" : ", " + status);
    }

    private static Health assess(String yaml) {
        Map<String, Object> content = YamlObject.of(yaml);
        return HealthRules.assess(content);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
