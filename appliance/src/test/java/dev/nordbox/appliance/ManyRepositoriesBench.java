package dev.nordbox.appliance;

import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.git.PrivateGitHost;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A first sync of applications that lie in many repositories, beside the same applications in one;
 * all of them on the same Git host over SSH. {@code ci/bench-sync} runs it and says what the
 * figures mean.
 *
 * <p>Arguments: the number of repositories, the number of applications in each, then the command
 * that starts a controller, up to the configuration file.
 */
public final class ManyRepositoriesBench {

    private final int applications;
    private final List<String> command;

    private ManyRepositoriesBench(int applications, List<String> command) {
        this.applications = applications;
        this.command = command;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        int repositories = Integer.parseInt(words.get(0));
        int applications = repositories * Integer.parseInt(words.get(1));
        new ManyRepositoriesBench(applications, words.subList(2, words.size())).run(repositories);
        System.exit(0);
    }

    /** In this order, so that a machine that gets slower or faster favours neither. */
    private void run(int repositories) throws Exception {
        double one = round(1);
        double many = round(repositories);
        many += round(repositories);
        one += round(1);
        print("one-repository", one / 2, "s");
        print("many-repositories", many / 2, "s");
        print("many-of-one", many / one, "x");
    }

    /** With an API server, a Git host and a state of its own. */
    private double round(int repositories) throws Exception {
        Path directory = Files.createTempDirectory("nordbox-bench-");
        K3sServer k3s = new K3sServer();
        k3s.start();
        try (PrivateGitHost host = PrivateGitHost.start(directory.resolve("host"));
                Fabric8Cluster cluster = k3s.connect()) {
            cluster.apply(namespace(), ApplyMode.REAL);
            cluster.apply(HostLogins.secret(host), ApplyMode.REAL);
            cluster.apply(HostLogins.hostKeys(host), ApplyMode.REAL);
            TestRepository root = write(directory, host, repositories);
            return coldSync(cluster, writeConfig(directory, root, k3s), directory);
        } finally {
            k3s.end();
            K3sServer.remove(directory);
        }
    }

    private TestRepository write(Path directory, PrivateGitHost host, int repositories) {
        TestRepository root = new TestRepository(directory.resolve("root.git"));
        for (int i = 0; i < repositories; i++) {
            String path = "/team/repo-" + i + ".git";
            try (TestRepository own = new TestRepository(directory.resolve("host" + path))) {
                for (int app = i; app < applications; app += repositories) {
                    String name = "app-" + app;
                    own.write("apps/" + name + "/all.yaml", BenchApplications.objects(name));
                    root.write(
                            "argocd/" + name + ".yaml",
                            BenchApplications.application(name, host.url(path)));
                }
                own.commit();
            }
        }
        root.commit();
        return root;
    }

    /** From the first Application to all of them Synced in the cluster. */
    private double coldSync(Fabric8Cluster cluster, Path config, Path directory) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.add(config.toString());
        Process process = ColdSyncBench.start(words, directory.resolve("controller.log"));
        try {
            ColdSyncBench.await(() -> BenchApplications.count(cluster, BenchApplications.KIND) > 0);
            long began = System.nanoTime();
            ColdSyncBench.await(() -> BenchApplications.synced(cluster) >= applications);
            return (System.nanoTime() - began) / 1e9;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Making a sealing key would be a good part of what is measured. */
    private static Path writeConfig(Path directory, TestRepository root, K3sServer k3s)
            throws IOException {
        return Files.writeString(
                directory.resolve("controller.yaml"),
                """
                repo: {url: '%s', targetRevision: main, pollInterval: 8s}
                kubeconfig: %s
                stateDir: %s
                socket: %s
                sealing: {keyRenewPeriod: 0, port: 0}
                """
                        .formatted(
                                root.url(),
                                k3s.kubeconfig(),
                                directory.resolve("state"),
                                directory.resolve("run.sock")));
    }

    private static Manifest namespace() {
        return Manifest.of(
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Namespace",
                        "metadata",
                        Map.of("name", "argocd")),
                "bench");
    }

    private static void print(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.2f %s%n", name, value, unit);
    }
}
