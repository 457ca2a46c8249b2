package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.baseline.BaselineObject;
import dev.nordbox.templates.Templates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Kubernetes lets the controller create a role only when it holds every right of it. */
class ControllerRoleTest {
    private static final List<Map<String, List<String>>> RULES = rules();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "cert-manager-edit, cert-manager.io, certificates, '', deletecollection",
        "what edit aggregates of an operator, example.no, widgets, '', patch",
        "cert-manager's approver, cert-manager.io, signers, issuers.cert-manager.io/*, approve",
        "cert-manager's signer, certificates.k8s.io, signers, clusterissuers.cert-manager.io/*, sign",
        "metrics-server, '', nodes/metrics, '', get"
    })
    void whatCommonRepositoriesGrantIsHeld(
            String role, String group, String resource, String name, String verb) {
        assertThat(holds(group, resource, name, verb)).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "'', serviceaccounts, '', impersonate",
        "rbac.authorization.k8s.io, clusterroles, '', bind",
        "rbac.authorization.k8s.io, clusterroles, '', escalate",
        "example.no, widgets, '', *",
        "certificates.k8s.io, signers, kubernetes.io/kube-apiserver-client, sign",
        "certificates.k8s.io, signers, kubernetes.io/kube-apiserver-client, approve",
        "certificates.k8s.io, signers, '', sign"
    })
    void whatWouldMakeItAnybodyIsNot(String group, String resource, String name, String verb) {
        assertThat(holds(group, resource, name, verb)).isFalse();
    }

    @Test
    void metricsMayBeGivenToWhoScrapesThem() {
        assertThat(RULES)
                .anyMatch(
                        rule ->
                                of(rule, "nonResourceURLs")
                                                .containsAll(List.of("/metrics", "/metrics/*"))
                                        && of(rule, "verbs").contains("get"));
        assertThat(RULES).noneMatch(rule -> of(rule, "nonResourceURLs").contains("*"));
    }

    /** As Kubernetes decides it; an empty name stands for a rule without resourceNames. */
    private static boolean holds(String group, String resource, String name, String verb) {
        return RULES.stream()
                .anyMatch(
                        rule ->
                                any(rule, "apiGroups", group)
                                        && any(rule, "resources", resource)
                                        && of(rule, "verbs").contains(verb)
                                        && (of(rule, "resourceNames").isEmpty()
                                                || of(rule, "resourceNames").contains(name)));
    }

    private static boolean any(Map<String, List<String>> rule, String field, String wanted) {
        return of(rule, field).contains("*") || of(rule, field).contains(wanted);
    }

    private static List<String> of(Map<String, List<String>> rule, String field) {
        return rule.getOrDefault(field, List.of());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, List<String>>> rules() {
        BaselineObject role =
                new ControllerAccess(Templates.bundled())
                        .objects().stream()
                                .filter(object -> object.kind().equals("ClusterRole"))
                                .findFirst()
                                .orElseThrow();
        Map<String, Object> document =
                (Map<String, Object>)
                        new Load(LoadSettings.builder().build()).loadFromString(role.yaml());
        return (List<Map<String, List<String>>>) document.get("rules");
    }
}
