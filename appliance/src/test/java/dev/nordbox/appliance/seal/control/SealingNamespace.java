package dev.nordbox.appliance.seal.control;

import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SprigTemplate;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;

/** A namespace of its own, and what a test does and sees in it. */
abstract class SealingNamespace {

    static final KeyPolicy POLICY = new KeyPolicy(2048, KeyPolicy.RENEW_EVERY, Optional.empty());

    private static int tests;

    String here = "";

    abstract Cluster cluster();

    /** What is sealed with, if nothing else is said. */
    abstract SealingCertificate certificate();

    @BeforeEach
    void ownNamespace() throws Exception {
        here = "seal-" + ++tests;
        cluster().apply(namespace(here), ApplyMode.REAL);
    }

    // ---- what tests do

    SealedSecretController controller(Mandate mandate, Consumer<StoredKeys> told, WriteBook book) {
        return controller(mandate, told, book, Clock.systemUTC());
    }

    SealedSecretController controller(
            Mandate mandate, Consumer<StoredKeys> told, WriteBook book, Clock clock) {
        return new SealedSecretController(
                cluster(),
                mandate,
                POLICY,
                told,
                new SprigTemplate(),
                clock,
                new SecureRandom(),
                book);
    }

    Manifest seal(String name, Map<String, String> values) throws Exception {
        return seal(name, values, certificate());
    }

    Manifest seal(String name, Map<String, String> values, SealingCertificate certificate)
            throws Exception {
        return Manifest.of(
                new Sealing(certificate, new SecureRandom())
                        .seal(secretContent(name, values), Scope.STRICT),
                "test");
    }

    Map<String, Object> secretContent(String name, Map<String, String> values) {
        Map<String, Object> content =
                new LinkedHashMap<>(
                        object("v1", "Secret", here, name, Map.of("stringData", values)).content());
        content.put("metadata", new LinkedHashMap<>(Fields.map(content, "metadata")));
        return content;
    }

    Manifest foreignSecret(
            String name, Map<String, String> values, Map<String, String> annotations) {
        Map<String, Object> data = new LinkedHashMap<>();
        values.forEach((key, value) -> data.put(key, base64(value)));
        Map<String, Object> content =
                new LinkedHashMap<>(
                        object("v1", "Secret", here, name, Map.of("data", data)).content());
        Fields.map(content, "metadata").put("annotations", annotations);
        return Manifest.of(content, "test");
    }

    /** Their controller, with so many Pods. */
    Manifest bitnami(int replicas) {
        Map<String, Object> labels = Map.of("app.kubernetes.io/name", "sealed-secrets");
        Map<String, Object> container =
                Map.of("name", "c", "image", "docker.io/bitnami/sealed-secrets-controller:0.40.0");
        return object(
                "apps/v1",
                "Deployment",
                here,
                "sealed-secrets",
                Map.of(
                        "metadata",
                        Map.of("name", "sealed-secrets", "namespace", here, "labels", labels),
                        "spec",
                        Map.of(
                                "replicas",
                                replicas,
                                "selector",
                                Map.of("matchLabels", labels),
                                "template",
                                Map.of(
                                        "metadata",
                                        Map.of("labels", labels),
                                        "spec",
                                        Map.of("containers", List.of(container))))));
    }

    LiveObject create(Manifest manifest) throws Exception {
        return cluster().create(manifest);
    }

    void patchSpec(String name, Manifest sealed, String dropped) throws Exception {
        Map<String, Object> data =
                new HashMap<>(Fields.map(sealed.content(), "spec", "encryptedData"));
        if (!dropped.isEmpty()) {
            data.put(dropped, null);
        }
        cluster()
                .patch(
                        SealKinds.sealedSecret(here, name),
                        ObjectPatch.merge(Map.of("spec", Map.of("encryptedData", data))));
    }

    void annotate(String name, String annotation) throws Exception {
        cluster()
                .patch(
                        SealKinds.secret(here, name),
                        ObjectPatch.merge(
                                Map.of(
                                        "metadata",
                                        Map.of("annotations", Map.of(annotation, "true")))));
    }

    // ---- what tests see

    Optional<LiveObject> secret(String name) throws Exception {
        return cluster().get(SealKinds.secret(here, name));
    }

    LiveObject sealed(String name) throws Exception {
        return cluster().get(SealKinds.sealedSecret(here, name)).orElseThrow();
    }

    Optional<String> valueOf(String name, String key) throws Exception {
        return secret(name)
                .filter(s -> Fields.text(s.content(), "data", key).isPresent())
                .map(s -> value(s, key));
    }

    static String value(LiveObject secret, String key) {
        return new String(
                Base64.getDecoder()
                        .decode(Fields.text(secret.content(), "data", key).orElseThrow()),
                StandardCharsets.UTF_8);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A field of the first condition. */
    String condition(String name, String field) throws Exception {
        return Fields.list(sealed(name).content(), "status", "conditions").stream()
                .findFirst()
                .flatMap(condition -> Fields.text(condition, field))
                .orElse("");
    }

    List<String> events(String name) throws Exception {
        return cluster().list(new GroupKind("", "Event"), here, Detail.FULL).stream()
                .filter(
                        event ->
                                Fields.text(event.content(), "involvedObject", "name")
                                        .equals(Optional.of(name)))
                .map(
                        event ->
                                Fields.text(event.content(), "type").orElse("")
                                        + " "
                                        + Fields.text(event.content(), "reason").orElse(""))
                .toList();
    }

    String everythingTold() throws Exception {
        return cluster().list(new GroupKind("", "Event"), here, Detail.FULL)
                + " "
                + cluster().list(SealKinds.SEALED_SECRET, here, Detail.FULL);
    }
}
