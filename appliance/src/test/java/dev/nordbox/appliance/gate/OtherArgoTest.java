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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherArgoTest {

    @ParameterizedTest
    @CsvSource({
        "StatefulSet, argocd-application-controller, '',  true",
        "StatefulSet, argocd-application-controller, 1,   true",
        "Deployment,  infra-argocd-application-controller, 2, true",
        "StatefulSet, argocd-application-controller, 0,   false",
        "Deployment,  argocd-server, 1, false",
        "Role,        argocd-application-controller, '',  false",
    })
    void anArgoThatTheRepositoryStartsIsRefused(
            String kind, String name, String replicas, boolean refused) {
        List<String> objections =
                new OtherArgo().objections(desired(kind, name, replicas), Project.UNRESTRICTED);

        assertThat(!objections.isEmpty()).isEqualTo(refused);
        assertThat(objections).allMatch(why -> why.startsWith("argo/install.yaml:1: "));
        assertThat(objections).allMatch(why -> why.contains("spec.replicas: 0"));
    }

    private static DesiredObjects desired(String kind, String name, String replicas) {
        Map<String, Object> content =
                Map.of(
                        "apiVersion",
                        kind.equals("Role") ? "rbac.authorization.k8s.io/v1" : "apps/v1",
                        "kind",
                        kind,
                        "metadata",
                        Map.of("name", name, "namespace", "argocd"),
                        "spec",
                        replicas.isEmpty()
                                ? Map.of()
                                : Map.of("replicas", Long.parseLong(replicas)));
        Target target =
                new Target(
                        Manifest.of(content, "argo/install.yaml:1"),
                        ResourceOptions.of(Map.of()),
                        new Digest("d"),
                        true);
        return DesiredObjects.ofHooks(List.of(target));
    }
}
