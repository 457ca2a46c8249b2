package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.preflight.PreflightReport;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.PreflightText;
import dev.nordbox.installer.wiring.Provisioning;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "preflight",
        description = {
            "Looks whether a server can become a box: each check with what was seen, who asks for"
                    + " it, and what to do.",
            "Ends as `up` would at this point: in 0, 12 or 14."
        },
        mixinStandardHelpOptions = true)
final class PreflightCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin LockOptions lock = new LockOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--fix",
            description =
                    "mends what can be mended safely, which a run without it names; the report is"
                            + " of what is there then")
    boolean fix;

    @Option(names = "--all", description = "tells of the checks that passed, too")
    boolean all;

    private final Surroundings around;

    PreflightCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("preflight", options, around)
                .perform(Run.Stdout.DATA, (output, redactor) -> look(output));
    }

    private ExitCode look(Output output) throws ProblemException {
        BoxConfig config = box.read(around, output);
        PreflightReport report =
                Provisioning.withoutArrival(
                                around, box.ssh(), lock.over(around.environment()), output)
                        .lookOver()
                        .run(config, fix ? Mode.APPLY : Mode.PLAN);
        List<String> text =
                options.json()
                        ? List.of(PreflightText.json(report))
                        : PreflightText.of(report, all);
        text.forEach(around.out()::println);
        around.out().flush();
        return report.exitCode();
    }
}
