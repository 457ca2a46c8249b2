package dev.nordbox.appliance.external.control;

import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.external.SecretData;
import dev.nordbox.appliance.external.StoreRef;
import dev.nordbox.appliance.external.vault.AnyVault;
import dev.nordbox.appliance.external.vault.FakeVault;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A namespace and a Vault of its own, and what a test does and sees in them. */
abstract class ExternalNamespace {
    private static final String API = "external-secrets.io/v1";
    private static int tests;

    final List<String> written = new ArrayList<>();
    String here = "";
    FakeVault vault;
    Mandate mandate = Mandate.ALWAYS;
    private final List<ExternalSecretController> started = new ArrayList<>();

    abstract Cluster cluster();

    @BeforeEach
    void ownNamespace() throws Exception {
        here = "external-" + ++tests;
        vault = new FakeVault();
        ExternalDefinitions.bring(cluster(), WriteBook.NONE);
        cluster().apply(namespace(here), ApplyMode.REAL);
    }

    @AfterEach
    void stop() {
        started.forEach(ExternalSecretController::close);
        vault.close();
    }

    // ---- what tests do

    void start() {
        ExternalSecretController controller =
                new ExternalSecretController(
                        cluster(),
                        mandate,
                        AnyVault.vaults(),
                        Clock.systemUTC(),
                        (action, secret, cause, before) -> written.add(action + " " + secret));
        started.add(controller);
        controller.start();
    }

    /** All that was heard of has been looked at, or left alone. */
    boolean idle() {
        return started.stream().allMatch(ExternalSecretController::isIdle);
    }

    /** A store of the namespace that logs in with the root token. */
    void store() throws Exception {
        create("v1", "Secret", "vault-token", "stringData: {token: " + vault.rootToken() + "}");
        create(
                API,
                StoreRef.NAMESPACED,
                "vault",
                storeSpec("tokenSecretRef: {name: vault-token, key: token}"));
    }

    String storeSpec(String auth) {
        return "spec: {provider: {vault: {server: '%s', path: secret, version: v2, auth: {%s}}}}"
                .formatted(vault.address(), auth);
    }

    LiveObject create(String apiVersion, String kind, String name, String yaml) throws Exception {
        String place = kind.equals(StoreRef.CLUSTER) ? "" : here;
        return cluster().create(object(apiVersion, kind, place, name, withData(fields(yaml))));
    }

    /** As a server folds it. */
    private static Map<String, Object> withData(Map<String, Object> fields) {
        Map<String, Object> data = new LinkedHashMap<>();
        Fields.map(fields, "stringData").forEach((key, text) -> data.put(key, base64(text)));
        Map<String, Object> folded = new LinkedHashMap<>(fields);
        if (folded.remove("stringData") != null) {
            folded.put("data", data);
        }
        return folded;
    }

    static String base64(Object text) {
        return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param spec YAML; the store is named where it names none
     */
    LiveObject external(String name, String spec) throws Exception {
        String ref = spec.contains("secretStoreRef") ? "" : "secretStoreRef: {name: vault}\n";
        return create(API, "ExternalSecret", name, "spec:\n" + (ref + spec).indent(2));
    }

    void change(String kind, String name, String yaml) throws Exception {
        cluster().patch(key(kind, name), ObjectPatch.merge(fields(yaml)));
    }

    static Map<String, Object> fields(String yaml) throws Exception {
        return Fields.map(ConfigurationValues.of(YamlParser.forConfiguration().parse(yaml)));
    }

    // ---- what tests see

    ResourceKey key(String kind, String name) {
        return switch (kind) {
            case "Secret" -> ExternalKinds.secret(here, name);
            case "ExternalSecret" -> new ResourceKey("external-secrets.io", kind, here, name);
            default -> ExternalKinds.store(new StoreRef(kind, name), here);
        };
    }

    Optional<LiveObject> secret(String name) throws Exception {
        return cluster().get(key("Secret", name));
    }

    Optional<String> value(String name, String key) throws Exception {
        return secret(name)
                .flatMap(secret -> SecretData.of(secret.content(), key))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    boolean has(String name, String key, String value) throws Exception {
        return value(name, key).equals(Optional.of(value));
    }

    LiveObject live(String kind, String name) throws Exception {
        return cluster().get(key(kind, name)).orElseThrow();
    }

    /** A field of the condition Ready: status, reason or message. */
    String ready(String kind, String name, String field) throws Exception {
        return Fields.list(live(kind, name).content(), "status", "conditions").stream()
                .filter(one -> Fields.text(one, "type").equals(Optional.of("Ready")))
                .findFirst()
                .flatMap(one -> Fields.text(one, field))
                .orElse("");
    }

    String reason(String name) throws Exception {
        return ready("ExternalSecret", name, "status")
                + " "
                + ready("ExternalSecret", name, "reason");
    }

    String message(String name) throws Exception {
        return ready("ExternalSecret", name, "message");
    }

    String status(String name, String... field) throws Exception {
        List<String> path = new ArrayList<>(List.of("status"));
        path.addAll(List.of(field));
        return Fields.text(live("ExternalSecret", name).content(), path.toArray(String[]::new))
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
                                        + Fields.text(event.content(), "reason").orElse("")
                                        + ": "
                                        + Fields.text(event.content(), "message").orElse(""))
                .toList();
    }

    String everythingTold() throws Exception {
        return cluster().list(new GroupKind("", "Event"), here, Detail.FULL)
                + " "
                + cluster().list(ExternalKinds.EXTERNAL_SECRET, here, Detail.FULL)
                + " "
                + cluster().list(ExternalKinds.STORE, here, Detail.FULL)
                + written;
    }
}
