package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.ApplicationText;
import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        description =
                "Tells in a sentence what is in an application's way, whose it is, what to do.",
        mixinStandardHelpOptions = true)
final class AppWhyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppWhyCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.show("app why", around, List.of(name, "why"), ApplicationText::why);
    }
}
