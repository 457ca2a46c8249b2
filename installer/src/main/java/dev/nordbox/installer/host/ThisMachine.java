package dev.nordbox.installer.host;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The machine that this program runs on, for what a box does by itself. Rights are those of the
 * program: a command that wants root's has them when the program is root's.
 *
 * @param name by which people reach it
 */
public record ThisMachine(String name) implements Shell {
    private static final int CHUNK = 64 * 1024;

    @Override
    public CommandOutcome run(Command command) throws HostException {
        CappedOutput out = new CappedOutput();
        try {
            CommandOutcome outcome = receive(command, out);
            return new CommandOutcome(outcome.exitCode(), out.text(), outcome.stderr());
        } catch (IOException e) {
            throw broken(command, e);
        }
    }

    @Override
    public CommandOutcome receive(Command command, OutputStream sink)
            throws HostException, IOException {
        Process process = start(command);
        try (Heartbeat heartbeat = new Heartbeat(process, command.deadline())) {
            var fed = CompletableFuture.runAsync(() -> feed(process, command.input()));
            CappedOutput said = new CappedOutput();
            var errors =
                    CompletableFuture.supplyAsync(
                            () -> pass(process.getErrorStream(), said, heartbeat::overhear));
            Optional<IOException> failure = pass(process.getInputStream(), sink, heartbeat::read);
            int exitCode = process.waitFor();
            errors.join();
            fed.join();
            if (heartbeat.isLost()) {
                throw expired(command);
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            return new CommandOutcome(exitCode, "", said.text());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw broken(command, e);
        }
    }

    private Process start(Command command) throws HostException {
        List<String> words = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8"));
        words.addAll(command.words());
        try {
            return new ProcessBuilder(words).start();
        } catch (IOException e) {
            throw broken(command, e);
        }
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            // It has ended without reading all: its exit code tells whether that was right.
            return;
        }
    }

    @FunctionalInterface
    private interface Reading {
        int read(InputStream from, byte[] chunk) throws IOException;
    }

    /** To its end in any case, or the process would hang; what the sink threw first comes back. */
    private static Optional<IOException> pass(
            InputStream from, OutputStream sink, Reading reading) {
        Optional<IOException> failure = Optional.empty();
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = reading.read(from, chunk); n >= 0; n = reading.read(from, chunk)) {
                if (failure.isEmpty()) {
                    failure = write(sink, chunk, n);
                }
            }
        } catch (IOException e) {
            return failure.or(() -> Optional.of(e));
        }
        return failure;
    }

    private static Optional<IOException> write(OutputStream sink, byte[] chunk, int count) {
        try {
            sink.write(chunk, 0, count);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private HostException broken(Command command, Exception cause) {
        return new HostException(
                ExitCode.STEP_FAILED,
                new Problem(
                        "`%s` could not be run: %s".formatted(command.label(), cause.getMessage()),
                        name,
                        "look on the host: journalctl -e"),
                cause);
    }

    private HostException expired(Command command) {
        return new HostException(
                ExitCode.TIMED_OUT,
                new Problem(
                        "`%s` was not done after %d s in which nothing was heard of it"
                                .formatted(command.label(), command.deadline().toSeconds()),
                        name,
                        "look on the host what keeps it: ps, journalctl -e"));
    }
}
