package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.BoxApplications;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** The way to a box's applications, and how what they say is printed. */
final class ApplicationOptions {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin ClusterOption cluster = new ClusterOption();
    @Mixin OutputOptions options = new OutputOptions();

    /** What is done with them. */
    interface Use {
        ExitCode with(BoxApplications applications, Output output) throws ProblemException;
    }

    int perform(String command, Surroundings around, Use use) {
        return new Run(command, options, around)
                .perform(
                        Run.Stdout.DATA,
                        (output, redactor) -> {
                            BoxConfig config = box.read(around, output);
                            try (Host host = box.connection(around, output).connect(config.ssh())) {
                                return use.with(new BoxApplications(host, cluster.name()), output);
                            }
                        });
    }

    /** Asks for one thing and prints the answer. */
    int show(
            String command,
            Surroundings around,
            List<String> path,
            Function<Map<String, Object>, List<String>> text) {
        return perform(
                command,
                around,
                (applications, output) -> {
                    print(around, applications.get(path), text);
                    return ExitCode.DONE;
                });
    }

    /** Has one thing done. */
    int have(String command, Surroundings around, List<String> path, String... parameters) {
        return perform(
                command,
                around,
                (applications, output) -> {
                    applications.post(path, parameters);
                    return ExitCode.DONE;
                });
    }

    /** As text for people, or as the controller wrote it. */
    void print(
            Surroundings around,
            BoxApplications.Told told,
            Function<Map<String, Object>, List<String>> text) {
        if (options.json()) {
            around.out().println(told.json());
        } else {
            text.apply(told.content()).forEach(around.out()::println);
        }
        around.out().flush();
    }
}
