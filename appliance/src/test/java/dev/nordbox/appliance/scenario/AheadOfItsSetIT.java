package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.key;
import static dev.nordbox.appliance.scenario.Objects.namespaceText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.ResourceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sets that the server accepts one object after the other, and of which it refuses some when it is
 * asked about all of them before anything is stored.
 */
class AheadOfItsSetIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: pod}
            spec:
              %s
              containers: [{name: c, image: "registry.example.no/app:1"}]
            """;

    private static final String ROLES =
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: scraper}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: scraper}
            rules:
            - {apiGroups: [""], resources: [configmaps], verbs: [get, list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: scraper}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: scraper}
            subjects:
            - {kind: ServiceAccount, name: scraper, namespace: %1$s}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: %1$s-nodes}
            rules:
            - {apiGroups: [""], resources: [nodes, pods], verbs: [get, list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: %1$s-nodes}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s-nodes}
            subjects:
            - {kind: ServiceAccount, name: scraper, namespace: %1$s}
            """;

    @Test
    void rolesAndTheirBindingsInANewNamespace() throws Exception {
        BOX.application("scraper").manifest("scraper", "rbac", ROLES.formatted("scraper"));
        BOX.commit();

        BOX.start();

        BOX.awaitSynced("scraper");
        assertThat(BOX.live(binding("scraper"))).isPresent();
    }

    @Test
    void rolesAndTheirBindingsInANamespaceThatIsThere() throws Exception {
        BOX.given(namespaceText("scraper2"));
        BOX.application("scraper2").manifest("scraper2", "rbac", ROLES.formatted("scraper2"));
        BOX.commit();

        BOX.start();

        BOX.awaitSynced("scraper2");
        assertThat(BOX.live(binding("scraper2"))).isPresent();
    }

    @Test
    void rolesAndTheirBindingsAddedToWhatIsThere() throws Exception {
        BOX.application("scraper3").manifest("scraper3", "settings", configMap("settings", "1"));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("scraper3");

        BOX.manifest("scraper3", "rbac", ROLES.formatted("scraper3")).commit();

        BOX.awaitSynced("scraper3");
        assertThat(BOX.live(binding("scraper3"))).isPresent();
    }

    @Test
    void quotaIsRaisedForOneMoreObject() throws Exception {
        BOX.application("quota")
                .manifest("quota", "quota", quota(3))
                .manifest("quota", "one", configMap("one", "1"));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("quota");
        // Whether the namespace's own certificate is counted, too, is a race in the server.
        BOX.await(
                "the quota counts",
                () ->
                        BOX.field(quotaKey(), "status", "used", "count/configmaps")
                                .filter(count -> !count.equals("0"))
                                .isPresent());

        BOX.manifest("quota", "quota", quota(10));
        for (String name : new String[] {"two", "three", "four"}) {
            BOX.manifest("quota", name, configMap(name, "1"));
        }
        BOX.commit();

        BOX.awaitSynced("quota");
        assertThat(BOX.live(configMapKey("quota", "four"))).isPresent();
    }

    @Test
    void storageClassAllowsALargerClaim() throws Exception {
        BOX.application("claims")
                .manifest("claims", "class", storageClass(false))
                .manifest("claims", "claim", claim("1Gi"));
        BOX.commit();
        BOX.start();
        ResourceKey claim = key("", "PersistentVolumeClaim", "claims", "data");
        BOX.awaitThere(claim);
        BOX.given(
                """
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: claims-data}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [ReadWriteOnce]
                  storageClassName: claims-growing
                  hostPath: {path: /nowhere}
                """);
        BOX.awaitField(claim, "Bound", "status", "phase");
        BOX.awaitSynced("claims");

        BOX.manifest("claims", "class", storageClass(true))
                .manifest("claims", "claim", claim("2Gi"))
                .commit();

        BOX.awaitField(claim, "2Gi", "spec", "resources", "requests", "storage");
        BOX.awaitSynced("claims");
    }

    @Test
    void podComesWithItsServiceAccount() throws Exception {
        BOX.given(namespaceText("account"));
        BOX.application("account")
                .manifest(
                        "account",
                        "account",
                        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: own}\n")
                .manifest("account", "pod", POD.formatted("serviceAccountName: own"));
        BOX.commit();

        BOX.start();

        BOX.awaitSynced("account");
        assertThat(BOX.live(key("", "Pod", "account", "pod"))).isPresent();
    }

    @Test
    void policyIsRelaxedForAnObjectThatItAllowsNow() throws Exception {
        BOX.given(namespaceText("policy"));
        BOX.application("policy").manifest("policy", "policy", policy("none"));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("policy");
        awaitDenied("policy", configMap("probe", "1"));

        BOX.manifest("policy", "policy", policy("some"))
                .manifest("policy", "some", configMap("some", "1"))
                .commit();

        BOX.awaitThere(configMapKey("policy", "some"));
        BOX.awaitSynced("policy");
    }

    @Test
    void namespaceIsRelaxedForAPod() throws Exception {
        BOX.application("relaxed", "automated: {prune: true, selfHeal: true}")
                .manifest("relaxed", "namespace", level("relaxed", "restricted"))
                .manifest("relaxed", "settings", configMap("settings", "1"));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("relaxed");

        BOX.manifest("relaxed", "namespace", level("relaxed", "privileged"))
                .manifest("relaxed", "pod", POD.formatted("hostNetwork: true"))
                .commit();

        BOX.awaitSynced("relaxed");
        assertThat(BOX.live(key("", "Pod", "relaxed", "pod"))).isPresent();
    }

    @Test
    void nodePortMovesToANewService() throws Exception {
        BOX.application("nodeport").manifest("nodeport", "b-old", nodePort("b-old", true));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("nodeport");

        BOX.manifest("nodeport", "b-old", nodePort("b-old", false))
                .manifest("nodeport", "a-new", nodePort("a-new", true))
                .commit();

        BOX.awaitSynced("nodeport");
        LiveObject service = BOX.object(key("", "Service", "nodeport", "a-new"));
        assertThat(service.content().toString()).contains("nodePort=31777");
    }

    @Test
    void whatNothingOfTheSetCanMendIsRefusedBeforeAnythingIsStored() throws Exception {
        BOX.application("refused").manifest("refused", "settings", configMap("settings", "1"));
        BOX.commit();
        BOX.start();
        BOX.awaitSynced("refused");

        BOX.manifest("refused", "settings", configMap("settings", "2"))
                .manifest("refused", "wrong", configMap("WRONG", "1"))
                .commit();

        BOX.await("it says what", () -> BOX.message("refused").contains("WRONG"));
        assertThat(BOX.phase("refused"))
                .isNotEqualTo(java.util.Optional.of(OperationPhase.SUCCEEDED));
        assertThat(BOX.field(configMapKey("refused", "settings"), "data", "key")).contains("1");
    }

    // ---- manifests

    private static ResourceKey binding(String namespace) {
        return key("rbac.authorization.k8s.io", "RoleBinding", namespace, "scraper");
    }

    private static ResourceKey quotaKey() {
        return key("", "ResourceQuota", "quota", "quota");
    }

    private static String quota(int configMaps) {
        return """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: quota}
        spec: {hard: {count/configmaps: "%d"}}
        """
                .formatted(configMaps);
    }

    private static String storageClass(boolean growing) {
        return """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: claims-growing}
        provisioner: example.no/none
        allowVolumeExpansion: %s
        """
                .formatted(growing);
    }

    private static String claim(String size) {
        return """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: claims-growing
          resources: {requests: {storage: %s}}
        """
                .formatted(size);
    }

    private static String policy(String allowed) {
        return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: policy-names}
        spec:
          matchConstraints:
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: policy}}
            resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
          validations: [{expression: "object.metadata.name == '%s'"}]
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: policy-names}
        spec: {policyName: policy-names, validationActions: [Deny]}
        """
                .formatted(allowed);
    }

    private static void awaitDenied(String namespace, String yaml) {
        BOX.await(
                "the policy is in force",
                () -> {
                    try {
                        BOX.admin()
                                .apply(
                                        Objects.manifest(yaml, namespace),
                                        dev.nordbox.appliance.cluster.ApplyMode.DRY_RUN);
                        return false;
                    } catch (dev.nordbox.appliance.cluster.ApiRefused e) {
                        return true;
                    }
                });
    }

    private static String level(String namespace, String level) {
        return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %s, labels: {pod-security.kubernetes.io/enforce: %s}}
        """
                .formatted(namespace, level);
    }

    private static String nodePort(String name, boolean ours) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s}
        spec:
          type: %s
          selector: {app: web}
          ports: [{port: 80%s}]
        """
                .formatted(name, ours ? "NodePort" : "ClusterIP", ours ? ", nodePort: 31777" : "");
    }
}
