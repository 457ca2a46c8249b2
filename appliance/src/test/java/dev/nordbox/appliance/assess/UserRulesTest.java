package dev.nordbox.appliance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Health by what a team writes, before what is built in. */
class UserRulesTest {

    private static final UserRules RULES =
            UserRulesReader.read(
                    Map.of(
                            "example.org_Database",
                            """
                            - when: has(self.status) && self.status.phase == 'Ready'
                              status: Healthy
                            - when: self.status.phase == 'Broken'
                              status: Degraded
                              message: '"it says " + self.status.phase'
                            """,
                            "apps_Deployment",
                            """
                            - when: has(self.metadata.labels) && has(self.metadata.labels.parked)
                              status: Suspended
                            """));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status: {phase: Ready}  | Healthy | ''",
                "status: {phase: Broken} | Degraded | it says Broken",
                "status: {}              | Unknown | health rule 1 of its kind: a field is not"
                        + " there at character 32; ask has(...) before",
            })
    void theFirstRuleThatCountsTells(String status, String health, String message) {
        assertThat(assess("apiVersion: example.org/v1\nkind: Database\n" + status))
                .isEqualTo(new Health(HealthStatus.of(health).orElseThrow(), message));
    }

    @Test
    void whatNoRuleCountsForIsToldByTheBuiltInOnes() {
        assertThat(
                        assess(
                                        """
                                apiVersion: example.org/v1
                                kind: Database
                                status: {phase: Starting, conditions: [{type: Ready, status: "False"}]}
                                """)
                                .status())
                .isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void itGoesBeforeTheRuleOfABuiltInKindAndAfterADeletion() {
        String parked =
                "apiVersion: apps/v1\nkind: Deployment\n"
                        + "metadata: {labels: {parked: 'yes'}%s}\nspec: {replicas: 1}\n";
        assertThat(assess(parked.formatted("")).status()).isEqualTo(HealthStatus.SUSPENDED);
        assertThat(assess(parked.formatted(", deletionTimestamp: '2026-11-28T12:00:00Z'")))
                .isEqualTo(Health.progressing("Pending deletion"));
        assertThat(
                        assess(
                                        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1}\n")
                                .status())
                .isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void everyFaultIsToldWithItsPlaceAndTheKindIsUnknown() {
        UserRules rules =
                UserRulesReader.read(
                        Map.of(
                                "example.org_Database",
                                """
                                - when: self.status.phase ==
                                  status: Well
                                - {status: Healthy, message: other.x, colour: red}
                                - nothing
                                """,
                                "example.org_database",
                                "[]",
                                "Secret",
                                "[{status: Healthy}]",
                                "argoproj.io_Application",
                                "[]",
                                "example.org_Queue",
                                "status: Healthy",
                                "example.org_Text",
                                "- {status: [}"));

        assertThat(rules.problems())
                .anySatisfy(
                        p ->
                                assertThat(p)
                                        .startsWith(
                                                "example.org_Database, rule 1, when (line 1):"
                                                        + " 1:21 mismatched input"))
                .anySatisfy(
                        p ->
                                assertThat(p)
                                        .startsWith(
                                                "example.org_Database, rule 1 (line 1) has no"
                                                        + " status: one of Healthy, Progressing"))
                .anySatisfy(p -> assertThat(p).contains("rule 2 (line 3) has colour: known are"))
                .anySatisfy(
                        p ->
                                assertThat(p)
                                        .contains(
                                                "rule 2, message (line 3): 1:1 undeclared"
                                                        + " reference to 'other'"))
                .anySatisfy(p -> assertThat(p).contains("rule 3 (line 4) is no map"))
                .anySatisfy(p -> assertThat(p).startsWith("example.org_database names no kind"))
                .anySatisfy(p -> assertThat(p).startsWith("Secret: a rule's message would show"))
                .anySatisfy(p -> assertThat(p).startsWith("argoproj.io_Application: its health"))
                .anySatisfy(p -> assertThat(p).startsWith("example.org_Queue: write a list of"))
                .anySatisfy(p -> assertThat(p).startsWith("example.org_Text: yaml:"));
        assertThat(rules.assess(YamlObject.of("apiVersion: example.org/v1\nkind: Database\n")))
                .satisfies(h -> assertThat(h.status()).isEqualTo(HealthStatus.UNKNOWN))
                .satisfies(h -> assertThat(h.message()).startsWith("its health rules cannot be"));
    }

    @Test
    void onlyKindsWhoseRulesAreOtherOnesDiffer() {
        UserRules one = UserRulesReader.read(Map.of("a_A", "- {status: Healthy}", "b_B", "[]"));
        UserRules other = UserRulesReader.read(Map.of("a_A", "- {status: Degraded}", "b_B", "[]"));

        assertThat(one.differing(other)).containsExactly(new GroupKind("a", "A"));
        assertThat(one.differing(UserRules.NONE)).hasSize(2);
    }

    private static Health assess(String yaml) {
        return RULES.assess(YamlObject.of(yaml));
    }
}
