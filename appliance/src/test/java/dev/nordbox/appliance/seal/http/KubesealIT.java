package dev.nordbox.appliance.seal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.BuildCache;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.SprigTemplate;
import dev.nordbox.appliance.seal.control.KeyPolicy;
import dev.nordbox.appliance.seal.control.KeySecret;
import dev.nordbox.appliance.seal.control.SealedSecretController;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real kubeseal against a real API server and our controller. The binary comes from {@code
 * NORDBOX_KUBESEAL}, else from the cache that {@code ci/kubeseal} fills.
 */
class KubesealIT {

    @RegisterExtension static final K3sServer K3S = new K3sServer();

    private static final String NAMESPACE = "kubeseal-it";
    private static final String SECRET =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: db, namespace: kubeseal-it, labels: {app: shop}}
            type: example.com/db
            stringData: {password: c4n4ry-it, user: bob}
            """;

    private static Fabric8Cluster cluster;
    private static SealedSecretController controller;
    private static KubesealEndpoint endpoint;

    @TempDir Path folder;

    private record Ran(int code, String out, String err) {}

    @BeforeAll
    static void startWhatRunsOnABox() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
        cluster = K3S.connect();
        cluster.apply(Manifests.namespace(NAMESPACE), ApplyMode.REAL);
        KeyPolicy policy = new KeyPolicy(2048, KeyPolicy.RENEW_EVERY, Optional.empty());
        controller =
                new SealedSecretController(
                        cluster,
                        Mandate.ALWAYS,
                        policy,
                        keys -> {},
                        new SprigTemplate(),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        WriteBook.NONE);
        endpoint =
                new KubesealEndpoint(
                        cluster,
                        Mandate.ALWAYS,
                        controller::ring,
                        0,
                        Clock.systemUTC(),
                        new SecureRandom(),
                        WriteBook.NONE);
        controller.start();
        endpoint.start();
        await().until(
                        () ->
                                cluster.get(
                                                new ResourceKey(
                                                        "",
                                                        "Endpoints",
                                                        KubesealObjects.NAMESPACE,
                                                        "sealed-secrets"))
                                        .isPresent());
        await().until(() -> controller.ring().current().isPresent());
    }

    @AfterAll
    static void stop() {
        endpoint.close();
        controller.close();
        cluster.close();
    }

    @Test
    void theCertificateComesUnderBothUsualNames() throws Exception {
        String wanted = controller.ring().current().orElseThrow().certificate().pem();

        for (String name : KubesealObjects.NAMES) {
            Ran ran = kubeseal("", "--fetch-cert", "--controller-name", name);

            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).isEqualTo(wanted);
        }
    }

    @Test
    void whatItSealsIsVerifiedAndBecomesASecret() throws Exception {
        Ran sealed = kubeseal(SECRET);
        assertThat(sealed.code()).as(sealed.err()).isZero();

        Ran valid = kubeseal(sealed.out(), "--validate");
        assertThat(valid.code()).as(valid.err()).isZero();

        cluster.apply(manifest(sealed.out()), ApplyMode.REAL);
        await().until(() -> secret("db").isPresent());
        LiveObject secret = secret("db").orElseThrow();
        assertThat(value(secret, "password")).isEqualTo("c4n4ry-it");
        assertThat(Fields.text(secret.content(), "type")).hasValue("example.com/db");
        assertThat(Fields.text(secret.content(), "metadata", "labels", "app")).hasValue("shop");
    }

    @Test
    void whatWasMovedIsNotVerified() throws Exception {
        String moved = kubeseal(SECRET).out().replace("\"name\": \"db\"", "\"name\": \"other\"");

        Ran ran = kubeseal(moved, "--validate");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("unable to decrypt sealed secret: other");
    }

    @Test
    void itRotatesToTheNewestKeyAndTheScopeStays() throws Exception {
        Manifest before = manifest(kubeseal(SECRET).out());
        Fields.map(before.content(), "spec", "template").put("data", Map.of("plain", "kept"));
        SealingKey newest =
                SealingKey.generate(2048, Instant.now().plusSeconds(60), new SecureRandom());
        cluster.create(KeySecret.of(newest, "sealed-secrets-key-newest"));
        await().until(
                        () ->
                                controller
                                        .ring()
                                        .current()
                                        .map(SealingKey::fingerprint)
                                        .equals(Optional.of(newest.fingerprint())));

        String text = new String(Json.print(before.content()), StandardCharsets.UTF_8);
        Ran rotated = kubeseal(text, "--re-encrypt");

        assertThat(rotated.code()).as(rotated.err()).isZero();
        Manifest after = manifest(rotated.out());
        assertThat(Fields.map(after.content(), "spec", "template"))
                .isEqualTo(Fields.map(before.content(), "spec", "template"));
        Path key = folder.resolve("newest.pem");
        Files.writeString(key, newest.privatePem());
        Ran unsealed =
                kubeseal(
                        rotated.out(),
                        "--recovery-unseal",
                        "--recovery-private-key",
                        key.toString());
        assertThat(unsealed.out()).contains(base64("c4n4ry-it"));

        Map<String, Object> widened = Json.parse(text.getBytes(StandardCharsets.UTF_8));
        Fields.map(widened, "metadata")
                .put("annotations", Map.of("sealedsecrets.bitnami.com/cluster-wide", "true"));
        await().until(
                        () -> {
                            Ran ran =
                                    kubeseal(
                                            new String(Json.print(widened), StandardCharsets.UTF_8),
                                            "--re-encrypt");
                            return ran.code() == 1 && ran.err().contains("cannot re-encrypt");
                        });
    }

    @Test
    void podsHaveNoWayToTheService() throws Exception {
        assertThat(
                        cluster.list(
                                new dev.nordbox.appliance.manifest.GroupKind(
                                        "discovery.k8s.io", "EndpointSlice"),
                                KubesealObjects.NAMESPACE,
                                dev.nordbox.appliance.cluster.Detail.FULL))
                .noneMatch(slice -> slice.key().name().startsWith("sealed-secrets"));
    }

    private Ran kubeseal(String input, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(binary().toString()));
        all.addAll(List.of(words));
        all.addAll(List.of("--kubeconfig", K3S.kubeconfig().toString()));
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(all)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Path binary() throws IOException {
        String named = System.getenv("NORDBOX_KUBESEAL");
        if (named != null) {
            return Path.of(named);
        }
        try (Stream<Path> versions = Files.list(BuildCache.resolve("kubeseal"))) {
            return versions.map(version -> version.resolve("kubeseal"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no kubeseal; run ci/kubeseal"));
        }
    }

    private static Manifest manifest(String json) {
        return Manifest.of(Json.parse(json.getBytes(StandardCharsets.UTF_8)), "kubeseal");
    }

    private static Optional<LiveObject> secret(String name) throws Exception {
        return cluster.get(new ResourceKey("", "Secret", NAMESPACE, name));
    }

    private static String value(LiveObject secret, String key) {
        return new String(
                Base64.getDecoder()
                        .decode(Fields.text(secret.content(), "data", key).orElseThrow()),
                StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
