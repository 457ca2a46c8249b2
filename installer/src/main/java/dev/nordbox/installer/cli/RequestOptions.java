package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.ApplicationText;
import dev.nordbox.installer.app.AwaitOperation;
import dev.nordbox.installer.app.BoxApplications;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How an operation is asked for, and waited for, whatever it does. */
final class RequestOptions {
    @Parameters(index = "0", paramLabel = "NAME", description = "the Application")
    String name = "";

    @Option(names = "--dry-run", description = "asks the server about all of it, changes nothing")
    boolean dryRun;

    @Option(
            names = "--wait",
            description = "waits for the end: 0 when it succeeded, 20 with every reason when not")
    boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "10m",
            defaultValue = "10m",
            converter = Durations.class,
            description = "with --wait: how long nothing may move")
    Duration timeout = Duration.ofMinutes(10);

    @Mixin ApplicationOptions way = new ApplicationOptions();

    /**
     * @param what the last word of the path: {@code sync}
     * @param more names and values in turn, beside those that all of them have
     * @param answer what of the controller's answer is printed at once
     */
    int perform(
            String what,
            Surroundings around,
            List<String> more,
            Function<Map<String, Object>, List<String>> answer) {
        return way.perform(
                "app " + what,
                around,
                (applications, output) ->
                        perform(what, around, more, answer, applications, output));
    }

    private ExitCode perform(
            String what,
            Surroundings around,
            List<String> more,
            Function<Map<String, Object>, List<String>> answer,
            BoxApplications applications,
            Output output)
            throws ProblemException {
        String request = "%016x".formatted(around.random().nextLong());
        BoxApplications.Told accepted =
                applications.post(List.of(name, what), parameters(request, more));
        if (!way.options.json() || !wait) {
            tell(around, accepted, answer.apply(accepted.content()));
        }
        if (wait) {
            Wait patience = Wait.patient().within(timeout);
            way.print(
                    around,
                    new AwaitOperation(applications, patience, output, name, request).ended(),
                    ApplicationText::outcome);
        }
        return ExitCode.DONE;
    }

    private void tell(Surroundings around, BoxApplications.Told accepted, List<String> lines) {
        if (!lines.isEmpty()) {
            way.print(around, accepted, told -> lines);
        }
    }

    private String[] parameters(String request, List<String> more) {
        List<String> parameters = new ArrayList<>(List.of("request", request));
        parameters.addAll(List.of("dryRun", String.valueOf(dryRun)));
        parameters.addAll(more);
        return parameters.toArray(String[]::new);
    }
}
