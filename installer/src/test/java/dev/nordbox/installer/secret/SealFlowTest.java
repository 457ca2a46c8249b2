package dev.nordbox.installer.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealFlowTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String SECRET =
            """
            apiVersion: v1
            data:
              password: czNjcjN0
            kind: Secret
            metadata:
              creationTimestamp: null
              name: db
              namespace: shop
            """;

    @Test
    void whatKubectlWritesIsSealedAndUnsealsAgain() throws Exception {
        List<Map<String, Object>> sealed = seal(plain(), SECRET);

        assertThat(sealed).hasSize(1);
        String text = new String(Json.print(sealed.get(0)), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("czNjcjN0", "s3cr3t");
        Map<String, Object> secret =
                new UnsealFlow(new KeyRing(List.of(TestKeys.NEW))).unseal(text, "test").get(0);
        assertThat(Fields.text(secret, "data", "password")).hasValue("czNjcjN0");
        assertThat(Fields.at(secret, "metadata", "ownerReferences")).isEmpty();
    }

    @Test
    void severalSecretsAndListsAreSealedOneByOne() throws Exception {
        String list =
                """
                kind: List
                apiVersion: v1
                items:
                - {apiVersion: v1, kind: Secret, metadata: {name: a, namespace: shop}, stringData: {k: v}}
                - {apiVersion: v1, kind: Secret, metadata: {name: b, namespace: shop}, stringData: {k: v}}
                """;

        assertThat(seal(plain(), SECRET + "---\n" + list)).hasSize(3);
    }

    @Test
    void theScopeIsTheNamedOneElseThatOfTheAnnotations() throws Exception {
        String wide =
                SECRET.replace(
                        "  name: db\n",
                        "  name: db\n  annotations: {sealedsecrets.bitnami.com/cluster-wide: 'true'}\n");

        assertThat(Scope.of(seal(plain(), wide).get(0))).isEqualTo(Scope.CLUSTER_WIDE);
        SealFlow strict =
                new SealFlow(Optional.empty(), Optional.empty(), Optional.of(Scope.STRICT), false);
        assertThat(Scope.of(seal(strict, wide).get(0))).isEqualTo(Scope.STRICT);
    }

    @Test
    void everyProblemIsToldAndNoValue() {
        String bad =
                """
                {apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {k: hunter2}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: b, namespace: shop}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: c, namespace: shop}, data: {k: hunter2!}}
                """;

        assertThatThrownBy(() -> seal(plain(), bad))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("object 1: the Secret has no metadata.namespace")
                .hasMessageContaining("object 2: the Secret has no data")
                .hasMessageContaining("object 3: data.k is not base64")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aTextThatIsNoYamlIsNotQuoted() {
        assertThatThrownBy(() -> seal(plain(), "password: hunter2\n  x: [\n"))
                .hasMessageContaining("neither YAML nor JSON")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> seal(plain(), "kind: ConfigMap"))
                .hasMessageContaining("no Secret in it");
    }

    @Test
    void anExpiredCertificateDoesNotSeal() {
        assertThatThrownBy(
                        () ->
                                plain().seal(
                                                SECRET,
                                                "test",
                                                TestKeys.NEW.certificate(),
                                                NOW.plus(Duration.ofDays(4000)),
                                                new SecureRandom()))
                .hasMessageContaining("failed to encrypt using an expired certificate on October");
    }

    private static SealFlow plain() {
        return new SealFlow(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private static List<Map<String, Object>> seal(SealFlow flow, String text)
            throws ProblemException {
        return flow.seal(text, "test", TestKeys.NEW.certificate(), NOW, new SecureRandom());
    }
}
