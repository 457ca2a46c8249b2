package dev.nordbox.appliance;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.control.KeyPolicy;
import dev.nordbox.appliance.seal.control.KeyStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/**
 * How long a changed SealedSecret takes from its commit, which a signed webhook tells, to the
 * Secret. {@code ci/bench-secrets} runs it and says what the figures mean.
 *
 * <p>Arguments: the command that starts a controller, up to the configuration file. Prints lines of
 * {@code name value unit}.
 */
public final class SealedCommitBench {
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SHARED = "0123456789abcdef0123456789abcdef";
    private static final ResourceKey SECRET = new ResourceKey("", "Secret", "default", "measured");

    private final Path directory;
    private final K3sServer k3s;
    private final TestRepository repository;
    private final int port;
    private final SecureRandom random = new SecureRandom();
    private final HttpClient http = HttpClient.newHttpClient();

    private SealedCommitBench(Path directory, K3sServer k3s) throws IOException {
        this.directory = directory;
        this.k3s = k3s;
        this.repository = new TestRepository(directory.resolve("repo.git"));
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
    }

    public static void main(String[] command) throws Exception {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(4));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        K3sServer k3s = new K3sServer();
        k3s.start();
        try {
            Path directory = Files.createTempDirectory("nordbox-bench-");
            new SealedCommitBench(directory, k3s).run(new ArrayList<>(List.of(command)));
        } finally {
            k3s.end();
        }
        System.exit(0);
    }

    private void run(List<String> command) throws Exception {
        repository
                .write("empty.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: empty}}\n")
                .commit();
        command.add(config().toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("controller.log").toFile())
                        .start();
        try (Cluster cluster = k3s.connect()) {
            Awaitility.await().until(() -> key(cluster).isPresent());
            Sealing sealing = new Sealing(key(cluster).orElseThrow().certificate(), random);
            round(cluster, sealing, "the first, which nobody has compiled yet");
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                millis.add(round(cluster, sealing, "value " + i));
            }
            millis.sort(Double::compare);
            print("median", (millis.get(ROUNDS / 2 - 1) + millis.get(ROUNDS / 2)) / 2);
            print("p95", millis.get((int) Math.ceil(ROUNDS * 0.95) - 1));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private Path config() throws IOException {
        Path secret = Files.writeString(directory.resolve("webhook-secret"), SHARED);
        return Files.writeString(
                directory.resolve("controller.yaml"),
                """
                repo: {url: '%s', targetRevision: main, pollInterval: 1h}
                kubeconfig: %s
                stateDir: %s
                socket: %s
                webhook: {port: %d, secretFile: %s}
                sealing: {port: 0}
                """
                        .formatted(
                                repository.url(),
                                k3s.kubeconfig(),
                                directory.resolve("state"),
                                directory.resolve("run.sock"),
                                port,
                                secret));
    }

    private Optional<SealingKey> key(Cluster cluster) throws ClusterException {
        KeyPolicy policy = new KeyPolicy(SealingKey.BITS, KeyPolicy.RENEW_EVERY, Optional.empty());
        return new KeyStore(cluster, policy, Clock.systemUTC(), random, WriteBook.NONE)
                .read()
                .ring()
                .current();
    }

    private double round(Cluster cluster, Sealing sealing, String value) throws Exception {
        // Webhooks are heeded once a second, and no rhythm of ours shall meet one of theirs.
        Thread.sleep(1500 + random.nextInt(1000));
        Map<String, Object> sealed =
                sealing.seal(
                        Map.of(
                                "metadata",
                                Map.of("name", SECRET.name(), "namespace", SECRET.namespace()),
                                "stringData",
                                Map.of("password", value)),
                        Scope.STRICT);
        String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        repository.write(
                "sealed.yaml", new String(Json.print(sealed), StandardCharsets.UTF_8) + "\n");
        repository.commit();
        long committed = System.nanoTime();
        push();
        Awaitility.await()
                .until(
                        () ->
                                cluster.get(SECRET)
                                        .flatMap(s -> Fields.text(s.content(), "data", "password"))
                                        .equals(Optional.of(base64)));
        return (System.nanoTime() - committed) / 1e6;
    }

    private void push() throws IOException, InterruptedException, GeneralSecurityException {
        String body = "{\"repository\": {\"clone_url\": \"" + repository.url() + "\"}}";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SHARED.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhook"))
                        .header(
                                "X-Hub-Signature-256",
                                "sha256=" + HexFormat.of().formatHex(signature))
                        .POST(BodyPublishers.ofString(body))
                        .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IllegalStateException("the webhook was answered with " + status);
        }
    }

    private static void print(String figure, double millis) {
        System.out.printf(Locale.ROOT, "sealed-commit-to-secret-%s %.0f ms%n", figure, millis);
    }
}
