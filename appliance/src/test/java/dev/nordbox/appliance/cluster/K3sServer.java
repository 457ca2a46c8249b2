package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.BuildCache;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real API server for a test class: {@code k3s server --disable-agent} on a free port, in a
 * folder of its own. The binary comes from {@code NORDBOX_K3S} (system property or environment;
 * binary or folder), else from the newest build in the cache; without one the tests fail.
 */
public final class K3sServer implements BeforeAllCallback, AfterAllCallback {

    private static final Duration START = Duration.ofMinutes(5);

    private final Path folder;
    private final int port;
    private Optional<Process> process = Optional.empty();

    public K3sServer() {
        try {
            folder = Files.createTempDirectory("nordbox-k3s-");
            port = freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        end();
    }

    /** Stops it and removes its folder. */
    public void end() throws IOException {
        stop();
        remove(folder);
    }

    /** With all that is in it. */
    public static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Starts it, or starts it again on the same data. Returns when it is ready. */
    public void start() throws IOException {
        Files.createDirectories(folder); // several classes may use one, one after the other
        ProcessBuilder builder =
                new ProcessBuilder(
                        binary().toString(),
                        "server",
                        "--disable-agent",
                        "--data-dir",
                        folder.resolve("data").toString(),
                        "--https-listen-port",
                        Integer.toString(port),
                        "--write-kubeconfig",
                        kubeconfig().toString());
        builder.environment().remove("KUBECONFIG");
        builder.redirectErrorStream(true).redirectOutput(log().toFile());
        Process started = builder.start();
        process = Optional.of(started);
        Awaitility.await("k3s is ready, see " + log())
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .failFast("k3s ended, see " + log(), () -> !started.isAlive())
                .until(this::ready);
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.ifPresent(
                running -> {
                    running.descendants().forEach(ProcessHandle::destroyForcibly);
                    running.destroyForcibly();
                    await(running);
                });
        process = Optional.empty();
    }

    private void stop() {
        process.ifPresent(
                running -> {
                    List<ProcessHandle> children = running.descendants().toList();
                    running.destroy();
                    await(running);
                    children.forEach(ProcessHandle::destroyForcibly);
                });
        process = Optional.empty();
    }

    public Path kubeconfig() {
        return folder.resolve("k3s.yaml");
    }

    public Fabric8Cluster connect() throws IOException {
        return Fabric8Cluster.of(kubeconfig(), Map.of());
    }

    private Path log() {
        return folder.resolve("k3s.log");
    }

    private boolean ready() {
        if (!Files.exists(kubeconfig())) {
            return false;
        }
        try (Fabric8Cluster cluster = connect()) {
            // The default namespace is made last, after the API answers.
            return cluster.get(new ResourceKey("", "Namespace", "", "default")).isPresent();
        } catch (IOException | ClusterException e) {
            return false;
        }
    }

    private static void await(Process running) {
        try {
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path binary() throws IOException {
        Optional<String> named =
                Optional.ofNullable(System.getProperty("NORDBOX_K3S"))
                        .or(() -> Optional.ofNullable(System.getenv("NORDBOX_K3S")));
        if (named.isPresent()) {
            Path path = Path.of(named.get());
            return executable(Files.isDirectory(path) ? path.resolve("k3s") : path);
        }
        Path cache = BuildCache.resolve("k3s");
        if (!Files.isDirectory(cache)) {
            throw new IOException(noBinary(cache));
        }
        try (Stream<Path> builds = Files.list(cache)) {
            return builds.map(build -> build.resolve("k3s"))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparing(build -> build.toFile().lastModified()))
                    .orElseThrow(() -> new IOException(noBinary(cache)));
        }
    }

    private static Path executable(Path path) throws IOException {
        if (!Files.isExecutable(path)) {
            throw new IOException("NORDBOX_K3S: no executable at " + path);
        }
        return path;
    }

    private static String noBinary(Path cache) {
        return "no k3s in "
                + cache
                + "; build one with ci/testbed/k3s/build.sh or set NORDBOX_K3S to a binary";
    }
}
