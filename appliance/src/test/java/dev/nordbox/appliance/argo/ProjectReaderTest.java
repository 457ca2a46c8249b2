package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nordbox.appliance.argo.Project.KindPattern;
import dev.nordbox.appliance.seal.PlainSecrets.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectReaderTest {

    @Test
    void aProjectIsReadAsItIsWritten() {
        ProjectReading reading =
                read(
                        """
                        description: for the web team
                        sourceRepos: ['https://git.example.org/**', '!https://git.example.org/ops/*']
                        destinations: [{server: 'https://kubernetes.default.svc/', namespace: web-*}]
                        clusterResourceWhitelist: [{group: '', kind: Namespace, name: web-*}]
                        namespaceResourceBlacklist: [{group: '', kind: ResourceQuota}]
                        sourceNamespaces: [team-*]
                        roles: [{name: ci, policies: ['p, proj:web:ci, *, *, *, allow']}]
                        """);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.project())
                .isEqualTo(
                        new Project(
                                "web",
                                List.of(
                                        "https://git.example.org/**",
                                        "!https://git.example.org/ops/*"),
                                List.of(
                                        new Destination(
                                                "https://kubernetes.default.svc", "", "web-*")),
                                List.of(new KindPattern("", "Namespace", "web-*")),
                                List.of(),
                                Optional.empty(),
                                List.of(new KindPattern("", "ResourceQuota", "")),
                                List.of("team-*"),
                                Optional.empty()));
    }

    @Test
    void itSaysWhatBecomesOfPlainSecretsAndAnUnknownWordLetsNothingThrough() {
        assertThat(annotated("warn").project().plainSecrets()).contains(Policy.WARN);
        assertThat(annotated("refuse").project().plainSecrets()).contains(Policy.REFUSE);
        assertThat(annotated("wran").project().plainSecrets()).contains(Policy.REFUSE);
        assertThat(annotated("wran").problems())
                .singleElement()
                .asString()
                .contains("metadata.annotations.nordbox.no/plain-secrets: is neither refuse nor");
        assertThat(annotated("warn").problems()).isEmpty();
    }

    private static ProjectReading annotated(String word) {
        return ProjectReader.read(
                Map.of(
                        "metadata",
                        Map.of(
                                "name",
                                "web",
                                "annotations",
                                Map.of(Project.PLAIN_SECRETS, word, "team", "web"))));
    }

    @Test
    void aListOfKindsThatIsEmptyIsNotOneThatIsAbsent() {
        assertThat(read("namespaceResourceWhitelist: []").project().namespacedKinds())
                .contains(List.of());
        assertThat(read("{}").project().namespacedKinds()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "syncWindows: [{kind: deny, schedule: '0 2 * * *', duration: 1h}] | spec.syncWindows | true",
                "signatureKeys: [{keyID: ABCDEF}]                  | spec.signatureKeys               | true",
                "destinationServiceAccounts: [{server: '*'}]       | spec.destinationServiceAccounts  | true",
                "permitOnlyProjectScopedClusters: true             | spec.permitOnlyProjectScopedClusters | true",
                "destinations: [{namespace: '!team-[ab]'}]         | spec.destinations[0].namespace   | true",
                "sourceRepos: ['!https://{a,b}.example.org/**']    | spec.sourceRepos                 | true",
                "sourceRepos: 5                                    | spec.sourceRepos                 | true",
                "sourceNamespaces: ['/team-.*/']                   | spec.sourceNamespaces            | false",
                "orphanedResources: {warn: true}                   | spec.orphanedResources           | false",
                "sourceRepo: ['*']                                 | spec.sourceRepo                  | false",
            })
    void whatIsNotHonouredIsTold(String spec, String field, boolean fatal) {
        assertThat(read(spec).problems())
                .extracting(SpecProblem::field, SpecProblem::fatal)
                .containsExactly(tuple(field, fatal));
    }

    @Test
    void anEmptyListOfWindowsRestrictsNothing() {
        assertThat(read("syncWindows: []").problems()).isEmpty();
    }

    private static ProjectReading read(String spec) {
        return ProjectReader.read(
                Map.of("metadata", Map.of("name", "web"), "spec", YamlObject.of(spec)));
    }
}
