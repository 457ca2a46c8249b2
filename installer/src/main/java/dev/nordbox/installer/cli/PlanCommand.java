package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.PlanText;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.wiring.Provisioning;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "Prints what up would do, and changes nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin RepositoryOptions repository = new RepositoryOptions();
    @Mixin ArtifactOptions artifacts = new ArtifactOptions();
    @Mixin KubeconfigOptions kubeconfig = new KubeconfigOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(names = "--detailed-exit-code", description = "13 when there is something to do")
    boolean detailedExitCode;

    private final Surroundings around;

    PlanCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("plan", options, around)
                .perform(Run.Stdout.EVENTS, (output, redactor) -> plan(output));
    }

    private ExitCode plan(Output output) throws ProblemException {
        BoxConfig config =
                box.connection(around, output)
                        .resolve(box.read(around, repository.addTo(kubeconfig.addTo(box.flags()))));
        Up.Outcome plan = provisioning(output).up(config).run(config, Mode.PLAN);
        return new PlanReport(around, options, detailedExitCode)
                .tell(PlanText.of(config, plan), plan.report(), output);
    }

    private Provisioning provisioning(Output output) {
        return new Provisioning(
                around,
                box.ssh(),
                artifacts.over(around.environment()),
                kubeconfig.file(around),
                kubeconfig.foreign(),
                Duration.ZERO,
                List.of(),
                output);
    }
}
