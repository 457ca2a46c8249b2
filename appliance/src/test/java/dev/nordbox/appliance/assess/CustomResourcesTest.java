package dev.nordbox.appliance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.Junk;
import dev.nordbox.appliance.argo.YamlObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourcesTest {

    @ParameterizedTest(name = "{1} {2} {3}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Healthy     | cert-manager.io/v1 | Certificate | conditions: [{type: Ready, status: 'True', message: m}] | m",
                "Degraded    | cert-manager.io/v1 | Certificate | conditions: [{type: Ready, status: 'False', message: m}] | m",
                "Progressing | cert-manager.io/v1 | Certificate | conditions: [{type: Ready, status: 'False'}, {type: Issuing, status: 'True', message: m}] | m",
                "Progressing | cert-manager.io/v1 | Certificate | | Waiting for certificate",
                "Progressing | cert-manager.io/v1 | Certificate | conditions: [{type: Ready, status: 'True', observedGeneration: 6}] |",
                "Healthy     | cert-manager.io/v1 | Issuer | conditions: [{type: Ready, status: 'True'}] |",
                "Degraded    | cert-manager.io/v1 | ClusterIssuer | conditions: [{type: Ready, status: 'False', message: m}] | m",
                "Progressing | cert-manager.io/v1 | ClusterIssuer | | Initializing ClusterIssuer",
                "Healthy     | acme.cert-manager.io/v1 | Order | state: valid |",
                "Progressing | acme.cert-manager.io/v1 | Order | state: pending |",
                "Degraded    | acme.cert-manager.io/v1 | Order | state: errored, reason: m | m",
                "Progressing | acme.cert-manager.io/v1 | Challenge | |",
                "Degraded    | acme.cert-manager.io/v1 | Challenge | state: invalid, reason: m | m",
                "Healthy     | bitnami.com/v1alpha1 | SealedSecret | conditions: [{type: Synced, status: 'True'}] |",
                "Degraded    | bitnami.com/v1alpha1 | SealedSecret | conditions: [{type: Synced, status: 'False', message: no key}] | no key",
                "Progressing | bitnami.com/v1alpha1 | SealedSecret | observedGeneration: 6, conditions: [{type: Synced, status: 'True'}] | has not seen the latest change yet",
                "Progressing | bitnami.com/v1alpha1 | SealedSecret | | Waiting for Sealed Secret to be decrypted",
                "Healthy     | external-secrets.io/v1 | ExternalSecret | conditions: [{type: Ready, status: 'True'}] |",
                "Degraded    | external-secrets.io/v1 | SecretStore | conditions: [{type: Ready, status: 'False', reason: InvalidProviderConfig}] | InvalidProviderConfig",
                "Progressing | external-secrets.io/v1 | ClusterSecretStore | | Waiting for ClusterSecretStore",
                "Healthy     | postgresql.cnpg.io/v1 | Cluster | phase: Cluster in healthy state |",
                "Progressing | postgresql.cnpg.io/v1 | Cluster | phase: Setting up primary, phaseReason: m | m",
                "Progressing | postgresql.cnpg.io/v1 | Cluster | phase: Switchover in progress | Switchover in progress",
                "Degraded    | postgresql.cnpg.io/v1 | Cluster | phase: Failing over, phaseReason: m | m",
                "Degraded    | postgresql.cnpg.io/v1 | Cluster | phase: Waiting for user action | Waiting for user action",
                "Suspended   | postgresql.cnpg.io/v1 | Cluster | phase: Cluster in healthy state, conditions: [{type: cnpg.io/hibernation, status: 'True', message: m}] | m",
                "Progressing | postgresql.cnpg.io/v1 | Cluster | |",
                "Healthy     | helm.cattle.io/v1 | HelmChart | jobName: helm-install-x, conditions: [{type: Failed, status: 'False'}] | Job helm-install-x installs the chart",
                "Progressing | helm.cattle.io/v1 | HelmChart | | Waiting for the Job that installs the chart",
                "Degraded    | helm.cattle.io/v1 | HelmChart | conditions: [{type: Failed, status: 'True', message: m}] | m",
                "Healthy     | argoproj.io/v1alpha1 | Workflow | phase: Succeeded |",
                "Progressing | argoproj.io/v1alpha1 | Workflow | |",
                "Degraded    | argoproj.io/v1alpha1 | Workflow | phase: Error, message: m | m",
                "Unknown     | argoproj.io/v1alpha1 | Workflow | phase: Other |",
            })
    void thoseThatASmallTeamMeetsHaveTheirOwnRules(
            String health, String apiVersion, String kind, String status, String message) {
        Health assessed = assess(apiVersion, kind, status);

        assertThat(assessed.status()).hasToString(health);
        assertThat(assessed.message()).endsWith(message == null ? "" : message);
    }

    @ParameterizedTest(name = "{1} {2}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Progressing | Gateway | | Waiting for Gateway status",
                "Healthy     | Gateway | conditions: [{type: Accepted, status: 'True'}, {type: Programmed, status: 'True'}] | Gateway is healthy",
                "Degraded    | Gateway | conditions: [{type: Accepted, status: 'False', message: m}] | m",
                "Progressing | Gateway | conditions: [{type: Programmed, status: 'Unknown', message: m}] | m",
                "Degraded    | Gateway | listeners: [{conditions: [{type: ResolvedRefs, status: 'False', message: m}]}] | Listener: m",
                "Progressing | Gateway | conditions: [{type: Programmed, status: 'True', observedGeneration: 6}] | latest change yet",
                "Progressing | HTTPRoute | | Waiting for HTTPRoute status",
                "Healthy     | HTTPRoute | parents: [{parentRef: {name: g}, conditions: [{type: Accepted, status: 'True', observedGeneration: 7}]}] | HTTPRoute is healthy",
                "Progressing | HTTPRoute | parents: [{parentRef: {name: g}, conditions: [{type: Accepted, status: 'False', observedGeneration: 6}]}] | Waiting for HTTPRoute status",
                "Degraded    | HTTPRoute | parents: [{parentRef: {name: g}, conditions: [{type: ResolvedRefs, status: 'False', message: m}]}] | Parent g: m",
                "Degraded    | GRPCRoute | parents: [{conditions: [{type: Accepted, status: 'True'}]}, {parentRef: {name: h}, conditions: [{type: Accepted, status: 'False', message: m}]}] | Parent h: m",
                "Healthy     | GatewayClass | conditions: [{type: Accepted, status: 'True'}] |",
                "Degraded    | GatewayClass | conditions: [{type: Accepted, status: 'False', message: m}] | m",
                "Progressing | GatewayClass | conditions: [{type: Accepted, status: 'Unknown', reason: Pending}] |",
                "Progressing | GatewayClass | conditions: [{type: Accepted, status: 'True', observedGeneration: 6}] |",
            })
    void theGatewayApiTellsAtEachOfItsParts(
            String health, String kind, String status, String message) {
        Health assessed = assess("gateway.networking.k8s.io/v1", kind, status);

        assertThat(assessed.status()).hasToString(health);
        assertThat(assessed.message()).endsWith(message == null ? "" : message);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Healthy     | |",
                "Healthy     | observedGeneration: 7 |",
                "Progressing | observedGeneration: 6 | its controller has not seen the latest change yet",
                "Healthy     | conditions: [{type: Ready, status: 'True', message: m}] | m",
                "Progressing | conditions: [{type: Ready, status: 'False', message: m}] | m",
                "Progressing | conditions: [{type: Ready, status: Unknown, reason: r}] | r",
                "Progressing | conditions: [{type: Ready, status: 'True'}, {type: Reconciling, status: 'True', message: m}] | m",
                "Degraded    | conditions: [{type: Ready, status: 'False'}, {type: Stalled, status: 'True', message: m}] | m",
                "Healthy     | conditions: [{type: Stalled, status: 'False'}] |",
                "Healthy     | conditions: [{type: Whatever, status: 'False'}] |",
            })
    void anyOtherIsJudgedByTheConventionsOfKubernetes(
            String health, String status, String message) {
        Health assessed = assess("example.org/v1", "Thing", status);

        assertThat(assessed.status()).hasToString(health);
        assertThat(assessed.message()).isEqualTo(message == null ? "" : message);
    }

    @Test
    void aDatabaseWhoseOperatorIsToldToKeepOffIsSuspended() {
        assertThat(
                        HealthRules.assess(
                                        YamlObject.of(
                                                """
                                        apiVersion: postgresql.cnpg.io/v1
                                        kind: Cluster
                                        metadata:
                                          annotations: {cnpg.io/reconciliationLoop: disabled}
                                        """))
                                .status())
                .isEqualTo(HealthStatus.SUSPENDED);
    }

    @Test
    void noJunkAnywhereMakesARuleThrow() {
        Map<String, Object> whole =
                YamlObject.of(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: x, generation: 7, annotations: {a: b}, finalizers: [a]}
                        spec: {replicas: 1, suspend: true, updateStrategy: {type: RollingUpdate,
                          rollingUpdate: {partition: 1}}, restartPolicy: Always, type: LoadBalancer}
                        status:
                          observedGeneration: 7
                          phase: Running
                          conditions: [{type: Ready, status: 'True'}]
                          containerStatuses: [{state: {waiting: {reason: Err}}}]
                          listeners: [{conditions: [{type: Accepted, status: 'True'}]}]
                          parents: [{parentRef: {name: g}, conditions: [{type: Accepted}]}]
                          loadBalancer: {ingress: [{ip: a}]}
                          active: [{name: a}]
                          lastScheduleTime: '2026-11-28T10:00:00Z'
                          sync: {status: Synced, comparedTo: {source: {path: a}}}
                          health: {status: Healthy}
                        """);
        for (String type :
                new String[] {
                    "v1/Pod",
                    "apps/v1/Deployment",
                    "apps/v1/StatefulSet",
                    "apps/v1/DaemonSet",
                    "apps/v1/ReplicaSet",
                    "batch/v1/Job",
                    "batch/v1/CronJob",
                    "v1/Service",
                    "autoscaling/v1/HorizontalPodAutoscaler",
                    "autoscaling/v2/HorizontalPodAutoscaler",
                    "policy/v1/PodDisruptionBudget",
                    "apiextensions.k8s.io/v1/CustomResourceDefinition",
                    "gateway.networking.k8s.io/v1/Gateway",
                    "gateway.networking.k8s.io/v1/HTTPRoute",
                    "cert-manager.io/v1/Certificate",
                    "postgresql.cnpg.io/v1/Cluster",
                    "argoproj.io/v1alpha1/Application",
                    "example.org/v1/Thing"
                }) {
            int slash = type.lastIndexOf('/');
            whole.put("apiVersion", type.substring(0, slash));
            whole.put("kind", type.substring(slash + 1));
            for (Object junk : Junk.inPlaceOfEachPartOf(whole)) {
                if (junk instanceof Map<?, ?> map) {
                    assertThat(HealthRules.assess(Junk.object(map))).isNotNull();
                }
            }
        }
    }

    private static Health assess(String apiVersion, String kind, String status) {
        return HealthRules.assess(
                YamlObject.of(
                        """
                        apiVersion: %s
                        kind: %s
                        metadata: {name: x, generation: 7}
                        status: {%s}
                        """
                                .formatted(apiVersion, kind, status == null ? "" : status)));
    }
}
