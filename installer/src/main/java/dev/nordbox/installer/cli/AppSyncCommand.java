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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sync",
        description = {
            "Has an application synced now to the commit that it follows.",
            "--dry-run --wait shows what a sync would do; nothing is changed."
        },
        mixinStandardHelpOptions = true)
final class AppSyncCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Option(names = "--prune", description = "also deletes what left the repository")
    boolean prune;

    @Option(names = "--dry-run", description = "asks the server about all of it, changes nothing")
    boolean dryRun;

    @Option(
            names = "--resource",
            paramLabel = "GROUP:KIND:[NAMESPACE/]NAME",
            description = "only this object, without hooks; can be repeated")
    List<String> resources = List.of();

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

    private final Surroundings around;

    AppSyncCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.perform("app sync", around, this::sync);
    }

    private ExitCode sync(BoxApplications applications, Output output) throws ProblemException {
        String request = "%016x".formatted(around.random().nextLong());
        applications.post(List.of(name, "sync"), parameters(request));
        if (wait) {
            Wait patience = Wait.patient().within(timeout);
            way.print(
                    around,
                    new AwaitOperation(applications, patience, output, name, request).ended(),
                    ApplicationText::outcome);
        }
        return ExitCode.DONE;
    }

    private String[] parameters(String request) {
        List<String> parameters = new ArrayList<>(List.of("request", request));
        parameters.addAll(List.of("prune", String.valueOf(prune)));
        parameters.addAll(List.of("dryRun", String.valueOf(dryRun)));
        resources.forEach(resource -> parameters.addAll(List.of("resource", resource)));
        return parameters.toArray(String[]::new);
    }
}
