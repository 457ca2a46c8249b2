package dev.nordbox.appliance.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedObjectsTest {

    @ParameterizedTest
    @CsvSource({
        "v1, Namespace, '', nordbox-system",
        "v1, ConfigMap, nordbox-system, any",
        "rbac.authorization.k8s.io/v1, ClusterRole, '', nordbox-controller",
        "rbac.authorization.k8s.io/v1, ClusterRoleBinding, '', nordbox-controller",
        "admissionregistration.k8s.io/v1, ValidatingAdmissionPolicy, '', nordbox-privileged",
        "admissionregistration.k8s.io/v1, ValidatingAdmissionPolicyBinding, '', nordbox-privileged",
        "admissionregistration.k8s.io/v1beta1, MutatingAdmissionPolicy, '', nordbox-any",
        "admissionregistration.k8s.io/v1beta1, MutatingAdmissionPolicyBinding, '', nordbox-any"
    })
    void whatNordboxBringsIsWrittenByNoRepository(
            String apiVersion, String kind, String namespace, String name) {
        assertThat(objections(apiVersion, kind, namespace, name))
                .singleElement()
                .asString()
                .startsWith("cluster/x.yaml:1: ")
                .contains(kind, " is the controller's own; ");
    }

    @Test
    void othersOfTheSameKindsAreTheRepositorys() {
        String policies = "admissionregistration.k8s.io/v1";

        assertThat(objections(policies, "ValidatingAdmissionPolicy", "", "ours")).isEmpty();
        assertThat(objections(policies, "ValidatingAdmissionPolicyBinding", "", "ours")).isEmpty();
        assertThat(objections("v1", "Namespace", "", "nordbox-tools")).isEmpty();
    }

    private static List<String> objections(
            String apiVersion, String kind, String namespace, String name) {
        Map<String, Object> metadata =
                namespace.isEmpty()
                        ? Map.of("name", name)
                        : Map.of("name", name, "namespace", namespace);
        Target target =
                new Target(
                        Manifest.of(
                                Map.of(
                                        "apiVersion",
                                        apiVersion,
                                        "kind",
                                        kind,
                                        "metadata",
                                        metadata),
                                "cluster/x.yaml:1"),
                        ResourceOptions.of(Map.of()),
                        new Digest("d"),
                        true);
        return new ReservedObjects()
                .objections(DesiredObjects.ofHooks(List.of(target)), Project.UNRESTRICTED);
    }
}
