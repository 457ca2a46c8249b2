package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.ApplicationText;
import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        description =
                "Shows an application: source, destination, last operation, conditions, objects.",
        mixinStandardHelpOptions = true)
final class AppGetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppGetCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.show("app get", around, List.of(name), ApplicationText::of);
    }
}
