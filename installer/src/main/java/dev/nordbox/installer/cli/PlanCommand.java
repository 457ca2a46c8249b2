package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.PlanText;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.wiring.Provisioning;
import dev.nordbox.installer.wiring.SshConnection;
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
                .perform(
                        Run.Stdout.EVENTS,
                        (output, redactor) -> {
                            BoxConfig config =
                                    new SshConnection(around, box.ssh(), output)
                                            .resolve(
                                                    new BoxConfigReader(
                                                                    around.home(), around.clock())
                                                            .readWithoutRepository(
                                                                    box.file(),
                                                                    repository.addTo(box.flags())));
                            Up.Outcome plan =
                                    new Provisioning(
                                                    around,
                                                    box.ssh(),
                                                    artifacts.over(around.environment()),
                                                    kubeconfig.file(around),
                                                    kubeconfig.foreign(),
                                                    Duration.ZERO,
                                                    List.of(),
                                                    output)
                                            .up(config)
                                            .run(config, Mode.PLAN);
                            return new PlanReport(around, options, detailedExitCode)
                                    .tell(PlanText.of(config, plan), plan.report(), output);
                        });
    }
}
