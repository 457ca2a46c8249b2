package dev.nordbox.installer.app;

import dev.nordbox.appliance.status.StatusClient;
import dev.nordbox.installer.cli.Cli;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What {@code app list} does by itself, once in a JVM that has just started: the command line, the
 * question to a controller on this machine, the answer read, the table printed. The way over SSH is
 * left out. {@code ci/bench-restart} runs it and says what the figure means.
 *
 * <p>Arguments: how many applications there are at the least, and the controller's socket. Prints
 * milliseconds.
 */
public final class ListBench {

    private ListBench() {}

    public static void main(String[] arguments) throws Exception {
        int applications = Integer.parseInt(arguments[0]);
        StatusClient controller = new StatusClient(Path.of(arguments[1]));
        FakeHost host = FakeHost.debian12();
        host.asks("ask the controller", (box, command) -> answer(controller, command.words()));
        try (PrintStream out =
                new PrintStream(new FileOutputStream("/dev/null"), false, StandardCharsets.UTF_8)) {
            long began = System.nanoTime();
            new Cli(around(out)).execute("app", "list", "--help"); // and the login instead of it
            Map<String, Object> told =
                    new BoxApplications(host, Optional.empty()).get(List.of()).content();
            List<String> table = ApplicationLine.table(told, Clock.systemUTC().instant());
            table.forEach(out::println);
            double millis = (System.nanoTime() - began) / 1e6;
            if (table.size() <= applications) {
                throw new IllegalStateException("the list is not whole");
            }
            System.out.printf(Locale.ROOT, "%.1f%n", millis);
        }
        System.exit(0);
    }

    /** The words end in the method and the target. */
    private static CommandOutcome answer(StatusClient controller, List<String> words) {
        try {
            String request = String.join(" ", words.subList(words.size() - 2, words.size()));
            return new CommandOutcome(0, controller.json(request) + "\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Surroundings around(PrintStream out) {
        return new Surroundings(
                out,
                out,
                StandardCharsets.UTF_8,
                false,
                Optional.empty(),
                Map.of(),
                Path.of("/"),
                Clock.systemUTC(),
                new Random(),
                new Redactor());
    }
}
