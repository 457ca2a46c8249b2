package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationProblemsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "spec.source.helm                | {valueFiles: [a]}  | is not supported yet",
                "spec.source.chart               | nginx              | is not supported yet",
                "spec.source.plugin              | {name: cue}        | is not supported yet",
                "spec.source.directory.jsonnet   | {libs: [a]}        | is not supported yet",
                "spec.sourceHydrator             | {drySource: {}}    | is not supported yet",
                "spec.source.path                | /etc               | leads out of the repository",
                "spec.source.path                | a/../../etc        | leads out of the repository",
                "spec.source.path                | ''                 | is missing",
                "spec.source.repoURL             | ''                 | is missing",
                "spec.source.targetRevision      | 1.10               | must be a string and is a number",
                "spec.source.kustomize.version   | v5.0.0             | names another kustomize",
                "spec.source.kustomize.replicas  | [{name: a, count: -1}] | is -1",
                "spec.source.kustomize.replicas  | [{name: a, count: many}] | must be a whole number and is a string",
                "spec.destination.name           | in-cluster         | needs server or name, and not both",
                "spec.destination                | [a]                | must be a map and is a list",
                "spec.syncPolicy.automated       | true               | must be a map and is true or false",
                "spec.syncPolicy.automated.prune | 'true'             | must be true or false and is a string",
                "spec.syncPolicy.retry.limit     | '5'                | must be a whole number and is a string",
                "spec.syncPolicy.retry.backoff.duration    | soon      | is no length of time",
                "spec.syncPolicy.retry.backoff.duration    | -5s       | is no length of time",
                "spec.syncPolicy.retry.backoff.maxDuration | 5         | must be a string and is a number",
                "spec.syncPolicy.retry.backoff.factor      | -2        | is -2",
                "spec.syncPolicy.syncOptions     | CreateNamespace=true | must be a list and is a string",
                "spec.ignoreDifferences          | [{group: apps}]    | is missing",
                "spec.ignoreDifferences          | [{kind: A, jsonPointers: /a}] | must be a list and is a string",
                "spec.ignoreDifferences          | [{kind: A, jqPathExpressions: ['.a +']}] | is no jq expression",
                "spec.ignoreDifferences          | [{kind: A, jqPathExpressions: ['.a + 1']}] | names a value and no field",
                "spec.ignoreDifferences          | [{kind: A, jqPathExpressions: ['.a[range(3)]']}] | uses a function that is not there",
                "spec.info                       | [{name: a, value: 5}] | must be a string and is a number",
                "spec.revisionHistoryLimit       | -1                 | is -1",
                "metadata.annotations            | {a: 1}             | must be a string and is a number",
                "metadata.name                   | ''                 | is missing",
            })
    void nothingIsSyncedWithAFieldThatCannotBeHonoured(String field, String value, String message) {
        Reading reading = ApplicationReader.read(usualWith(field, value));

        assertThat(reading.fatal()).isNotEmpty();
        assertThat(reading.problems())
                .allSatisfy(problem -> assertThat(problem.remedy()).isNotEmpty())
                .anySatisfy(
                        problem -> {
                            assertThat(parent(problem.field())).startsWith(parent(field));
                            assertThat(problem.message()).contains(message);
                            assertThat(problem.fatal()).isTrue();
                        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "spec.syncPolicy.automated.selfheal | true            | is not a field of an Application",
                "spec.source.helmm                  | {}              | is not a field of an Application",
                "spec.syncPolicy.syncOptions        | [CreateNamespace=True] | 'CreateNamespace=True' is no option",
                "spec.syncPolicy.syncOptions        | [' PruneLast=true'] | ' PruneLast=true' is no option",
                "spec.syncPolicy.syncOptions        | [Force=true]    | 'Force=true' is no option",
                "spec.syncPolicy.syncOptions        | [Validate=false] | is not honoured yet",
                "spec.syncPolicy.syncOptions        | [ClientSideApplyMigration=false] | is not honoured yet",
                "spec.syncPolicy.syncOptions        | [ServerSideApply=false] | is not honoured yet",
                "spec.ignoreDifferences             | [{kind: A, jsonPointers: [spec]}] | 'spec' is no JSON pointer",
                "spec.syncPolicy.managedNamespaceMetadata | {labels: {a: b}} | counts only when",
                "spec.source.kustomize.kubeVersion  | '1.36'          | counts for charts",
                "spec.sources                       | [{repoURL: 'https://git.example.org/b', path: b}] | is ignored beside spec.sources",
            })
    void whatArgoIgnoresAsWellIsToldAndHonouredWithoutIt(
            String field, String value, String message) {
        Map<String, Object> content = usualWith(field, value);
        if (field.endsWith("Metadata")) {
            set(content, "spec.syncPolicy.syncOptions", List.of());
        }

        Reading reading = ApplicationReader.read(content);

        assertThat(reading.fatal()).isEmpty();
        assertThat(reading.warnings())
                .anySatisfy(problem -> assertThat(problem.message()).contains(message));
    }

    @Test
    void allProblemsComeAtOnceEachWithItsFieldAndWhatToDo() {
        Map<String, Object> content = usualWith("spec.source.helm", "{valueFiles: [a]}");
        set(content, "spec.revisionHistoryLimit", -3);
        set(content, "spec.syncPolicy.retry.backoff.duration", "a while");
        set(content, "spec.ignoreDifferences", YamlObject.of("a: [{group: apps}]").get("a"));

        assertThat(ApplicationReader.read(content).problems())
                .extracting(SpecProblem::toString)
                .containsExactly(
                        "spec.source.helm: is not supported yet; put the rendered chart (helm"
                                + " template) into the repository",
                        "spec.syncPolicy.retry.backoff.duration: is no length of time; write it as"
                                + " 5s, 1m30s or 2h, or as a number of seconds in quotes",
                        "spec.ignoreDifferences[0].kind: is missing; name a kind, or '*' for all",
                        "spec.revisionHistoryLimit: is -3; write 0 or more");
    }

    @Test
    void twoToolsForOneSourceAreOneTooMany() {
        Map<String, Object> content = usualWith("spec.source.directory", "{recurse: true}");
        set(content, "spec.source.kustomize", Map.of("namePrefix", "a-"));

        assertThat(ApplicationReader.read(content).fatal())
                .extracting(SpecProblem::field)
                .containsExactly("spec.source.kustomize");
    }

    @Test
    void anObjectWithNothingInItIsRefusedFieldByField() {
        assertThat(ApplicationReader.read(Map.of()).fatal())
                .extracting(SpecProblem::field)
                .containsExactly("metadata.name", "spec.source", "spec.destination");
    }

    @Test
    void aValueIsNeverQuotedForItMayBeSecret() {
        Reading reading = ApplicationReader.read(usualWith("spec.source.repoURL", "[hunter2]"));

        assertThat(reading.problems()).isNotEmpty();
        assertThat(reading.problems().toString()).doesNotContain("hunter2");
    }

    @Test
    void noJunkAnywhereMakesItThrow() {
        List<Object> junk = Junk.inPlaceOfEachPartOf(YamlObject.of(OperationTest.WHOLE));

        assertThat(junk).hasSizeGreaterThan(300);
        for (Object content : junk) {
            if (content instanceof Map<?, ?> map) {
                Reading reading = ApplicationReader.read(Junk.object(map));

                assertThat(reading.application()).isNotNull();
                assertThat(reading.problems())
                        .allSatisfy(problem -> assertThat(problem.remedy()).isNotEmpty());
            }
        }
    }

    private static Map<String, Object> usualWith(String field, String value) {
        Map<String, Object> content =
                Json.parse(Json.print(YamlObject.of(ApplicationReaderTest.USUAL)));
        set(content, field, YamlObject.of("value: " + value).get("value"));
        return content;
    }

    @SuppressWarnings("unchecked") // the tests name maps
    private static void set(Map<String, Object> content, String field, Object value) {
        List<String> path = Stream.of(field.split("\\.(?=[a-zA-Z]+(\\.|$))")).toList();
        Map<String, Object> parent = content;
        for (String step : path.subList(0, path.size() - 1)) {
            if (!(parent.get(step) instanceof Map)) {
                parent.put(step, new LinkedHashMap<>());
            }
            parent = (Map<String, Object>) parent.get(step);
        }
        parent.put(path.get(path.size() - 1), value);
    }

    private static String parent(String field) {
        return field.replaceAll("\\.(server|name)$", "");
    }
}
