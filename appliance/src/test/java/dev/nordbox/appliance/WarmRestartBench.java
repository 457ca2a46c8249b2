package dev.nordbox.appliance;

import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.redis.RedisProcess;
import dev.nordbox.appliance.status.StatusClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a warm Redis saves a controller that starts anew, how long a list of all applications takes,
 * and what a commit costs that takes an object away beside one that changes one. {@code
 * ci/bench-restart} runs it and says what the figures mean.
 *
 * <p>Arguments: how many applications; the command, in one, that lists them and prints the
 * milliseconds it took, up to their number and the socket; and the command that starts a
 * controller, up to the configuration file. Prints lines of {@code name value unit}.
 */
public final class WarmRestartBench {

    private static final int LISTS = 20;
    private static final int COMMITS = 7;

    private final int applications;
    private final List<String> listCommand;
    private final List<String> command;
    private final Path directory;
    private final K3sServer k3s;
    private final StatusClient status;
    private final TestRepository repository;

    private WarmRestartBench(
            int applications,
            List<String> listCommand,
            List<String> command,
            Path directory,
            K3sServer k3s) {
        this.applications = applications;
        this.listCommand = listCommand;
        this.command = command;
        this.directory = directory;
        this.k3s = k3s;
        this.status = new StatusClient(directory.resolve("run.sock"));
        this.repository = new TestRepository(directory.resolve("repo.git"));
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        Path directory = Files.createTempDirectory("nordbox-bench-");
        K3sServer k3s = new K3sServer();
        k3s.start();
        try (RedisProcess redis = RedisProcess.start(directory.resolve("redis.sock"))) {
            new WarmRestartBench(
                            Integer.parseInt(words.get(0)),
                            List.of(words.get(1).split(" ")),
                            words.subList(2, words.size()),
                            directory,
                            k3s)
                    .run(redis);
        } finally {
            k3s.end();
        }
        System.exit(0);
    }

    private void run(RedisProcess redis) throws Exception {
        for (int i = 0; i < applications; i++) {
            String name = "app-" + i;
            repository.write(
                    "argocd/" + name + ".yaml",
                    BenchApplications.application(name, repository.url())
                            .replace("namespace: " + name, "namespace: default"));
            repository.write(
                    "apps/" + name + "/settings.yaml",
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}\n");
        }
        for (int i = 0; i <= COMMITS; i++) {
            repository.write("apps/app-" + i + "/extra.yaml", extra(i, "old"));
        }
        repository.commit();
        List<String> words = new ArrayList<>(command);
        words.add(writeConfig(redis).toString());
        round("cold", words, process -> {});
        round("warm", words, this::commits);
    }

