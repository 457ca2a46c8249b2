package dev.nordbox.appliance.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnsealingTest {

    private static final SealingKey KEY = Vectors.keyB();
    private static final KeyRing RING = new KeyRing(List.of(Vectors.keyA(), KEY));

    /** Stands in for Go's engine where a test is about what is done with the result. */
    @Test
    void aWholeObjectSealedByGoWithTwoKeysIsUnsealed() throws Exception {
        Map<String, Object> object = Vectors.json("sealedsecret-two-keys-template.json");

        UnsealedSecret secret = unsealing().unseal(read(object));

        Map<String, Object> expected = Vectors.json("secret-two-keys-template.expected.json");
        assertThat(secret.keys()).hasSize(2);
        assertThat(secret.content().get("data")).isEqualTo(expected.get("data"));
        assertThat(secret.content().get("type")).isEqualTo("Opaque");
        assertThat(Fields.text(secret.content(), "metadata", "labels", "app")).hasValue("x");
    }

    @Test
    void theSecretBelongsToTheSealedSecret() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        Fields.map(object, "metadata").put("uid", "u-1");

        Map<String, Object> secret = unseal(object).content();

        assertThat(Fields.list(secret, "metadata", "ownerReferences"))
                .containsExactly(
                        Map.of(
                                "apiVersion", "bitnami.com/v1alpha1",
                                "kind", "SealedSecret",
                                "name", "db",
                                "uid", "u-1",
                                "controller", true));
    }

    @Test
    void ownersAreLeftOutWhenTheTemplateAsksForIt() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        annotateTemplate(object, "sealedsecrets.bitnami.com/skip-set-owner-references", "true");

        assertThat(Fields.at(unseal(object).content(), "metadata", "ownerReferences")).isEmpty();
    }

    @Test
    void theTemplateGivesTypeMetadataAndImmutabilityButNotTheName() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        Map<String, Object> template = Fields.map(object, "spec", "template");
        template.put("type", "example.com/db");
        template.put("immutable", true);
        template.put(
                "metadata",
                Map.of(
                        "name", "another",
                        "namespace", "elsewhere",
                        "resourceVersion", "7",
                        "labels", Map.of("app", "db"),
                        "finalizers", List.of("example.com/hold")));

        Map<String, Object> secret = unseal(object).content();

        assertThat(secret).containsEntry("type", "example.com/db").containsEntry("immutable", true);
        assertThat(Fields.map(secret, "metadata"))
                .containsEntry("name", "db")
                .containsEntry("namespace", "shop")
                .containsEntry("labels", Map.of("app", "db"))
                .containsEntry("finalizers", List.of("example.com/hold"))
                .doesNotContainKey("resourceVersion");
    }

    @Test
    void nullTemplatesAndMetadataAndEmptyMapsAreFine() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of());
        Map<String, Object> template = new HashMap<>();
        template.put("metadata", null);
        template.put("data", null);
        Fields.map(object, "spec").put("template", template);
        Map<String, Object> without = sealed(Scope.STRICT, Map.of("a", "b"));
        Fields.map(without, "spec").put("template", null);

        assertThat(unseal(object).content()).containsEntry("data", Map.of());
        assertThat(value(unseal(without), "a")).isEqualTo("b");
    }

    @Test
    void binaryAndLargeValuesAreKeptByteByByte() throws Exception {
        byte[] bytes = new byte[64 << 10];
        new java.util.Random(1).nextBytes(bytes);
        Map<String, Object> secret = secret(Map.of());
        secret.put("data", Map.of("blob", Base64.getEncoder().encodeToString(bytes)));

        Map<String, Object> sealed = sealing().seal(secret, Scope.STRICT);

        assertThat(Fields.text(unseal(sealed).content(), "data", "blob"))
                .hasValue(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void templateDataSeesDecryptedValuesAndPlainSiblings() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        templateData(object, Map.of("user", "bob", "dsn", "{{ .user }}:{{ .password }}"));

        UnsealedSecret secret = unsealing().unseal(read(object));

        assertThat(value(secret, "dsn")).isEqualTo("bob:s3cr3t");
        assertThat(value(secret, "user")).isEqualTo("bob");
        assertThat(secret.remarks()).isEmpty();
    }

    @Test
    void aTemplateForAnEncryptedKeyIsIgnoredAndThatIsSaid() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        templateData(object, Map.of("password", "changed"));

        UnsealedSecret secret = unsealing().unseal(read(object));

        assertThat(value(secret, "password")).isEqualTo("s3cr3t");
        assertThat(secret.remarks())
                .singleElement()
                .asString()
                .contains("spec.template.data.password is ignored")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aNullInTheTemplateTakesTheKeyAway() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("seed", "1", "kept", "2"));
        Map<String, Object> data = new HashMap<>();
        data.put("seed", null);
        data.put("other", null);
        templateData(object, data);

        UnsealedSecret secret = unseal(object);

        assertThat(Fields.map(secret.content(), "data")).containsOnlyKeys("kept");
        assertThat(secret.remarks())
                .containsExactly(
                        "spec.encryptedData.seed is left out, because spec.template.data.seed is"
                                + " null; drop one of the two");
    }

    @Test
    void aTemplateThatCannotBeRenderedIsToldByItsField() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        templateData(object, Map.of("dsn", "{{ .password | noSuchFunction }}"));

        assertThatThrownBy(() -> unseal(object))
                .isInstanceOf(CannotUnseal.class)
                .hasMessageContaining("spec.template.data.dsn")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void theDeprecatedWholeSecretIsUnsealed() throws Exception {
        Map<String, Object> inner = secret(Map.of("password", "s3cr3t"));
        inner.put("type", "example.com/old");
        Map<String, Object> object = sealed(Scope.STRICT, Map.of());
        SealedItem item =
                SealedItem.seal(
                        KEY.certificate(),
                        read(object).label(),
                        Json.print(inner),
                        new SecureRandom());
        Fields.map(object, "spec").put("data", item.base64());
        Fields.map(object, "spec").remove("encryptedData");

        UnsealedSecret secret = unseal(object);

        assertThat(value(secret, "password")).isEqualTo("s3cr3t");
        assertThat(secret.content()).containsEntry("type", "example.com/old");
    }

    @Test
    void bothKindsOfDataAtOnceAreRefusedAndSoAreValuesThatAreNoText() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("a", "b"));
        Fields.map(object, "spec").put("data", "Zm9v");
        Fields.map(object, "spec", "encryptedData").put("n", 5);

        assertThatThrownBy(() -> read(object))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("at the same time")
                .hasMessageContaining("spec.encryptedData.n is not text");
    }

    @Test
    void aSecretThatWasMovedIsToldWhereItBelongs() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        Fields.map(object, "metadata").put("namespace", "staging");

        assertThatThrownBy(() -> unsealing().unseal(read(object)))
                .hasMessageContaining("no key could decrypt secret (password): ")
                .hasMessageContaining("sealed for the Secret db in namespace shop")
                .hasMessageContaining("not for the Secret db in namespace staging")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void aLostAnnotationIsNamed() throws Exception {
        Map<String, Object> object = sealed(Scope.NAMESPACE_WIDE, Map.of("password", "s3cr3t"));
        Fields.map(object, "metadata").remove("annotations");

        assertThatThrownBy(() -> unseal(object))
                .hasMessageContaining("sealed for any Secret in namespace shop")
                .hasMessageContaining(
                        "annotate the SealedSecret with sealedsecrets.bitnami.com/namespace-wide");
    }

    @Test
    void aScopeThatWasWidenedByHandIsToldToGo() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        Fields.map(object, "metadata").put("annotations", Scope.CLUSTER_WIDE.annotate(Map.of()));

        assertThatThrownBy(() -> unseal(object))
                .hasMessageContaining("take the annotation sealedsecrets.bitnami.com/cluster-wide");
    }

    @Test
    void aPlaceNobodyKnowsIsStillNotAnUnknownKey() throws Exception {
        Map<String, Object> secret = secret(Map.of("password", "s3cr3t"));
        Fields.map(secret, "metadata").put("namespace", "never-seen");
        Map<String, Object> object = sealing().seal(secret, Scope.STRICT);
        Fields.map(object, "metadata").put("namespace", "shop");

        assertThatThrownBy(() -> unseal(object))
                .hasMessageContaining("another namespace or name, none that this cluster has");
    }

    @Test
    void aForeignKeyIsToldFromTheKeysThereAre() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        Unsealing elsewhere =
                new Unsealing(
                        new KeyRing(List.of(Vectors.keyA())),
                        new SprigTemplate(),
                        UnsealingTest::places);

        assertThatThrownBy(() -> elsewhere.unseal(read(object)))
                .hasMessageContaining("sealed with a key this cluster never had")
                .hasMessageContaining(Vectors.keyA().fingerprint());
    }

    @Test
    void aDamagedValueIsToldFromAWrongPlace() throws Exception {
        Map<String, Object> object = sealed(Scope.STRICT, Map.of("password", "s3cr3t"));
        Map<String, Object> data = Fields.map(object, "spec", "encryptedData");
        byte[] bytes = Base64.getDecoder().decode((String) data.get("password"));
        bytes[bytes.length - 1] ^= 1;
        data.put("password", Base64.getEncoder().encodeToString(bytes));
        data.put("short", "AQ==");
        data.put("plain", "hunter2!");

        assertThatThrownBy(() -> unseal(object))
                .hasMessageContaining(
                        "no key could decrypt secret (password): the value is damaged")
                .hasMessageContaining("short cannot be unsealed, too short")
                .hasMessageContaining("plain cannot be unsealed, not base64")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void triesHaveAnEnd() throws Exception {
        Unlocking unlocking = new Unlocking(RING, 3);
        SealedItem foreign =
                SealedItem.seal(
                        KEY.certificate(),
                        new Label(Scope.STRICT, "a", "b"),
                        new byte[1],
                        new SecureRandom());
        Label other = new Label(Scope.STRICT, "a", "c");

        for (int i = 0; i < 3; i++) {
            assertThat(unlocking.open(foreign, other)).isEmpty();
        }

        assertThatThrownBy(() -> unlocking.open(foreign, other))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("too many");
    }

    // ---- made by hand

    private static Unsealing unsealing() {
        return new Unsealing(RING, new SprigTemplate(), UnsealingTest::places);
    }

    private static Places places() {
        return new Places(Places.Asked.CLUSTER, Set.of(new Places.Place("shop", "db")), Set.of());
    }

    private static UnsealedSecret unseal(Map<String, Object> object) throws Exception {
        return unsealing().unseal(read(object));
    }

    private static SealedSecret read(Map<String, Object> object) throws SealingException {
        return SealedSecret.of(object);
    }

    private static Sealing sealing() {
        return new Sealing(KEY.certificate(), new SecureRandom());
    }

    private static Map<String, Object> sealed(Scope scope, Map<String, Object> values)
            throws SealingException {
        return sealing().seal(secret(values), scope);
    }

    private static Map<String, Object> secret(Map<String, Object> values) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", "db");
        metadata.put("namespace", "shop");
        Map<String, Object> secret = new LinkedHashMap<>();
        secret.put("apiVersion", "v1");
        secret.put("kind", "Secret");
        secret.put("metadata", metadata);
        secret.put("stringData", values);
        return secret;
    }

    private static void templateData(Map<String, Object> object, Map<String, Object> data) {
        Fields.map(object, "spec", "template").put("data", data);
    }

    private static void annotateTemplate(Map<String, Object> object, String name, String value) {
        Fields.map(object, "spec", "template", "metadata").put("annotations", Map.of(name, value));
    }

    private static String value(UnsealedSecret secret, String key) {
        return new String(
                Base64.getDecoder()
                        .decode(Fields.text(secret.content(), "data", key).orElseThrow()),
                StandardCharsets.UTF_8);
    }
}
