package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.plan.SavedPlan;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.recovery.KitSettings;
import dev.nordbox.installer.step.Approval;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.Phases;
import dev.nordbox.installer.up.PlanText;
import dev.nordbox.installer.up.TellDumps;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.wiring.ProofOnArrival;
import dev.nordbox.installer.wiring.Proving;
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
        name = "up",
        description = "Takes a server from wherever it is to a converged box.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin RepositoryOptions repository = new RepositoryOptions();
    @Mixin ArtifactOptions artifacts = new ArtifactOptions();
    @Mixin RestoreOptions restore = new RestoreOptions();
    @Mixin SealingKeyOptions sealingKeys = new SealingKeyOptions();
    @Mixin LockOptions lock = new LockOptions();
    @Mixin KubeconfigOptions kubeconfig = new KubeconfigOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--timeout",
            paramLabel = "10m",
            defaultValue = "10m",
            converter = Durations.class,
            description =
                    "how long to wait, while nothing moves, for the cluster to be what the"
                            + " repository says")
    Duration timeout = Duration.ofMinutes(10);

    @Option(
            names = "--no-verify",
            description =
                    "with a profile: does not prove the box against it in the end, which takes a"
                            + " minute or two; `verify` does that")
    boolean noVerify;

    @Option(
            names = "--sign-with",
            paramLabel = "FILE",
            description =
                    "with a profile: private key that signs the evidence; default: --identity, else"
                            + " ~/.ssh")
    @Nullable Path key;

    @Option(
            names = "--dry-run",
            description = "prints the plan and changes nothing, as `plan` does")
    boolean dryRun;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "does what that plan of `plan --out` says; ends in 24, with nothing done, when"
                            + " the host or your settings are not those of the plan any more")
    @Nullable Path plan;

    @Mixin PlanOptions shown = new PlanOptions();

    @Option(
            names = "--detailed-exit-code",
            description = "with --dry-run: 13 when there is something to do")
    boolean detailedExitCode;

    private final Surroundings around;

    UpCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Run run = new Run(dryRun ? "up --dry-run" : "up", options, around);
        return run.perform(
                dryRun ? Run.Stdout.DATA : Run.Stdout.EVENTS,
                (output, redactor) -> bring(run.end(), output, redactor));
    }

    private ExitCode bring(RunEnd end, Output output, Redactor redactor) throws ProblemException {
        Optional<Approval> approval = approval();
        PlanReport report = new PlanReport(around, options, redactor, detailedExitCode, end);
        return restore.during(box, around, output, kit -> bring(kit, approval, output, report));
    }

    private ExitCode bring(
            Optional<Kit> kit, Optional<Approval> approval, Output output, PlanReport report)
            throws ProblemException {
        box.tellSettings(output);
        SshConnection way = box.connection(around, output);
        BoxConfig config = way.resolve(read(kit, output));
        RestoreOptions.warnings(kit, box).forEach(output::tell);
        TellDumps dumps = new TellDumps(output, kit.isPresent(), last(config, way, output));
        Up up = restore.up(provisioning(output), kit, config, way, dumps);
        if (dryRun) {
            Up.Outcome found = up.run(config, kit, Mode.PLAN, approval);
            return report.tell(
                    PlanText.of(config, found, shown.newFiles()), report.document(found), output);
        }
        Up.Outcome outcome = up.run(config, kit, Mode.APPLY, approval);
        output.tell(new Event.Noted("admins", "Kubernetes API reachable from " + outcome.admins()));
        kit.map(KitSettings::ofTheLostHost).ifPresent(output::tell);
        dumps.requireReadIn();
        output.tell(report.end().of(ExitCode.DONE, "on", outcome.report()));
        return ExitCode.DONE;
    }

    private Up.Arrival last(BoxConfig config, SshConnection way, Output output)
            throws ProblemException {
        boolean proves = !noVerify && !dryRun && config.profile().isPresent();
        return proves ? proof(config, way, output) : (host, settled) -> {};
    }

    private Up.Arrival proof(BoxConfig config, SshConnection way, Output output)
            throws ProblemException {
        Proving proving = new Proving(around, config.ssh(), way.whereaboutsOf(config.ssh()));
        return new ProofOnArrival(
                proving,
                proving.signer(Optional.ofNullable(key)),
                Version.ofNordbox(),
                output,
                new Phases(output, around.clock()));
    }

    private Optional<Approval> approval() throws ProblemException {
        return plan == null
                ? Optional.empty()
                : Optional.of(SavedPlan.read(plan, Version.ofNordbox()));
    }

    /** A plan needs no repository yet, as that of {@code plan}. */
    private BoxConfig read(Optional<Kit> kit, Output output) throws ProblemException {
        BoxConfigReader reader = RestoreOptions.reader(kit, around, output);
        if (dryRun) {
            return reader.readWithoutRepository(box.file(), flags());
        }
        if (around.person().isPresent() && nobodySaysFromWhere(reader)) {
            repository.ask(around.person().get());
        }
        return reader.read(box.file(), flags());
    }

    private boolean nobodySaysFromWhere(BoxConfigReader reader) throws ProblemException {
        return reader.readWithoutRepository(box.file(), flags()).git().url().isBlank();
    }

    private Flags flags() {
        return repository.addTo(kubeconfig.addTo(box.flags()));
    }

    private Provisioning provisioning(Output output) {
        return new Provisioning(
                around,
                box.ssh(),
                lock.over(artifacts.over(around.environment())),
                Optional.of(kubeconfig.file(around)),
                kubeconfig.foreign(),
                timeout,
                sealingKeys.files,
                output);
    }
}
