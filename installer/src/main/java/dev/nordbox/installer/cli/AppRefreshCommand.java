package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "refresh",
        description = "Has the controller ask Git and compare an application now.",
        mixinStandardHelpOptions = true)
final class AppRefreshCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Option(names = "--hard", description = "renders and compares anew, whatever is remembered")
    boolean hard;

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppRefreshCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.have(
                "app refresh", around, List.of(name, "refresh"), "hard", String.valueOf(hard));
    }
}
