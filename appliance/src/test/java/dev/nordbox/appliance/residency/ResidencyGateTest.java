package dev.nordbox.appliance.residency;

import static dev.nordbox.appliance.residency.Judged.LAST_MOMENT;
import static dev.nordbox.appliance.residency.Judged.RULES;
import static dev.nordbox.appliance.residency.Judged.gate;
import static dev.nordbox.appliance.residency.Judged.manifest;
import static dev.nordbox.appliance.residency.Judged.rules;
import static dev.nordbox.appliance.residency.Judged.waiving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidencyGateTest {
    private static final String DIGEST = "@sha256:" + "a".repeat(64);
    private static final String POD =
            "'kind': 'Pod', 'apiVersion': 'v1', 'spec': {'containers': [{'image': '%s'}]}";

    @ParameterizedTest
    @CsvSource({
        "registry.example.no/web, ''",
        "registry.example.no.evil.example/web, SUP-01",
        "web, SUP-01",
        "docker.io/library/web, SUP-01"
    })
    void imagesComeFromAllowedRegistries(String image, String rule) {
        assertThat(rules(POD.formatted(image + DIGEST)))
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void everyKindThatBringsPodsIsLookedInto() {
        String template =
                "{'spec': {'containers': [{'image': 'registry.example.no/a%s'}],"
                        + " 'initContainers': [{'image': 'evil/x%s'}]}}";
        String spec = template.formatted(DIGEST, DIGEST);
        for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")) {
            assertThat(
                            rules(
                                    "'kind': '%s', 'apiVersion': 'apps/v1', 'spec': {'template': %s}"
                                            .formatted(kind, spec)))
                    .as(kind)
                    .containsExactly("SUP-01");
        }
        assertThat(
                        rules(
                                "'kind': 'CronJob', 'apiVersion': 'batch/v1', 'spec':"
                                        + " {'jobTemplate': {'spec': {'template': "
                                        + spec
                                        + "}}}"))
                .containsExactly("SUP-01");
    }

    @Test
    void imagesHaveDigestsUnlessThatIsWaived() {
        String tagged = POD.formatted("registry.example.no/web:1");

        assertThat(rules(tagged)).containsExactly("SUP-02");
        assertThat(gate(waiving("SUP-02"), LAST_MOMENT).examine(List.of(manifest("web", tagged))))
                .isEmpty();
    }

    @Test
    void aWaiverEndsByItselfWithItsLastDay() {
        String tagged = POD.formatted("registry.example.no/web:1");

        assertThat(
                        gate(waiving("SUP-02"), LAST_MOMENT.plusSeconds(1))
                                .examine(List.of(manifest("web", tagged))))
                .singleElement()
                .extracting(Objection::line)
                .asString()
                .contains("SUP-02", "its waiver is over since 2027-05-31");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'spec': {'ports': []} | ",
                "'spec': {'type': 'NodePort'} | K8S-04",
                "'spec': {'type': 'LoadBalancer'} | K8S-04",
                "'spec': {'type': 'ExternalName', 'externalName': 'x.example'} | K8S-04",
                "'spec': {'externalIPs': ['192.0.2.1']} | K8S-04"
            })
    void servicesOpenNoOtherWay(String spec, String rule) {
        assertThat(rules("'kind': 'Service', 'apiVersion': 'v1', " + spec))
                .isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[{'to': [{'podSelector': {}}]}] | ",
                "[{'to': [{'ipBlock': {'cidr': '203.0.113.20/32'}}]}] | ",
                "[{'to': [{'ipBlock': {'cidr': '0.0.0.0/0'}}]}] | NET-07",
                "[{}] | NET-07"
            })
    void policiesDoNotWidenTheWayOut(String egress, String rule) {
        String policy =
                "'kind': 'NetworkPolicy', 'apiVersion': 'networking.k8s.io/v1', 'spec': {'egress': "
                        + egress
                        + "}";
        assertThat(rules(policy)).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'tls': [{'secretName': 'c'}], 'rules': [{'host': 'www.example.no'}] | ",
                "'rules': [{'host': 'www.example.no'}] | ENC-05",
                "'tls': [{}], 'rules': [{'host': 'www.example.com'}] | NET-08",
                "'tls': [{}], 'rules': [{}] | NET-08",
                "'tls': [{}], 'defaultBackend': {} | NET-08"
            })
    void ingressesHaveTlsAndTheProfilesHosts(String spec, String rule) {
        String ingress =
                "'kind': 'Ingress', 'apiVersion': 'networking.k8s.io/v1', 'spec': {" + spec + "}";
        assertThat(rules(ingress)).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void anImageThatIsAVolumeIsAnImage() {
        String pod =
                "'kind': 'Pod', 'apiVersion': 'v1', 'spec': {'volumes': [{'name': 'v', 'image':"
                        + " {'reference': '%s'}}]}";

        assertThat(rules(pod.formatted("evil/data:1"))).containsExactly("SUP-01", "SUP-02");
        assertThat(rules(pod.formatted("registry.example.no/data" + DIGEST))).isEmpty();
    }

    @Test
    void aClaimIsOneWhereverItIsWritten() {
        String pod =
                "'kind': 'Pod', 'apiVersion': 'v1', 'spec': {'volumes': [{'name': 'v', 'ephemeral':"
                        + " {'volumeClaimTemplate': {'spec': {'storageClassName': '%s'}}}}]}";
        String annotated =
                "'kind': 'StatefulSet', 'apiVersion': 'apps/v1', 'spec': {'volumeClaimTemplates':"
                        + " [{'metadata': {'annotations':"
                        + " {'volume.beta.kubernetes.io/storage-class': '%s'}}, 'spec':"
                        + " {'storageClassName': 'local-path'}}]}";

        for (String kind : List.of(pod, annotated)) {
            assertThat(rules(kind.formatted("local-path"))).isEmpty();
            assertThat(rules(kind.formatted("cloud-ssd"))).containsExactly("K8S-06");
        }
    }

    @Test
    void volumesStayOnTheBox() {
        assertThat(rules(claim("local-path"))).isEmpty();
        assertThat(rules(claim("cloud-ssd"))).containsExactly("K8S-06");
        assertThat(
                        rules(
                                "'kind': 'PersistentVolume', 'apiVersion': 'v1', 'spec': {'nfs':"
                                        + " {'server': 'nas.example'}}"))
                .containsExactly("K8S-06");
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.no/ops/x.git, ''",
        "https://codeberg.org/ops/x.git, ''",
        "https://github.com/ops/x.git, SUP-05",
        "git@github.com:ops/x.git, SUP-05",
        "ssh://git@github.com/ops/x.git, SUP-05",
        "HTTPS://GitHub.com/ops/x.git, SUP-05",
        "ssh://git@ssh.github.com:443/ops/x.git, SUP-05",
        "https://github.com.example.no/ops/x.git, ''"
    })
    void repositoriesHaveAnOwnerInAnAllowedCountry(String url, String rule) {
        assertThat(
                        rules(
                                "'kind': 'Application', 'apiVersion': 'argoproj.io/v1alpha1',"
                                        + " 'spec': {'source': {'repoURL': '"
                                        + url
                                        + "'}}"))
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void aSetOfApplicationsIsLookedThroughForItsSources() {
        assertThat(
                        rules(
                                "'kind': 'ApplicationSet', 'apiVersion': 'argoproj.io/v1alpha1',"
                                        + " 'spec': {'generators': [{'matrix': {'generators':"
                                        + " [{'git': {'repoURL': 'git@github.com:ops/x.git'}}]}}],"
                                        + " 'template': {'spec': {'sources': [{'repoURL':"
                                        + " 'https://codeberg.org/ops/x'}]}}}"))
                .containsExactly("SUP-05");
    }

    @ParameterizedTest
    @CsvSource({
        "https://vault.example.no:8200, ''",
        "https://VAULT.example.no, ''",
        "https://203.0.113.30:8200/v, ''",
        "https://vault.vault.svc:8200, ''",
        "http://vault.vault.svc.cluster.local, ''",
        "https://vault.evil.example, NET-04",
        "https://203.0.113.31:8200, NET-04",
        "https://[2001:db8::1]:8200, NET-04",
        "https://a.b.svc.evil.example, NET-04"
    })
    void storesOfSecretsAreEndpointsOfTheProfile(String server, String rule) {
        for (String kind : List.of("SecretStore", "ClusterSecretStore")) {
            assertThat(
                            rules(
                                    "'kind': '%s', 'apiVersion': 'external-secrets.io/v1', 'spec': {'provider': {'vault': {'server': '%s'}}}"
                                            .formatted(kind, server)))
                    .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
        }
    }

    @Test
    void anObjectionSaysWhatWhereAndWhatNow() {
        Objection objection =
                gate(RULES, LAST_MOMENT)
                        .examine(List.of(manifest("web", POD.formatted("evil/web" + DIGEST))))
                        .get(0);

        assertThat(objection.toString())
                .startsWith("apps/web.yaml:12: SUP-01: web/Pod/x: image evil/web@sha256:")
                .contains("fix: take it from registry.example.no/");
    }

    @Test
    void aThousandManifestsTakeNoTimeToSpeakOf() {
        List<Manifest> many =
                IntStream.range(0, 1000)
                        .mapToObj(i -> manifest("web", POD.formatted("registry.example.no/w" + i)))
                        .toList();
        ResidencyGate gate = gate(RULES, LAST_MOMENT);
        gate.examine(many);

        long start = System.nanoTime();
        assertThat(gate.examine(many)).hasSize(1000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private static String claim(String storageClass) {
        return "'kind': 'PersistentVolumeClaim', 'apiVersion': 'v1', 'spec': {'storageClassName': '"
                + storageClass
                + "'}";
    }
}
