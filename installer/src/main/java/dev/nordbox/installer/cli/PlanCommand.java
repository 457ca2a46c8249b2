package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.plan.PlanDocument;
import dev.nordbox.installer.plan.SavedPlan;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.PlanText;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.wiring.Provisioning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        return new Run("plan", options, around).perform(Run.Stdout.DATA, this::plan);
    }

    private ExitCode plan(Output output, Redactor redactor) throws ProblemException {
        BoxConfig config =
                box.connection(around, output)
                        .resolve(
                                box.readStrictly(
                                        around,
                                        output,
                                        repository.addTo(kubeconfig.addTo(box.flags()))));
        Up.Outcome found = provisioning(output).up(config).run(config, Mode.PLAN);
        PlanReport report = new PlanReport(around, options, redactor, detailedExitCode);
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
                kubeconfig.file(around),
                kubeconfig.foreign(),
                Duration.ZERO,
                List.of(),
                output);
    }
}
