package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.plan.PlanDocument;
import dev.nordbox.installer.plan.SavedPlan;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.PlanText;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.wiring.Provisioning;
import dev.nordbox.installer.wiring.SshConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    @Mixin RestoreOptions restore = new RestoreOptions();
    @Mixin SealingKeyOptions sealingKeys = new SealingKeyOptions();
    @Mixin KubeconfigOptions kubeconfig = new KubeconfigOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Mixin PlanOptions plan = new PlanOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "writes the plan there too, for `up --plan FILE`")
    @Nullable Path out;

    @Option(names = "--detailed-exit-code", description = "13 when there is something to do")
    boolean detailedExitCode;

    private final Surroundings around;

    PlanCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Run run = new Run("plan", options, around);
        return run.perform(
                Run.Stdout.DATA,
                (output, redactor) ->
                        plan(
                                new PlanReport(
                                        around, options, redactor, detailedExitCode, run.end()),
                                output));
    }

    private ExitCode plan(PlanReport report, Output output) throws ProblemException {
        return restore.during(box, around, output, kit -> plan(kit, report, output));
    }

    private ExitCode plan(Optional<Kit> kit, PlanReport report, Output output)
            throws ProblemException {
        box.tellSettings(output);
        SshConnection way = box.connection(around, output);
        BoxConfig config =
                way.resolve(
                        RestoreOptions.reader(kit, around, output)
                                .readWithoutRepository(
                                        box.file(),
                                        repository.addTo(kubeconfig.addTo(box.flags()))));
        RestoreOptions.warnings(kit, box).forEach(output::tell);
        Up up = restore.up(provisioning(output), kit, config, way, (host, settled) -> {});
        Up.Outcome found = up.run(config, kit, Mode.PLAN);
        PlanDocument document = report.document(found);
        if (out != null) {
            SavedPlan.write(out, document);
        }
        return report.tell(PlanText.of(config, found, plan.newFiles()), document, output);
    }

    private Provisioning provisioning(Output output) {
        return new Provisioning(
                around,
                box.ssh(),
                artifacts.over(around.environment()),
                Optional.of(kubeconfig.file(around)),
                kubeconfig.foreign(),
                Duration.ZERO,
                sealingKeys.files,
                output);
    }
}
