package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.ApplicationText;
import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description = "Shows the syncs of an application that succeeded, the newest first.",
        mixinStandardHelpOptions = true)
final class AppHistoryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppHistoryCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.show("app history", around, List.of(name), ApplicationText::history);
    }
}
