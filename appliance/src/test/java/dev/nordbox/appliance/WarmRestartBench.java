package dev.nordbox.appliance;

import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.redis.RedisProcess;
import dev.nordbox.appliance.status.StatusClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a warm Redis saves a controller that starts anew, and how long a list of all applications
 * takes. {@code ci/bench-restart} runs it and says what the figures mean.
 *
 * <p>Arguments: how many applications, and the command that starts a controller, up to the
 * configuration file. Prints lines of {@code name value unit}.
 */
public final class WarmRestartBench {

    private static final int LISTS = 20;

    private final int applications;
    private final List<String> command;
    private final Path directory;
    private final K3sServer k3s;
    private final StatusClient status;

    private WarmRestartBench(
            int applications, List<String> command, Path directory, K3sServer k3s) {
        this.applications = applications;
        this.command = command;
        this.directory = directory;
        this.k3s = k3s;
        this.status = new StatusClient(directory.resolve("run.sock"));
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        Path directory = Files.createTempDirectory("nordbox-bench-");
        K3sServer k3s = new K3sServer();
        k3s.start();
        try (RedisProcess redis = RedisProcess.start(directory.resolve("redis.sock"))) {
            new WarmRestartBench(
                            Integer.parseInt(words.get(0)),
                            words.subList(1, words.size()),
                            directory,
                            k3s)
                    .run(redis);
        } finally {
            k3s.end();
        }
        System.exit(0);
    }

    private void run(RedisProcess redis) throws Exception {
        TestRepository repository = new TestRepository(directory.resolve("repo.git"));
        for (int i = 0; i < applications; i++) {
            String name = "app-" + i;
            repository.write(
                    "argocd/" + name + ".yaml",
                    ColdSyncBench.application(name, repository.url())
                            .replace("namespace: " + name, "namespace: default"));
            repository.write(
                    "apps/" + name + "/settings.yaml",
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}\n");
        }
        repository.commit();
        List<String> words = new ArrayList<>(command);
        words.add(writeConfig(repository, redis).toString());
        round("cold", words);
        round("warm", words);
    }

    /** From the start of a process to its end, which lets all be written that is to be kept. */
    private void round(String name, List<String> words) throws Exception {
        long began = System.nanoTime();
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start();
        try {
            awaitAll();
            print(name + "-start-to-converged", secondsSince(began), "s");
            Map<String, Object> renders = Fields.map(status.status(), "renders");
            print(name + "-renders-made", Fields.number(renders, "made"), "renders");
            print(name + "-renders-recalled", Fields.number(renders, "recalled"), "renders");
            lists(name);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private void lists(String name) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < LISTS; i++) {
            long began = System.nanoTime();
            String list = status.json("GET /applications");
            millis.add(secondsSince(began) * 1_000);
            if (!list.contains("\"app-" + (applications - 1) + "\"")) {
                throw new IllegalStateException("the list is not whole");
            }
        }
        millis.sort(Double::compare);
        print(name + "-list-median", millis.get(LISTS / 2), "ms");
        print(name + "-list-p95", millis.get(LISTS * 95 / 100 - 1), "ms");
    }

    private void awaitAll() throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(30).toNanos();
        while (!allAreThere()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited for 30 minutes");
            }
            Thread.sleep(250); // asking must not cost what is measured
        }
    }

    private boolean allAreThere() {
        try {
            Map<String, Object> now = status.status();
            return Boolean.TRUE.equals(now.get("converged"))
                    && Fields.list(now, "applications").size() > applications;
        } catch (IOException e) {
            return false; // it does not answer yet
        }
    }

    private Path writeConfig(TestRepository repository, RedisProcess redis) throws IOException {
        return Files.writeString(
                directory.resolve("controller.yaml"),
                """
                repo: {url: '%s', targetRevision: main, pollInterval: 8s}
                kubeconfig: %s
                stateDir: %s
                socket: %s
                cache: {redis: %s}
                """
                        .formatted(
                                repository.url(),
                                k3s.kubeconfig(),
                                directory.resolve("state"),
                                directory.resolve("run.sock"),
                                redis.socket()));
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void print(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.2f %s%n", name, value, unit);
    }
}
