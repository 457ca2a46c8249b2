package dev.nordbox.appliance;

import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A controller in a process of its own, that a test can kill. */
public final class ControllerProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ControllerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** {@code java … ControllerProcess CONFIG [once]} */
    public static void main(String[] arguments) throws Exception {
        ControllerConfig config = ControllerConfigReader.read(Path.of(arguments[0]));
        ControllerOutcome outcome =
                arguments.length > 1
                        ? Controller.runOnce(config, Map.of(), Duration.ofMinutes(2))
                        : Controller.runUntilStopped(config, Map.of());
        outcome.reasons().forEach(System.out::println);
        System.out.println(outcome.ending());
    }

    static ControllerProcess start(Path config, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ControllerProcess.class.getName(), config.toString()));
        return new ControllerProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; answers how long the end took. */
    Duration terminate() throws InterruptedException {
        long started = System.nanoTime();
        process.destroy();
        process.waitFor();
        return Duration.ofNanos(System.nanoTime() - started);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
