package dev.nordbox.appliance.redis;

import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.BuildCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real Redis of {@code ci/redis}, as {@code up} sets one up: a socket, no port, no file. */
public final class RedisProcess implements AutoCloseable {

    private final Path socket;
    private Optional<Process> process = Optional.empty();

    private RedisProcess(Path socket) {
        this.socket = socket;
    }

    public static RedisProcess start(Path socket) throws IOException {
        RedisProcess redis = new RedisProcess(socket);
        redis.start();
        return redis;
    }

    public Path socket() {
        return socket;
    }

    /** Empty, as after every start. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(program(), "--port", "0"));
        command.addAll(List.of("--unixsocket", socket.toString(), "--unixsocketperm", "700"));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(List.of("--maxmemory", "32mb", "--maxmemory-policy", "allkeys-lru"));
        process =
                Optional.of(
                        new ProcessBuilder(command)
                                .directory(socket.getParent().toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(new File(socket + ".log"))
                                .start());
        await().until(() -> Files.exists(socket));
    }

    /** The one of {@code NORDBOX_REDIS}, else from the cache that {@code ci/redis} fills. */
    private static String program() {
        String named = System.getenv("NORDBOX_REDIS");
        return named != null ? named : BuildCache.resolve("redis/redis-server").toString();
    }

    public void stop() throws IOException {
        if (process.isPresent()) {
            process.get().destroy();
            try {
                process.get().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Files.deleteIfExists(socket);
        }
        process = Optional.empty();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
