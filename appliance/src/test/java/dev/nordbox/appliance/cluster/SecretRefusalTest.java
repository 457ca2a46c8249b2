package dev.nordbox.appliance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.compare.RefusalKind;
import dev.nordbox.appliance.sync.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a refused Secret all is told but what it holds, and it is judged like any other object. */
class SecretRefusalTest {

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "422 | Secret \"db\" is invalid: type: Invalid value: \"s3cret\": field is immutable | UNCHANGEABLE",
                "422 | Secret \"db\" is invalid: data: Forbidden: field is immutable when `immutable` is set | UNCHANGEABLE",
                "422 | Secret \"db\" is invalid: data[k]: Invalid value: \"s3cret\": a key | REFUSED",
                "422 | secrets \"db\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: s3cret | REFUSED_FOR_NOW",
                "400 | admission webhook \"w.example.no\" denied the request: s3cret | REFUSED",
                "409 | admission webhook \"w.example.no\" denied the request: s3cret | REFUSED_FOR_NOW",
                "403 | secrets \"db\" is forbidden: exceeded quota: q, requested: secrets=1 | REFUSED_FOR_NOW",
                "404 | namespaces \"web\" not found | REFUSED_FOR_NOW",
            })
    void itIsJudgedByWhatTheServerSaid(int code, String message, Verdict.Kind kind) {
        ApiRefused told = told(code, message);

        assertThat(RefusalKind.verdict(told).kind()).isEqualTo(kind);
        assertThat(told.getMessage()).doesNotContain("s3cret");
    }

    @Test
    void theFieldsAreTold() {
        assertThat(
                        SecretRefusal.withoutValues(
                                        new ApiRefused(
                                                422,
                                                "Invalid",
                                                "Secret \"db\" is invalid: [data[a b]: Invalid value:"
                                                        + " \"s3cret\", ...]",
                                                List.of("data[a b] (FieldValueInvalid)")))
                                .getMessage())
                .contains("(Invalid): data[a b] (FieldValueInvalid);", "withheld")
                .doesNotContain("s3cret");
    }

    @Test
    void aKeyThatIsNamedSoMakesNothingImmutable() {
        ApiRefused told =
                SecretRefusal.withoutValues(
                        new ApiRefused(
                                422,
                                "Invalid",
                                "Secret \"db\" is invalid",
                                List.of("data[immutable_token] (FieldValueInvalid)")));

        assertThat(RefusalKind.verdict(told).kind()).isEqualTo(Verdict.Kind.REFUSED);
    }

    @Test
    void aMissingNamespaceIsToldWithItsRemedy() {
        assertThat(RefusalKind.verdict(told(404, "namespaces \"web\" not found")).message())
                .contains("CreateNamespace=true");
    }

    @Test
    void whoMayNotIsTold() {
        String message =
                "secrets \"db\" is forbidden: User \"x\" cannot patch resource \"secrets\" in API"
                        + " group \"\" in the namespace \"web\"";

        assertThat(told(403, message)).hasMessage(message);
    }

    @Test
    void whereAValueHasTheWrongTypeIsTold() {
        assertThat(
                        told(
                                422,
                                "failed to create typed patch object (web/db; /v1, Kind=Secret):"
                                        + " .data.pin: expected string, got"
                                        + " &value.valueUnstructured{Value:4711}"))
                .hasMessageContaining(".data.pin: expected string")
                .hasMessageNotContaining("4711");
    }

    private static ApiRefused told(int code, String message) {
        return SecretRefusal.withoutValues(new ApiRefused(code, "Invalid", message));
    }
}
