package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
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
        return way.perform(
                "app refresh",
                around,
                (applications, output) -> {
                    applications.post(List.of(name, "refresh"), "hard", String.valueOf(hard));
                    return ExitCode.DONE;
                });
    }
}
