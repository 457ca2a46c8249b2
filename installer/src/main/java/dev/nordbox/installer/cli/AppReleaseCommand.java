package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "release",
        description = "Ends a hold: automated syncs of the application go on.",
        mixinStandardHelpOptions = true)
final class AppReleaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppReleaseCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.have("app release", around, List.of(name, "release"));
    }
}
