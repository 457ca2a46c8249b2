package dev.nordbox.installer.cli;

import dev.nordbox.installer.app.BoxApplications;
import dev.nordbox.installer.app.DiffText;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Shows what a sync would change, as the server says; Secrets are masked.",
        mixinStandardHelpOptions = true)
final class AppDiffCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the Application")
    String name = "";

    @Option(names = "--detailed-exit-code", description = "20 when there is a difference")
    boolean detailedExitCode;

    @Mixin ApplicationOptions way = new ApplicationOptions();

    private final Surroundings around;

    AppDiffCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return way.perform("app diff", around, this::diff);
    }

    private ExitCode diff(BoxApplications applications, Output output) throws ProblemException {
        BoxApplications.Told told = applications.get(List.of(name, "diff"));
        way.print(around, told, DiffText::of);
        return detailedExitCode && DiffText.differs(told.content())
                ? ExitCode.NOT_SYNCED
                : ExitCode.DONE;
    }
}
