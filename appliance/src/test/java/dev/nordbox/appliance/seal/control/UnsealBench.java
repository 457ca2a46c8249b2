package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Places;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.SprigTemplate;
import dev.nordbox.appliance.seal.Unsealing;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Cold SealedSecrets to Secrets, beside the raw limit: as many Secrets created in parallel on the
 * same API server, before and after. {@code UnsealBench COUNT}.
 */
public final class UnsealBench {
    private static final int PARALLEL = 8;
    private static final int WARM_UP = 200;
    private static final int CRYPTO = 50;
    private static final String SEALED = "bench-sealed";
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Cluster cluster;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final KeyPolicy policy = new KeyPolicy(4096, Duration.ZERO, Optional.empty());

    private UnsealBench(Cluster cluster) {
        this.cluster = cluster;
    }

    public static void main(String[] arguments) throws Exception {
        K3sServer k3s = new K3sServer();
        k3s.start();
        try (Cluster cluster = k3s.connect()) {
            new UnsealBench(cluster).measure(Integer.parseInt(arguments[0]));
        } finally {
            k3s.end();
        }
    }

    private void measure(int count) throws Exception {
        SealedSecretDefinition.bring(cluster, WriteBook.NONE);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.servedKinds().find(SealKinds.SEALED_SECRET).isPresent());
        seal(count);
        createdPerSecond("bench-warm-up", WARM_UP);
        double before = createdPerSecond("bench-raw-before", count);
        double unsealed = unsealedPerSecond(count);
        double after = createdPerSecond("bench-raw-after", count);
        tell("secrets-created-per-second", (before + after) / 2);
        tell("sealedsecrets-unsealed-per-second", unsealed);
        tell("unsealed-beside-created", unsealed / ((before + after) / 2));
    }

    /** What the private key alone takes, on one CPU. */
    private void tellOfTheKey(SealingKey key) throws Exception {
        Sealing sealing = new Sealing(key.certificate(), random);
        SealedSecret sealed =
                SealedSecret.of(sealing.seal(secret(SEALED, 0).content(), Scope.STRICT));
        Unsealing unsealing =
                new Unsealing(new KeyRing(List.of(key)), new SprigTemplate(), () -> Places.UNKNOWN);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double millis = Double.MAX_VALUE;
        for (int round = 0; round < 4; round++) { // the first ones are not compiled yet
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < CRYPTO; i++) {
                unsealing.unseal(sealed);
            }
            millis = Math.min(millis, (threads.getCurrentThreadCpuTime() - before) / 1e6 / CRYPTO);
        }
        tell("cpu-of-the-crypto-alone-ms", millis);
    }

    private static void tell(String name, double figure) {
        System.out.printf(Locale.ROOT, "%-42s %9.2f%n", name, figure);
    }

    private void seal(int count) throws Exception {
        cluster.apply(Manifests.namespace(SEALED), ApplyMode.REAL);
        SealingKey key =
                new KeyStore(cluster, policy, clock, random, WriteBook.NONE)
                        .current()
                        .ring()
                        .current()
                        .orElseThrow();
        tellOfTheKey(key);
        Sealing sealing = new Sealing(key.certificate(), random);
        List<Manifest> sealed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> secret = secret(SEALED, i).content();
            sealed.add(Manifest.of(sealing.seal(secret, Scope.STRICT), "bench"));
        }
        inParallel(sealed, cluster::create);
    }

    private double createdPerSecond(String namespace, int count) throws Exception {
        cluster.apply(Manifests.namespace(namespace), ApplyMode.REAL);
        List<Manifest> raw = IntStream.range(0, count).mapToObj(i -> secret(namespace, i)).toList();
        long start = System.nanoTime();
        inParallel(raw, cluster::create);
        return count / ((System.nanoTime() - start) / 1e9);
    }

    /** From the start of a controller that knows none of them to the last Secret. */
    private double unsealedPerSecond(int count) {
        long heap = used();
        long start = System.nanoTime();
        try (SealedSecretController controller =
                new SealedSecretController(
                        cluster,
                        Mandate.ALWAYS,
                        policy,
                        keys -> {},
                        new SprigTemplate(),
                        clock,
                        random,
                        WriteBook.NONE)) {
            controller.start();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(
                            () ->
                                    cluster.list(SealKinds.SECRET, SEALED, Detail.METADATA).size()
                                            >= count);
            double seconds = (System.nanoTime() - start) / 1e9;
            tell("heap-per-1000-sealedsecrets-mb", (used() - heap) / 1e6 / count * 1000);
            return count / seconds;
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
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
