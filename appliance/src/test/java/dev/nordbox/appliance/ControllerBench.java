package dev.nordbox.appliance;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.StatusClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Measures a controller in a process of its own against a native API server. {@code
 * ci/bench-controller} runs it and says what the figures mean.
 *
 * <p>Arguments: the command that starts a controller, up to the configuration file. Prints lines of
 * {@code name value unit}.
 */
public final class ControllerBench {

    private static final int ROUNDS = 20;
    private static final int OBJECTS = 100;
    private static final long PATIENCE_MILLIS = 60_000;
    private static final String NAMESPACE = "bench";
    private static final String SECRET = "correct horse battery staple";

    private final List<String> command;
    private final Path directory;
    private final TestRepository repository;
    private final K3sServer k3s;
    private final StatusClient status;
    private final int webhookPort;

    /** Value and time of arrival of the newest change of the object that is measured. */
    private record Arrival(String value, long nanos) {}

    private volatile Arrival newest = new Arrival("", 0);

    private ControllerBench(List<String> command, Path directory, K3sServer k3s)
            throws IOException {
        this.command = command;
        this.directory = directory;
        this.k3s = k3s;
        this.repository = new TestRepository(directory.resolve("repo.git"));
        this.status = new StatusClient(directory.resolve("run.sock"));
        this.webhookPort = SignedPush.freePort();
    }

    public static void main(String[] command) throws Exception {
        K3sServer k3s = new K3sServer();
        Path directory = Files.createTempDirectory("nordbox-bench-");
        k3s.start();
        try {
            new ControllerBench(List.of(command), directory, k3s).run();
        } finally {
            k3s.end();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        repository.write(
                "namespace.yaml",
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + NAMESPACE + "\n");
        for (int i = 1; i < OBJECTS; i++) {
            repository.write("filler-" + i + ".yaml", configMap("filler-" + i, "x"));
        }
        write("start");
        try (Fabric8Cluster cluster = k3s.connect();
                Watch watch = cluster.watch(kind(), Detail.FULL, new Newest())) {
            controlled("polled", "pollInterval: 1s", process -> polled(process, cluster));
            controlled("told", "pollInterval: 1h", process -> told());
        }
    }

    private interface Work {
        void with(Process process) throws Exception;
    }

    /** From the start of a controller to its end. */
    private void controlled(String name, String interval, Work work) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.add(writeConfig(interval).toString());
        long started = System.nanoTime();
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start();
        try {
            await(() -> answers(status));
            double answered = millisSince(started);
            await(() -> Boolean.TRUE.equals(status.status().get("converged")));
            if (name.equals("polled")) {
                print("start-to-status", answered, "ms");
                print("start-to-converged-" + OBJECTS + "-objects", millisSince(started), "ms");
            }
            work.with(process);
            process.destroy();
            long stopping = System.nanoTime();
            process.waitFor();
            print("stop-" + name, millisSince(stopping), "ms");
        } finally {
            process.destroyForcibly();
        }
    }

    private void polled(Process process, Fabric8Cluster cluster) throws Exception {
        print("rss-after-start", rss(process), "MiB");
        measure("commit-to-applied-on-request", i -> commit("on-request-" + i, status::sync));
        measure("commit-to-applied-polled-1s", i -> commit("polled-" + i, () -> {}));
        measure("drift-to-reverted", i -> drift(cluster, i));
        print("rss-after-work", rss(process), "MiB");
        print("cpu-used", cpuMillis(process), "ms");
        long before = cpuMillis(process);
        Thread.sleep(30_000);
        print("cpu-idle-per-minute", (cpuMillis(process) - before) * 2, "ms");
        print("rss-idle", rss(process), "MiB");
    }

    /** What is seen within the hour is seen because of the push, which a Git host tells. */
    private void told() throws Exception {
        SignedPush push = new SignedPush(webhookPort, SECRET, repository.url());
        push.warmUp();
        measure(
                "commit-to-applied-by-webhook",
                i -> {
                    Thread.sleep(1_000); // a receiver looks once a second at the most
                    return commit("told-" + i, push::send);
                });
    }

    private interface Round {
        double millis(int number) throws Exception;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void measure(String name, Round round) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            millis.add(round.millis(i));
        }
        millis.sort(Double::compare);
        print(name + "-median", (millis.get(ROUNDS / 2 - 1) + millis.get(ROUNDS / 2)) / 2, "ms");
        print(name + "-p95", millis.get((int) Math.ceil(ROUNDS * 0.95) - 1), "ms");
    }

    private interface Telling {
        void tell() throws Exception;
    }

    private double commit(String value, Telling telling) throws Exception {
        Thread.sleep((long) (Math.random() * 1000)); // no rhythm of ours meets one of theirs
        write(value);
        long started = System.nanoTime();
        telling.tell();
        await(() -> newest.value().equals(value));
        return (newest.nanos() - started) / 1e6;
    }

    private double drift(Fabric8Cluster cluster, int number) throws Exception {
        Thread.sleep(1000); // the first revert is what counts, not the pause after many
        String wanted = newest.value();
        String tampered = "tampered-" + number;
        long started = System.nanoTime();
        cluster.apply(
                Manifest.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "ConfigMap",
                                "metadata",
                                Map.of("name", "measured", "namespace", NAMESPACE),
                                "data",
                                Map.of("key", tampered)),
                        "bench"),
                ApplyMode.REAL);
        await(() -> newest.value().equals(wanted) && newest.nanos() > started);
        return (newest.nanos() - started) / 1e6;
    }

    private void write(String value) {
        repository.write("measured.yaml", configMap("measured", value)).commit();
    }

    private static String configMap(String name, String value) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\n  namespace: %s\ndata:\n  key: %s\n"
                .formatted(name, NAMESPACE, value);
    }

    private Path writeConfig(String interval) throws IOException {
        return Files.writeString(
                directory.resolve("controller.yaml"),
                """
                repo: {url: '%s', targetRevision: main, %s}
                kubeconfig: %s
                stateDir: %s
                socket: %s
                webhook: {listen: 127.0.0.1, port: %d, path: /webhook, secretFile: %s}
                """
                        .formatted(
                                repository.url(),
                                interval,
                                k3s.kubeconfig(),
                                directory.resolve("state"),
                                directory.resolve("run.sock"),
                                webhookPort,
                                Files.writeString(directory.resolve("secret"), SECRET)));
    }

    private static boolean answers(StatusClient status) {
        try {
            return !status.status().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static double rss(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long cpuMillis(Process process) {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("waited longer than " + PATIENCE_MILLIS + " ms");
            }
            Thread.sleep(1);
        }
    }

    private static double millisSince(long started) {
        return (System.nanoTime() - started) / 1e6;
    }

    private static void print(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.0f %s%n", name, value, unit);
    }

    private static GroupKind kind() {
        return new GroupKind("", "ConfigMap");
    }

    private final class Newest implements ObjectListener {

        @Override
        public boolean wants(ResourceKey key) {
            return key.name().equals("measured");
        }

        @Override
        public void listed(List<LiveObject> objects) {
            objects.forEach(this::changed);
        }

        @Override
        public void changed(LiveObject object) {
            if (wants(object.key())) {
                Optional<String> value = Fields.text(object.content(), "data", "key");
                newest = new Arrival(value.orElse(""), System.nanoTime());
            }
        }

        @Override
        public void deleted(LiveObject object) {
            // the measured object is never deleted
        }

        @Override
        public void interrupted(String why) {
            // a list follows
        }
    }
}
