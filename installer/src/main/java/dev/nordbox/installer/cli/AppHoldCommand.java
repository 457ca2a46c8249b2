package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "hold",
        description =
                "Pauses automated syncs of an application, healing included, until `app release`.",
        mixinStandardHelpOptions = true)
final class AppHoldCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "for others: why")
    String reason = "";

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppHoldCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.have("app hold", around, List.of(name, "hold"), "reason", reason);
    }
}
