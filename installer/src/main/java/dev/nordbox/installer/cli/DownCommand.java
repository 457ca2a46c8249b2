package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.kubeconfig.KubeconfigFile;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.steps.ApiEndpoint;
import dev.nordbox.installer.steps.RemovalSteps;
import dev.nordbox.installer.up.PlanText;
import dev.nordbox.installer.volume.VolumeOnHost;
import dev.nordbox.installer.wiring.Provisioning;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "down",
        description = "Removes controller, k3s and guard from a box; data stays unless told.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin ContextOptions context = new ContextOptions();
    @Mixin LockOptions lock = new LockOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "does it without asking")
    boolean yes;

    @Option(
            names = "--delete-data",
            description = "volumes, datastore, token and keys too; nothing brings them back")
    boolean deleteData;

    @Option(names = "--dry-run", description = "prints what would be removed")
    boolean dryRun;

    private final Surroundings around;

    DownCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Run run = new Run("down", options, around);
        return run.perform(
                Run.Stdout.EVENTS, (output, redactor) -> remove(run.end(), output, redactor));
    }

    private ExitCode remove(RunEnd end, Output output, Redactor redactor) throws ProblemException {
        BoxConfig config = box.read(around, output, context.addTo(box.flags()));
        if (around.person().isEmpty() && !yes && !dryRun) {
            throw notConfirmed(); // nobody can answer, whatever there is
        }
        RemovalSteps.Data data = deleteData ? RemovalSteps.Data.DELETE : RemovalSteps.Data.KEEP;
        InstallReport report =
                Provisioning.withoutArrival(
                                around, box.ssh(), lock.over(around.environment()), output)
                        .down(config, data)
                        .run(
                                config,
                                dryRun ? Mode.PLAN : Mode.APPLY,
                                volumes -> {
                                    tell(volumes, output);
                                    confirm(config, volumes);
                                });
        if (dryRun) {
            return new PlanReport(around, options, redactor, false, end)
                    .tell(PlanText.of(report, PlanText.NewFiles.NAMED), report, output);
        }
        forget(config, report.host(), output);
        output.tell(end.of(ExitCode.DONE, "on", report));
        return ExitCode.DONE;
    }

    /** The box is gone by now: a file that cannot be written is no reason to fail. */
    private void forget(BoxConfig config, String host, Output output) {
        Path file = context.file(around);
        try {
            Set<String> gone = new KubeconfigFile(file).remove(host, ApiEndpoint.of(config));
            if (!gone.isEmpty()) {
                output.tell(
                        new Event.Noted(
                                "kubeconfig",
                                "context %s removed from %s"
                                        .formatted(String.join(", ", gone), file)));
            }
        } catch (ProblemException e) {
            e.problems().forEach(problem -> output.tell(new Event.Warned("kubeconfig", problem)));
        }
    }

    private void tell(List<VolumeOnHost> volumes, Output output) {
        for (VolumeOnHost volume : volumes) {
            output.tell(
                    new Event.DataFound(
                            volume.name(),
                            volume.claim(),
                            volume.path(),
                            volume.bytes(),
                            volume.kits(),
                            isDeleted(volume)));
        }
    }

    private boolean isDeleted(VolumeOnHost volume) {
        return deleteData && volume.goesWithTheData();
    }

    private void confirm(BoxConfig config, List<VolumeOnHost> volumes) throws ProblemException {
        if (yes || dryRun) {
            return;
        }
        String question =
                "Remove %s from %s? Type the box's name to go on: "
                        .formatted(
                                deleteData ? everything(volumes) : "k3s and controller",
                                config.name());
        Optional<String> answer = around.person().flatMap(person -> person.ask(question));
        if (answer.equals(Optional.of(config.name()))) {
            return;
        }
        throw notConfirmed();
    }

    private static ProblemException notConfirmed() {
        return new ProblemException(
                ExitCode.USAGE,
                new Problem("nothing was removed: it was not confirmed", "down", "pass --yes"));
    }

    private String everything(List<VolumeOnHost> volumes) {
        List<VolumeOnHost> lost = volumes.stream().filter(this::isDeleted).toList();
        long inNoKit = lost.stream().filter(volume -> volume.kits().isEmpty()).count();
        return "everything, the data of %d volumes included (%d in no kit),"
                .formatted(lost.size(), inNoKit);
    }
}
