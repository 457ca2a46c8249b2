package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.ApplicationHistory;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description =
                "Shows the syncs of an application that succeeded, and below them what the audit"
                        + " trail has of it: syncs of single objects, heals, deletions, undos, each"
                        + " with who asked and whom it overruled. The newest first.",
        mixinStandardHelpOptions = true)
final class AppHistoryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "20",
            description = "so many lines of the audit trail (default: ${DEFAULT-VALUE})")
    int last;

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppHistoryCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.perform(
                "app history",
                around,
                (applications, output) -> {
                    way.print(
                            around,
                            ApplicationHistory.of(applications, name, last),
                            ApplicationHistory::text);
                    return ExitCode.DONE;
                });
    }
}
