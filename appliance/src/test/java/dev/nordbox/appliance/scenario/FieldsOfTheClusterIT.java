package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.deployment;
import static dev.nordbox.appliance.scenario.Objects.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the cluster itself writes into objects that Git has, or keeps in a form of its own. */
class FieldsOfTheClusterIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String AGGREGATED =
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: %1$s}
            aggregationRule:
              clusterRoleSelectors: [{matchLabels: {example.no/%1$s: "true"}}]
            rules: []
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: %1$s-pods, labels: {example.no/%1$s: "true"}}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
            """;

    private static final String ADMISSION = "admissionregistration.k8s.io";
    private static final String[] MUTATION = {
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicy
        metadata: {name: mutated}
        spec:
          reinvocationPolicy: Never
          matchConstraints:
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: mutated}}
            resourceRules:
            - apiGroups: [apps]
              apiVersions: [v1]
              operations: [UPDATE]
              resources: [deployments]
          mutations:
          - patchType: ApplyConfiguration
            applyConfiguration: {expression: "Object{spec: Object.spec{replicas: 5}}"}
        """,
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicyBinding
        metadata: {name: mutated}
        spec: {policyName: mutated}
        """
    };

    @Test
    void autoscalerOfTheFirstVersionGoesOnBeingApplied() throws Exception {
        ResourceKey web = key("autoscaling", "HorizontalPodAutoscaler", "scaled", "web");
        BOX.application("scaled").manifest("scaled", "web", autoscaler(70)).commit();
        BOX.start();
        BOX.awaitSynced("scaled");
        BOX.await("its controller has looked at it", () -> BOX.field(web, "status").isPresent());
        BOX.awaitAnotherCommit("scaled");

        BOX.manifest("scaled", "web", autoscaler(80)).commit();

        BOX.await(
                "the commit is applied",
                () ->
                        BOX.admin()
                                .get(web, "autoscaling/v1")
                                .map(LiveObject::content)
                                .map(
                                        o ->
                                                Fields.number(
                                                        o,
                                                        "spec",
                                                        "targetCPUUtilizationPercentage"))
                                .equals(Optional.of(80L)));
        BOX.awaitSynced("scaled");
    }

    private static String autoscaler(int percentage) {
        return """
        apiVersion: autoscaling/v1
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          maxReplicas: 3
          targetCPUUtilizationPercentage: %d
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        """
                .formatted(percentage);
    }

    @Test
    void aggregatedClusterRoleIsRefusedForAnAccountWithoutAllRights() throws Exception {
        BOX.application("aggregated")
                .manifest("aggregated", "roles", AGGREGATED.formatted("monitoring"));
        BOX.commit();
        BOX.start();

        BOX.await(
                "it is told", () -> BOX.message("aggregated").contains("cluster-admin privileges"));
    }

    @Test
    void aggregatedRulesAreLeftToWhoAggregatesThem() throws Exception {
        ResourceKey role = key("rbac.authorization.k8s.io", "ClusterRole", "", "watching");
        BOX.asAdministrator()
                .application("watching")
                .manifest("watching", "roles", AGGREGATED.formatted("watching"));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("watching");
        BOX.await(
                "the rules are aggregated",
                () -> !Fields.list(BOX.object(role).content(), "rules").isEmpty());
        String before = BOX.object(role).resourceVersion();

        BOX.awaitAnotherCommit("watching");

        assertThat(BOX.object(role).resourceVersion()).as("nobody wrote it").isEqualTo(before);
    }

    @Test
    void whatAPolicyOfTheClusterChangesIsNotFoughtAndSetBackWhenThePolicyIsGone() throws Exception {
        ResourceKey web = deployment("mutated", "web");
        BOX.application("mutated")
                .manifest(
                        "mutated",
                        "web",
                        deployment("web", Map.of())
                                .replace("spec:\n  sel", "spec:\n  replicas: 2\n  sel"));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("mutated");
        BOX.given(MUTATION);

        BOX.await(
                "the policy has changed it with what somebody else did",
                () -> {
                    annotate(web, "touched", String.valueOf(System.nanoTime()));
                    return replicas(web) == 5;
                });
        BOX.awaitAnotherCommit("mutated");
        assertThat(replicas(web)).isEqualTo(5);

        BOX.somebody().delete(key(ADMISSION, "MutatingAdmissionPolicyBinding", "", "mutated"));
        BOX.somebody().delete(key(ADMISSION, "MutatingAdmissionPolicy", "", "mutated"));
        BOX.await(
                "a fresh look sets it back",
                () -> {
                    annotate(Objects.application("mutated"), "argocd.argoproj.io/refresh", "hard");
                    return replicas(web) == 2;
                });
    }

    private static void annotate(ResourceKey key, String name, String value) throws Exception {
        BOX.somebody().edit(key, Map.of("metadata", Map.of("annotations", Map.of(name, value))));
    }

    private static long replicas(ResourceKey deployment) throws Exception {
        return Fields.number(BOX.object(deployment).content(), "spec", "replicas");
    }
}
