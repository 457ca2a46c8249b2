package dev.nordbox.appliance.residency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pods take of the host. */
class HostJudgeTest {
    private static final String DEPLOYMENT =
            "'kind': 'Deployment', 'apiVersion': 'apps/v1', 'spec': {'template': {'spec': {%s}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'hostNetwork': true | its pods have hostNetwork",
                "'hostPID': true | its pods have hostPID",
                "'hostIPC': true | its pods have hostIPC",
                "'volumes': [{'hostPath': {'path': '/etc'}}] | its pods mount the host's /etc",
                "'containers': [{'name': 'c', 'securityContext': {'privileged': true}}] | container c is"
                        + " privileged",
                "'initContainers': [{'name': 'i', 'securityContext': {'capabilities': {'add':"
                        + " ['SYS_ADMIN']}}}] | container i adds the capability SYS_ADMIN",
                "'containers': [{'name': 'c', 'securityContext': {'capabilities': {'add':"
                        + " ['CAP_CHOWN']}}}] | container c adds the capability CAP_CHOWN",
                "'containers': [{'name': 'c', 'ports': [{'hostPort': 22}]}] | container c takes port 22"
                        + " of the host"
            })
    void noPodTakesTheHostOver(String spec, String what) {
        String workload = DEPLOYMENT.formatted(spec);

        assertThat(Judged.objections(workload))
                .singleElement()
                .satisfies(
                        objection -> {
                            assertThat(objection.rule()).isEqualTo("K8S-01");
                            assertThat(objection.what()).isEqualTo(what);
                        });
        assertThat(Judged.rules("tools", workload)).containsExactly("K8S-01");
        assertThat(Judged.rules("agents", workload)).isEmpty();
        assertThat(Judged.rules("kube-system", workload)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'hostNetwork': false, 'volumes': [{'emptyDir': {}}]",
                "'containers': [{'ports': [{'containerPort': 80, 'hostPort': 0}]}]",
                "'containers': [{'securityContext': {'capabilities': {'drop': ['ALL'], 'add':"
                        + " ['NET_BIND_SERVICE', 'CHOWN']}}}]"
            })
    void whatTakesNothingIsLeftToPodSecurity(String spec) {
        assertThat(Judged.rules(DEPLOYMENT.formatted(spec))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "web, enforce, restricted, ''",
        "web, enforce, baseline, K8S-01",
        "web, enforce, privileged, K8S-01",
        "tools, enforce, baseline, ''",
        "tools, enforce, privileged, K8S-01",
        "agents, enforce, privileged, ''",
        "web, enforce-version, latest, ''",
        "web, enforce-version, v1.0, K8S-01",
        "tools, enforce-version, v1.0, K8S-01",
        "agents, enforce-version, v1.0, ''",
        "kube-system, enforce-version, v1.0, ''"
    })
    void onlyNordboxYamlTakesANamespaceOutOfPodSecurity(
            String name, String label, String value, String rule) {
        String labels = "'pod-security.kubernetes.io/%s': '%s'".formatted(label, value);
        List<String> wanted = rule.isEmpty() ? List.of() : List.of(rule);

        assertThat(
                        Judged.rulesOf(
                                "{'kind': 'Namespace', 'apiVersion': 'v1', 'metadata': {'name':"
                                        + " '%s', 'labels': {%s}}}".formatted(name, labels)))
                .isEqualTo(wanted);
        assertThat(
                        Judged.rules(
                                "argocd",
                                """
                                'kind': 'Application', 'apiVersion': 'argoproj.io/v1alpha1',
                                'spec': {'destination': {'namespace': '%s'}, 'syncPolicy':
                                  {'managedNamespaceMetadata': {'labels': {%s}}}}
                                """
                                        .formatted(name, labels)))
                .isEqualTo(wanted);
        assertThat(
                        Judged.rules(
                                "argocd",
                                """
                                'kind': 'ApplicationSet', 'apiVersion': 'argoproj.io/v1alpha1',
                                'spec': {'template': {'spec': {'destination': {'namespace': '%s'},
                                  'syncPolicy': {'managedNamespaceMetadata': {'labels': {%s}}}}}}
                                """
                                        .formatted(name, labels)))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/var/lib/rancher/k3s/storage/.",
                "/var/lib/rancher/k3s/storage/..",
                "/var/lib/rancher/k3s/storage/pvc-1_web_data",
                "/var/lib/rancher/k3s/storage/pvc-1/link"
            })
    void aVolumeIsNoFolderOfTheHost(String path) {
        String volume =
                "'kind': 'PersistentVolume', 'apiVersion': 'v1', 'spec': {'%s': {'path': '%s'}}";

        for (String kind : List.of("hostPath", "local")) {
            assertThat(Judged.objections("", volume.formatted(kind, path)))
                    .as(kind)
                    .singleElement()
                    .satisfies(
                            objection -> {
                                assertThat(objection.rule()).isEqualTo("K8S-01");
                                assertThat(objection.what())
                                        .isEqualTo("it is the host's folder " + path);
                                assertThat(objection.remedy())
                                        .isEqualTo("let a claim make its volume");
                            });
        }
    }
}
