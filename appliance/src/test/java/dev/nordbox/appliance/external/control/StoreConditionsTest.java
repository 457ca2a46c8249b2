package dev.nordbox.appliance.external.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.manifest.Fields;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seen from namespace {@code web-prod}, which is labelled {@code team: web, env: prod}. */
class StoreConditionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                                       | true",
                "{}                                                                     | false",
                "{namespaces: [web-prod]}                                               | true",
                "{namespaces: [web, prod]}                                              | false",
                "{namespaces: []}                                                       | false",
                "{namespaces: [other]}, {namespaces: [web-prod]}                        | true",
                "{namespaces: [other], namespaceRegexes: [prod]}                        | true",
                "{namespaceRegexes: ['^web-']}                                          | true",
                "{namespaceRegexes: ['^prod']}                                          | false",
                "{namespaceRegexes: [other, '^web-prod$']}                              | true",
                "{namespaceRegexes: []}                                                 | false",
                "{namespaceSelector: {}}                                                | true",
                "{namespaceSelector: {matchLabels: {team: web}}}                        | true",
                "{namespaceSelector: {matchLabels: {team: web, env: test}}}             | false",
                "{namespaceSelector: {matchLabels: {tier: web}}}                        | false",
                "{namespaceSelector: {matchLabels: {tier: null}}}                       | false",
                "{namespaces: [other], namespaceSelector: {matchLabels: {team: web}}}   | true",
                "{namespaceSelector: {matchLabels: {team: web}, matchExpressions: [{key: env, operator: In, values: [test]}]}} | false",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: In, values: [test, prod]}]}} | true",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: In, values: [test]}]}}       | false",
                "{namespaceSelector: {matchExpressions: [{key: tier, operator: In, values: [prod]}]}}      | false",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}    | false",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [test]}]}}    | true",
                "{namespaceSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [prod]}]}}   | true",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: Exists}]}}       | true",
                "{namespaceSelector: {matchExpressions: [{key: tier, operator: Exists}]}}      | false",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: DoesNotExist}]}} | false",
                "{namespaceSelector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}} | true",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: Exists}, {key: tier, operator: Exists}]}} | false"
            })
    void anyConditionThatFitsLetsOneIn(String conditions, boolean admitted) throws Exception {
        assertThat(admit(conditions == null ? "" : conditions)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{namespaceRegexes: ['(']} | failed to compile regex (",
                "{namespaceSelector: {matchExpressions: [{key: tier, operator: NotIn}]}} | operator NotIn needs values",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: In, values: []}]}} | operator In needs values",
                "{namespaceSelector: {matchExpressions: [{key: env, operator: Like, values: [p]}]}} | operator Like is not honoured"
            })
    void whatCannotBeAskedLetsNobodyIn(String conditions, String told) {
        assertThatThrownBy(() -> admit(conditions))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining(told);
    }

    private static boolean admit(String conditions) throws Exception {
        Map<String, Object> spec = ExternalNamespace.fields("conditions: [" + conditions + "]");
        return StoreConditions.admit(
                Fields.list(spec, "conditions"), "web-prod", Map.of("team", "web", "env", "prod"));
    }
}
