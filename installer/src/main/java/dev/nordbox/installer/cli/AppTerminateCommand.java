package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "terminate",
        description = "Ends the sync of an application that is under way.",
        mixinStandardHelpOptions = true)
final class AppTerminateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppTerminateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.have("app terminate", around, List.of(name, "terminate"));
    }
}
