package dev.nordbox.appliance.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.seal.PlainSecrets.Objection;
import dev.nordbox.appliance.seal.PlainSecrets.Policy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainSecretsTest {
    private final PlainSecrets rule = new PlainSecrets(Policy.REFUSE);

    @Test
    void aSecretInTheClearIsRefusedWithFileLineKeysAndTheCommandThatSealsIt() {
        Objection objection =
                rule.objection(
                                secret(
                                        "apps/base/db.yaml:12",
                                        Map.of(
                                                "data", Map.of("password", base64("c4n4ry")),
                                                "stringData", Map.of("user", "c4n4ry-bob"))))
                        .orElseThrow();

        assertThat(objection.policy()).isEqualTo(Policy.REFUSE);
        assertThat(objection.message())
                .startsWith(
                        "apps/base/db.yaml:12: the Secret shop/db is in the clear (password, user)")
                .contains(
                        "`nordbox secret seal --cert sealing.pem -n shop -f apps/base/db.yaml"
                                + " -w apps/base/db.sealed.yaml`")
                .contains("they stay in the history")
                .doesNotContain("c4n4ry", base64("c4n4ry"));
    }

    @Test
    void whatASecretGeneratorMakesIsOne() {
        String message =
                rule.objection(
                                secret(
                                        "apps/overlays/prod/kustomization.yaml:4",
                                        Map.of("data", Map.of("password", base64("c4n4ry")))))
                        .orElseThrow()
                        .message();

        assertThat(message)
                .startsWith("apps/overlays/prod/kustomization.yaml:4: the Secret shop/db is in")
                .contains(
                        "take it out of the secretGenerator of apps/overlays/prod/kustomization.yaml,")
                .contains(
                        "`kubectl create secret generic db -n shop --from-literal=password=…"
                                + " --dry-run=client -o yaml | nordbox secret seal"
                                + " --cert sealing.pem -n shop -w apps/overlays/prod/db.sealed.yaml`")
                .contains("put db.sealed.yaml into its `resources:`");
    }

    @Test
    void aKustomizationWithoutAnEndingIsOne() {
        String message =
                rule.objection(secret("a/Kustomization:4", Map.of("stringData", Map.of("a", "b"))))
                        .orElseThrow()
                        .message();

        assertThat(message)
                .contains("take it out of the secretGenerator of a/Kustomization,")
                .contains("-w a/db.sealed.yaml`");
    }

    @Test
    void namesThatAShellWouldTakeForMoreAreQuoted() {
        String message =
                rule.objection(
                                secret(
                                        "apps/my $(id) db.yaml:1",
                                        Map.of("stringData", Map.of("a", "b"))))
                        .orElseThrow()
                        .message();

        assertThat(message)
                .contains("-f 'apps/my $(id) db.yaml' -w 'apps/my $(id) db.sealed.yaml'");
    }

    @Test
    void aWarningIsAnObjectionToo() {
        Optional<Objection> objection =
                new PlainSecrets(Policy.WARN)
                        .objection(secret("a.yaml:1", Map.of("stringData", Map.of("a", "b"))));

        assertThat(objection).map(Objection::policy).contains(Policy.WARN);
    }

    @Test
    void aSecretWithoutAValuePasses() {
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("data", null);

        assertThat(rule.objection(secret("a.yaml:1", Map.of()))).isEmpty();
        assertThat(rule.objection(secret("a.yaml:1", nothing))).isEmpty();
        assertThat(rule.objection(secret("a.yaml:1", Map.of("data", Map.of("token", "")))))
                .isEmpty();
    }

    @Test
    void aTokenThatKubernetesFillsInPassesAndOneThatIsWrittenDownDoesNot() {
        assertThat(rule.objection(token(Map.of()))).isEmpty();
        assertThat(rule.objection(token(Map.of("namespace", base64("shop"))))).isEmpty();
        assertThat(rule.objection(token(Map.of("token", base64("eyJhbGciOi"))))).isPresent();
    }

    @Test
    void certificatesPassAndPrivateKeysDoNot() {
        String certificate = Vectors.text("key-b-2048-pkcs8.crt");
        String key = Vectors.text("key-b-2048-pkcs8.key");

        assertThat(rule.objection(pem("ca.crt", certificate + certificate))).isEmpty();
        assertThat(rule.objection(pem("tls.crt", certificate + key))).isPresent();
        assertThat(rule.objection(pem("tls.crt", "password " + certificate + "hunter2")))
                .isPresent();
    }

    @Test
    void whatIsNotBase64IsNoLessInTheClear() {
        assertThat(rule.objection(secret("a.yaml:1", Map.of("data", Map.of("p", "hunter2!")))))
                .isPresent();
    }

    @Test
    void otherKindsPassAlsoThoseOfTheSameName() {
        Manifest sealed =
                manifest(SealedSecret.API_VERSION, SealedSecret.KIND, Map.of("spec", Map.of()));
        Manifest foreign =
                manifest("example.com/v1", "Secret", Map.of("stringData", Map.of("a", "b")));

        assertThat(rule.objection(sealed)).isEmpty();
        assertThat(rule.objection(foreign)).isEmpty();
    }

    private static Manifest pem(String key, String text) {
        return secret("a.yaml:1", Map.of("data", Map.of(key, base64(text))));
    }

    private static Manifest token(Map<String, Object> data) {
        Map<String, Object> content =
                new LinkedHashMap<>(secret("a.yaml:1", Map.of("data", data)).content());
        content.put("type", "kubernetes.io/service-account-token");
        content.put(
                "metadata",
                Map.of(
                        "name",
                        "ci",
                        "annotations",
                        Map.of("kubernetes.io/service-account.name", "ci")));
        return Manifest.of(content, "a.yaml:1");
    }

    private static Manifest secret(String origin, Map<String, Object> fields) {
        return Manifest.of(manifest("v1", "Secret", fields).content(), origin);
    }

    private static Manifest manifest(String apiVersion, String kind, Map<String, Object> fields) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", apiVersion);
        content.put("kind", kind);
        content.put("metadata", Map.of("name", "db", "namespace", "shop"));
        content.putAll(fields);
        return Manifest.of(content, "a.yaml:1");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
