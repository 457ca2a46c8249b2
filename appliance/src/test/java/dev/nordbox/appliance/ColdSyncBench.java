package dev.nordbox.appliance;

import dev.nordbox.appliance.argo.PropagationPolicy;
import dev.nordbox.appliance.audit.AuditLog;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.control.Cause;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.ignore.Normaliser;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.directory.ManifestFileReader;
import dev.nordbox.appliance.seal.control.KeyPolicy;
import dev.nordbox.appliance.seal.control.KeyStore;
import dev.nordbox.appliance.status.StatusClient;
import java.io.IOException;
import java.nio.file.Files;
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
import java.util.stream.Stream;

/**
 * Measures a first sync of many applications against the raw limit: the leanest client that applies
 * the same objects in parallel, with two writes for each application, in the same run on the same
 * server. {@code ci/bench-sync} runs it and says what the figures mean.
 *
 * <p>Arguments: the number of applications, then the command that starts a controller, up to the
 * configuration file.
 */
public final class ColdSyncBench {

    private static final int CLIENTS = 16;

    /** The end of the audit trail, with the Lease. */
    private static final double SAVED_EVERY_SECONDS = 8;

    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");

    private final int applications;
    private final List<String> command;
    private final Path directory;
    private final K3sServer k3s;
    private double convergedAfter;

    private ColdSyncBench(int applications, List<String> command, Path directory, K3sServer k3s) {
        this.applications = applications;
        this.command = command;
        this.directory = directory;
        this.k3s = k3s;
    }

