package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.PlanText;
import dev.nordbox.installer.wiring.Provisioning;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "upgrade",
        description =
                "Takes k3s to another version, and by itself back to the old one with its datastore"
                        + " when the new one fails its probes.",
        mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin LockOptions lock = new LockOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--k3s",
            paramLabel = "VERSION",
            description =
                    "as k3s writes it, v1.36.4+k3s1; default: k3s.version of your settings, else"
                            + " the newest that this nordbox has sums of; NORDBOX_K3S: a binary of that"
                            + " version, or the directory that holds it")
    @Nullable String k3s;

    @Option(names = "--dry-run", description = "prints the plan and changes nothing")
    boolean dryRun;

    @Option(
            names = "--detailed-exit-code",
            description = "with --dry-run: 13 when there is something to do")
    boolean detailedExitCode;

    private final Surroundings around;

    UpgradeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Run run = new Run(dryRun ? "upgrade --dry-run" : "upgrade", options, around);
        return run.perform(
                Run.Stdout.EVENTS, (output, redactor) -> upgrade(run.end(), output, redactor));
    }

    private ExitCode upgrade(RunEnd end, Output output, Redactor redactor) throws ProblemException {
        BoxConfig config =
                box.connection(around, output)
                        .resolve(
                                box.read(
                                        around,
                                        output,
                                        box.flags()
                                                .with(
                                                        "k3s.version",
                                                        "--k3s",
                                                        Optional.ofNullable(k3s))));
        InstallReport report =
                Provisioning.withoutArrival(
                                around, box.ssh(), lock.over(around.environment()), output)
                        .upgrade(config)
                        .run(config, dryRun ? Mode.PLAN : Mode.APPLY);
        if (dryRun) {
            return new PlanReport(around, options, redactor, detailedExitCode, end)
                    .tell(PlanText.of(report, PlanText.NewFiles.NAMED), report, output);
        }
        tellSettingsLeftBehind(config, output);
        if (report.changeCount() > 0) {
            output.tell(new Event.Noted("next", "run `up`: the baseline follows the release"));
        }
        output.tell(end.of(ExitCode.DONE, "on", report));
        return ExitCode.DONE;
    }

    /** The next `up` would refuse to go back to what the settings still say. */
    private void tellSettingsLeftBehind(BoxConfig config, Output output) throws ProblemException {
        BoxConfig.K3s said = box.read(around, output).k3s();
        String version = config.k3s().version();
        if (said.chosen() && !said.version().equals(version)) {
            output.tell(
                    new Event.Warned(
                            "upgrade",
                            new Problem(
                                    "your settings name k3s %s, and the box has %s"
                                            .formatted(said.version(), version),
                                    "k3s.version",
                                    "write %s there, or nothing: `up` then keeps what is installed"
                                            .formatted(version))));
        }
    }
}