    private static String extra(int app, String value) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: extra-%d}, data: {key: %s}}\n"
                .formatted(app, value);
    }

    /** The first prune after a restart, and then changes and prunes in turn. */
    private void commits(Process process) throws Exception {
        try (Fabric8Cluster cluster = k3s.connect()) {
            print("first-prune", prune(0, cluster, process).millis(), "ms");
            List<Cost> changes = new ArrayList<>();
            List<Cost> prunes = new ArrayList<>();
            for (int i = 1; i <= COMMITS; i++) {
                changes.add(change(i, cluster, process));
                prunes.add(prune(i, cluster, process));
            }
            print("change", changes);
            print("prune", prunes);
        }
    }

    /**
     * Of a commit.
     *
     * @param millis until it was seen in the cluster
     * @param cpuMillis of the controller, until it had come to rest
     */
    private record Cost(double millis, double cpuMillis, double renders) {}

    private Cost change(int app, Fabric8Cluster cluster, Process process) throws Exception {
        repository.write("apps/app-" + app + "/extra.yaml", extra(app, "new"));
        return cost(
                () ->
                        cluster.get(extraKey(app))
                                .flatMap(one -> Fields.text(one.content(), "data", "key"))
                                .filter("new"::equals)
                                .isPresent(),
                process);
    }

    private Cost prune(int app, Fabric8Cluster cluster, Process process) throws Exception {
        repository.remove("apps/app-" + app + "/extra.yaml");
        return cost(() -> cluster.get(extraKey(app)).isEmpty(), process);
    }

    private static ResourceKey extraKey(int app) {
        return new ResourceKey("", "ConfigMap", "default", "extra-" + app);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private Cost cost(Condition arrived, Process process) throws Exception {
        String commit = repository.commit();
        double rendersBefore = renders("made");
        long cpuBefore = process.info().totalCpuDuration().orElseThrow().toMillis();
        long began = System.nanoTime();
        status.sync();
        while (!arrived.holds()) {
            Thread.sleep(2);
        }
        double millis = secondsSince(began) * 1_000;
        awaitAll(commit);
        long cpu = process.info().totalCpuDuration().orElseThrow().toMillis() - cpuBefore;
        return new Cost(millis, cpu, renders("made") - rendersBefore);
    }

    private double renders(String what) throws IOException {
        return Fields.number(Fields.map(status.status(), "renders"), what);
    }

    private static void print(String name, List<Cost> costs) {
        print(name + "-to-live-median", median(costs, Cost::millis), "ms");
        print(name + "-cpu-median", median(costs, Cost::cpuMillis), "ms");
        print(name + "-renders-median", median(costs, Cost::renders), "renders");
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return costs.stream().mapToDouble(figure).sorted().toArray()[costs.size() / 2];
    }

    private interface Work {
        void with(Process process) throws Exception;
    }

    /** From the start of a process to its end, which lets all be written that is to be kept. */
    private void round(String name, List<String> words, Work more) throws Exception {
        long began = System.nanoTime();
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start();
        try {
            awaitAll("");
            print(name + "-start-to-converged", secondsSince(began), "s");
            Map<String, Object> renders = Fields.map(status.status(), "renders");
            print(name + "-renders-made", Fields.number(renders, "made"), "renders");
            print(name + "-renders-recalled", Fields.number(renders, "recalled"), "renders");
            lists(name);
            listCommands(name);
            more.with(process);
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
        printLists(name + "-list", millis);
    }

    /** As people list them, each time in a JVM of its own. */
    private void listCommands(String name) throws Exception {
        List<String> words = new ArrayList<>(listCommand);
        words.addAll(
                List.of(String.valueOf(applications), directory.resolve("run.sock").toString()));
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < LISTS; i++) {
            Process process = new ProcessBuilder(words).redirectError(Redirect.INHERIT).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the list command failed: " + said);
            }
            millis.add(Double.parseDouble(said.strip()));
        }
        printLists(name + "-list-command", millis);
    }

    private static void printLists(String name, List<Double> millis) {
        millis.sort(Double::compare);
        print(name + "-median", millis.get(LISTS / 2), "ms");
        print(name + "-p95", millis.get(LISTS * 95 / 100 - 1), "ms");
    }

    /**
     * @param commit that all have to be at, {@code ""} for any
     */
    private void awaitAll(String commit) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(30).toNanos();
        while (!allAreThere(commit)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited for 30 minutes");
            }
            Thread.sleep(250); // asking must not cost what is measured
        }
    }

    private boolean allAreThere(String commit) {
        try {
            Map<String, Object> now = status.status();
            return Boolean.TRUE.equals(now.get("converged"))
                    && status.json().contains(commit)
                    && Fields.list(now, "applications").size() > applications;
        } catch (IOException e) {
            return false; // it does not answer yet
        }
    }

    /** Making a sealing key would be most of what is measured. */
    private Path writeConfig(RedisProcess redis) throws IOException {
        return Files.writeString(
                directory.resolve("controller.yaml"),
                """
                repo: {url: '%s', targetRevision: main, pollInterval: 8s}
                kubeconfig: %s
                stateDir: %s
                socket: %s
                cache: {redis: %s}
                sealing: {keyRenewPeriod: 0, port: 0}
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
