package dev.nordbox.appliance.seal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.Vectors;
import dev.nordbox.appliance.seal.http.KubesealAnswers.Answer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Everybody who may use the API may ask these. */
class KubesealAnswersTest {
    private static final String CANARY = "c4n4ry-http";
    private static final SealingKey OLD = Vectors.keyB();
    private static final SealingKey NEW =
            SealingKey.generate(
                    2048, OLD.certificate().notBefore().plusSeconds(60), new SecureRandom());

    private final KubesealAnswers answers =
            new KubesealAnswers(() -> new KeyRing(List.of(OLD, NEW)), new SecureRandom());

    @Test
    void theCertificateIsTheNewest() {
        Answer answer = answers.certificate();

        assertThat(answer.contentType()).isEqualTo("application/x-pem-file");
        assertThat(text(answer)).isEqualTo(NEW.certificate().pem());
        assertThat(
                        new KubesealAnswers(() -> new KeyRing(List.of()), new SecureRandom())
                                .certificate())
                .satisfies(none -> assertThat(none.status()).isEqualTo(500));
    }

    @Test
    void verifySaysYesOrNoAndNothingElse() throws Exception {
        Map<String, Object> sealed = sealed(Scope.STRICT);
        assertThat(verify(sealed)).isEqualTo("200 ");

        Map<String, Object> moved = sealed(Scope.STRICT);
        Fields.map(moved, "metadata").put("namespace", "other");
        Map<String, Object> damaged = sealed(Scope.STRICT);
        Fields.map(damaged, "spec", "encryptedData").put("password", "AQ==");
        Map<String, Object> foreign = sealed(Scope.STRICT);
        Fields.map(foreign, "spec", "encryptedData").put("more", "%%%");

        assertThat(verify(moved)).isEqualTo("409 ");
        assertThat(verify(damaged)).isEqualTo("409 ");
        assertThat(verify(foreign)).isEqualTo("409 ");
        assertThat(answers.verify("kind: Secret".getBytes()).status()).isEqualTo(500);
    }

    @Test
    void aTemplateIsNoOracle() throws Exception {
        Map<String, Object> probing = sealed(Scope.STRICT);
        Fields.map(probing, "spec", "template")
                .put("data", Map.of("x", "{{ if eq .password \"c\" }}{{ fail \"yes\" }}{{ end }}"));

        assertThat(verify(probing)).isEqualTo("200 ");
        Map<String, Object> rotated = Json.parse(rotate(probing).body());
        assertThat(Fields.map(rotated, "spec", "template", "data"))
                .isEqualTo(Fields.map(probing, "spec", "template", "data"));
    }

    @Test
    void rotatedIsUnderTheNewestKeyForTheSamePlace() throws Exception {
        Answer answer = rotate(sealed(Scope.NAMESPACE_WIDE));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).doesNotContain(CANARY);
        Map<String, Object> rotated = Json.parse(answer.body());
        assertThat(Scope.of(rotated)).isEqualTo(Scope.NAMESPACE_WIDE);
        KubesealAnswers newOnly =
                new KubesealAnswers(() -> new KeyRing(List.of(NEW)), new SecureRandom());
        assertThat(newOnly.verify(answer.body()).status()).isEqualTo(200);
    }

    @Test
    void rotatingNeverWidensTheScope() throws Exception {
        Map<String, Object> byTemplate = sealed(Scope.STRICT);
        Fields.map(byTemplate, "spec", "template", "metadata")
                .put("annotations", Scope.CLUSTER_WIDE.annotate(Map.of()));
        Map<String, Object> byObject = sealed(Scope.STRICT);
        Fields.map(byObject, "metadata").put("annotations", Scope.CLUSTER_WIDE.annotate(Map.of()));

        Map<String, Object> rotated = Json.parse(rotate(byTemplate).body());

        assertThat(Fields.at(rotated, "spec", "template", "metadata", "annotations")).isEmpty();
        Map<String, Object> elsewhere = new LinkedHashMap<>(rotated);
        elsewhere.put("metadata", Map.of("name", "db", "namespace", "other"));
        assertThat(verify(elsewhere)).isEqualTo("409 ");
        assertThat(rotate(byObject)).satisfies(no -> assertThat(no.status()).isEqualTo(500));
        assertThat(text(rotate(byObject))).isEmpty();
    }

    @Test
    void yamlIsTakenTooButNotSeveralDocuments() throws Exception {
        String json = new String(Json.print(sealed(Scope.STRICT)), StandardCharsets.UTF_8);

        assertThat(answers.verify(("---\n" + json).getBytes()).status()).isEqualTo(200);
        assertThat(answers.verify((json + "\n---\n" + json).getBytes()).status()).isEqualTo(500);
    }

    @Test
    void whateverIsSentAnAnswerComes() throws Exception {
        byte[] good = Json.print(sealed(Scope.STRICT));
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(128);
            }
            assertThat(answers.verify(bad).status()).isIn(200, 409, 500);
            assertThat(answers.rotate(bad).status()).isIn(200, 500);
        }
    }

    private String verify(Map<String, Object> object) {
        Answer answer = answers.verify(Json.print(object));
        return answer.status() + " " + text(answer);
    }

    private Answer rotate(Map<String, Object> object) {
        return answers.rotate(Json.print(object));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> sealed(Scope scope) throws Exception {
        Map<String, Object> secret = new LinkedHashMap<>();
        secret.put("metadata", Map.of("name", "db", "namespace", "shop"));
        secret.put("stringData", Map.of("password", CANARY));
        return new Sealing(OLD.certificate(), new SecureRandom()).seal(secret, scope);
    }
}
