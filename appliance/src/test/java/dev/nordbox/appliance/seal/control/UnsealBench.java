package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.SprigTemplate;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;

/**
 * Cold SealedSecrets to Secrets, beside the same requests sent as fast as the API takes them:
 * {@code UnsealBench KUBECONFIG COUNT}.
 */
public final class UnsealBench {
    private static final int PARALLEL = 8;
    private static final String RAW = "bench-raw";
    private static final String SEALED = "bench-sealed";

    private UnsealBench() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        KeyPolicy policy = new KeyPolicy(4096, Duration.ZERO, Optional.empty());
        try (Cluster cluster = Fabric8Cluster.of(Path.of(arguments[0]), Map.of())) {
            cluster.apply(Manifests.namespace(RAW), ApplyMode.REAL);
            cluster.apply(Manifests.namespace(SEALED), ApplyMode.REAL);
            SealedSecretDefinition.bring(cluster, WriteBook.NONE);
            SealingKey key =
                    new KeyStore(cluster, policy, clock, random, WriteBook.NONE)
                            .current()
                            .ring()
                            .current()
                            .get();
            Awaitility.await()
                    .until(() -> cluster.servedKinds().find(SealKinds.SEALED_SECRET).isPresent());
            Sealing sealing = new Sealing(key.certificate(), random);
            List<Manifest> sealed = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Map<String, Object> secret = secret(SEALED, i).content();
                sealed.add(Manifest.of(sealing.seal(secret, Scope.STRICT), "bench"));
            }
            inParallel(sealed, cluster::create);

            List<Manifest> raw = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                raw.add(secret(RAW, i));
            }
            long start = System.nanoTime();
            inParallel(raw, cluster::create);
            double rawSeconds = (System.nanoTime() - start) / 1e9;

            start = System.nanoTime();
            try (SealedSecretController controller =
                    new SealedSecretController(
                            cluster,
                            policy,
                            keys -> {},
                            new SprigTemplate(),
                            clock,
                            random,
                            WriteBook.NONE)) {
                controller.start();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(10))
                        .pollInterval(Duration.ofMillis(100))
                        .until(
                                () ->
                                        cluster.list(SealKinds.SECRET, SEALED, Detail.METADATA)
                                                        .size()
                                                >= count);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d Secrets created: %.1f s; %d SealedSecrets unsealed: %.1f s; ratio %.2f%n",
                    count,
                    rawSeconds,
                    count,
                    seconds,
                    rawSeconds / seconds);
        }
    }

    private interface Request {
        Object send(Manifest manifest) throws Exception;
    }

    private static void inParallel(List<Manifest> manifests, Request request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        List<Future<?>> sent = new ArrayList<>();
        for (Manifest manifest : manifests) {
            sent.add(threads.submit(() -> request.send(manifest)));
        }
        for (Future<?> one : sent) {
            one.get();
        }
        threads.shutdown();
    }

    private static Manifest secret(String namespace, int number) {
        Map<String, Object> content =
                Manifests.object(
                                "v1",
                                "Secret",
                                namespace,
                                "bench-" + number,
                                Map.of("stringData", Map.of("password", "value " + number)))
                        .content();
        return Manifest.of(content, "bench");
    }
}