    public static void main(String[] arguments) throws Exception {
        K3sServer k3s = new K3sServer();
        Path directory = Files.createTempDirectory("nordbox-bench-");
        List<String> words = List.of(arguments);
        k3s.start();
        try {
            new ColdSyncBench(
                            Integer.parseInt(words.get(0)),
                            words.subList(1, words.size()),
                            directory,
                            k3s)
                    .run();
        } finally {
            k3s.end();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        TestRepository repository = new TestRepository(directory.resolve("repo.git"));
        for (int i = 0; i < applications; i++) {
            repository.write(
                    "argocd/app-" + i + ".yaml",
                    BenchApplications.application("app-" + i, repository.url()));
            repository.write("apps/app-" + i + "/all.yaml", BenchApplications.objects("app-" + i));
        }
        repository.commit();
        List<String> words = new ArrayList<>(command);
        words.add(writeConfig().toString());
        StatusClient status = new StatusClient(directory.resolve("run.sock"));
        try (Fabric8Cluster cluster = k3s.connect()) {
            // As `up` has it: made before the controller comes, for it takes a processor seconds.
            new KeyStore(
                            cluster,
                            new KeyPolicy(4096, Duration.ZERO, Optional.empty()),
                            Clock.systemUTC(),
                            new SecureRandom(),
                            WriteBook.NONE)
                    .current();
            double seconds = coldSync(words, status, cluster);
            double raw = raw(cluster, repository.url());
            print("raw-limit", applications / raw, "applications/s");
            print("cold-sync", applications / seconds, "applications/s");
            print("cold-sync-of-raw-limit", raw / seconds, "x");
            trail(seconds);
            forgetRaw(cluster);
        }
        restart(words, status);
    }

    /** From the first Application to all of them Synced in the cluster; health is up to others. */
    private double coldSync(List<String> words, StatusClient status, Fabric8Cluster cluster)
            throws Exception {
        Process process = start(words, directory.resolve("controller.log"));
        try {
            await(() -> BenchApplications.count(cluster, BenchApplications.KIND) > 0);
            long began = System.nanoTime();
            await(() -> BenchApplications.count(cluster, DEPLOYMENT) >= applications);
            print("all-objects-there", secondsSince(began), "s");
            await(() -> BenchApplications.synced(cluster) >= applications);
            double took = secondsSince(began);
            print("all-applications-synced", took, "s");
            await(() -> Boolean.TRUE.equals(status.status().get("converged")));
            convergedAfter = secondsSince(began);
            print("converged", convergedAfter, "s");
            print("rss", rss(process), "MiB");
            return took;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /**
     * The cost of the audit trail at its worst, as if nothing else went on while a line is written:
     * as many lines as the sync has left, written again, and its end remembered as often.
     */
    private void trail(double coldSync) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.list(directory.resolve("state/audit"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                lines += Files.readAllLines(file).size();
            }
        }
        long saves = (long) Math.ceil(coldSync / SAVED_EVERY_SECONDS);
        double seconds;
        try (AuditLog again = AuditLog.in(directory.resolve("trail"), Clock.systemUTC())) {
            Cause cause =
                    new Cause(
                            "app",
                            "0123456789012345678901234567890123456789",
                            "sync",
                            "",
                            "",
                            PropagationPolicy.FOREGROUND,
                            Normaliser.NONE);
            long between = Math.max(1, lines / saves);
            long began = System.nanoTime();
            for (long i = 0; i < lines; i++) {
                ResourceKey key = new ResourceKey("apps", "Deployment", "app-" + i, "app-" + i);
                again.wrote("apply", key, cause, "");
                if (i % between == between - 1) {
                    again.save();
                }
            }
            again.save();
            seconds = secondsSince(began);
        }
        print("audit-lines", lines, "lines");
        print("audit-saves", saves, "times");
        print("audit-line", seconds / lines * 1e6, "us");
        print("audit-of-cold-sync", seconds / coldSync * 100, "%");
    }

    private void restart(List<String> words, StatusClient status) throws Exception {
        long began = System.nanoTime();
        Process process = start(words, directory.resolve("restarted.log"));
        try {
            await(() -> Boolean.TRUE.equals(status.status().get("converged")));
            print("restart-to-converged", secondsSince(began), "s");
            long before = process.info().totalCpuDuration().orElseThrow().toMillis();
            Thread.sleep(30_000);
            long after = process.info().totalCpuDuration().orElseThrow().toMillis();
            print("idle-cpu", (after - before) / 30_000.0 * 100, "% of a core");
            print("rss-idle", rss(process), "MiB");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    static Process start(List<String> words, Path log) throws IOException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Namespaces first, all others at once, as parallel as the server likes it. */
    private double raw(Fabric8Cluster cluster, String url) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> work = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < applications; i++) {
            String name = "raw-" + i;
            work.add(clients.submit(() -> applyRaw(cluster, name, url)));
        }
        for (Future<?> future : work) {
            future.get();
        }
        double took = secondsSince(began);
        clients.shutdownNow();
        await(() -> observed(cluster) >= applications);
        print("converged-of-raw-observed", convergedAfter / secondsSince(began), "x");
        return took;
    }

    private static Void applyRaw(Fabric8Cluster cluster, String name, String url) throws Exception {
        List<Manifest> own =
                ManifestFileReader.read("app", BenchApplications.application(name, url));
        cluster.apply(own.get(0), ApplyMode.REAL);
        for (Manifest manifest : ManifestFileReader.read("all", BenchApplications.objects(name))) {
            cluster.apply(manifest, ApplyMode.REAL);
        }
        cluster.patch(
                new ResourceKey("argoproj.io", "Application", "argocd", name),
                ObjectPatch.merge(Map.of("status", Map.of("sync", Map.of("status", "Synced")))));
        return null;
    }

    /** Their sources are in no repository: whoever follows them never converges. */
    private void forgetRaw(Fabric8Cluster cluster) throws Exception {
        for (LiveObject object : cluster.list(BenchApplications.KIND, "", Detail.METADATA)) {
            if (object.key().name().startsWith("raw-")) {
                cluster.delete(object.key(), object.uid(), Propagation.BACKGROUND);
            }
        }
    }

    /**
     * Deployments that Kubernetes has dealt with; nobody can call one healthy before. Its own
     * controllers ask the API server some twenty times a second and no more.
     */
    private static long observed(Fabric8Cluster cluster) throws Exception {
        return cluster.list(DEPLOYMENT, "", Detail.FULL).stream()
                .filter(object -> object.key().name().startsWith("raw-"))
                .filter(
                        object ->
                                Fields.at(object.content(), "status", "observedGeneration")
                                        .isPresent())
                .count();
    }

    private Path writeConfig() throws IOException {
        return Files.writeString(
                directory.resolve("controller.yaml"),
                "repo: {url: 'file://%s', targetRevision: main, pollInterval: 8s}\n"
                                .formatted(directory.resolve("repo.git"))
                        + "kubeconfig: %s\nstateDir: %s\nsocket: %s\n"
                                .formatted(
                                        k3s.kubeconfig(),
                                        directory.resolve("state"),
                                        directory.resolve("run.sock")));
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(20).toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited for 20 minutes");
            }
            Thread.sleep(250); // asking must not cost what is measured
        }
    }

    private static boolean holds(Condition condition) throws Exception {
        try {
            return condition.holds();
        } catch (IOException e) {
            return false; // it does not answer yet
        }
    }

    private static double rss(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void print(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.2f %s%n", name, value, unit);
    }
}
