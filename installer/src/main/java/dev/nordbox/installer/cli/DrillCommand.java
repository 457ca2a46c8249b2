package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.drill.Drill;
import dev.nordbox.installer.drill.DrillFile;
import dev.nordbox.installer.drill.DrillResult;
import dev.nordbox.installer.drill.DrillText;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.recovery.KitSettings;
import dev.nordbox.installer.recovery.VolumesBack;
import dev.nordbox.installer.wiring.Proving;
import dev.nordbox.installer.wiring.Provisioning;
import dev.nordbox.installer.wiring.SshConnection;
import dev.nordbox.installer.wiring.SshFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "drill",
        description =
                "Rehearses recovery: restores a kit on a throwaway server, proves what came back,"
                        + " writes down how long it took, and takes everything away again.",
        mixinStandardHelpOptions = true)
final class DrillCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin RepositoryOptions repository = new RepositoryOptions();
    @Mixin ArtifactOptions artifacts = new ArtifactOptions();
    @Mixin KitKeyOptions keys = new KitKeyOptions();
    @Mixin StoreOptions store = new StoreOptions();
    @Mixin LockOptions lock = new LockOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--kit",
            paramLabel = "FILE|STORE[/NAME]",
            required = true,
            description =
                    "a recovery kit; what nobody says anew is as the kit has it. From"
                            + " s3://BUCKET/PREFIX or sftp://USER@HOST/PATH the newest is taken, or"
                            + " the one that is named")
    String kit = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "where the result is written, and its signature beside it; default:"
                            + " drill-KIT.json here")
    @Nullable Path out;

    @Option(
            names = "--sign-with",
            paramLabel = "FILE",
            description = "private key that signs the result; default: --identity, else ~/.ssh")
    @Nullable Path key;

    @Option(
            names = "--timeout",
            paramLabel = "10m",
            defaultValue = "10m",
            converter = Durations.class,
            description =
                    "how long to wait, while nothing moves, for the applications to be Synced and"
                            + " Healthy")
    Duration timeout = Duration.ofMinutes(10);

    @Option(
            names = "--keep",
            description =
                    "leaves the restored box there, to be looked at; the next drill takes it away")
    boolean keep;

    private final Surroundings around;

    DrillCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("drill", options, around)
                .perform(Run.Stdout.EVENTS, (output, redactor) -> rehearse(output));
    }

    /** The throwaway host is known for this run alone. */
    private ExitCode rehearse(Output output) throws ProblemException {
        requireHost();
        try (FetchedKit fetched = FetchedKit.of(kit, "--kit", store, keys, box, around, output)) {
            return rehearse(fetched.open(), box.ssh().rememberingIn(knownHosts()), output);
        }
    }

    private ExitCode rehearse(Kit opened, SshFlags ssh, Output output) throws ProblemException {
        DrillFile file = DrillFile.of(opened, Optional.ofNullable(out));
        file.requireWritable();
        box.tellSettingsElsewhere(output);
        SshConnection way = new SshConnection(around, ssh, output);
        BoxConfig config =
                way.resolve(
                        BoxOptions.reader(around, output)
                                .after(KitSettings.of(opened))
                                .read(box.file(), repository.addTo(box.flags())));
        Proving proving = new Proving(around, config.ssh(), way.whereaboutsOf(config.ssh()));
        Optional<SshSigner> signer = proving.signer(Optional.ofNullable(key));
        if (signer.isEmpty()) {
            output.tell(new Event.Warned("drill", unsigned()));
        }
        VolumesBack.warnings(opened).forEach(output::tell);
        DrillResult.OfKit ofKit = ofKit(opened);
        String host = config.ssh().host();
        Drill.Outcome outcome =
                Provisioning.ofNobodysBox(
                                around,
                                ssh,
                                lock.over(artifacts.over(around.environment())),
                                timeout,
                                output)
                        .drill(config)
                        .run(
                                config,
                                opened,
                                keep ? Drill.Afterwards.KEPT : Drill.Afterwards.TAKEN_AWAY,
                                found ->
                                        file.keep(
                                                result(ofKit, host, found, proving.operator()),
                                                signer,
                                                why ->
                                                        output.tell(
                                                                new Event.Warned("drill", why))));
        DrillResult result = result(ofKit, host, outcome, proving.operator());
        DrillText.events(result, file.path()).forEach(output::tell);
        if (!result.met()) {
            throw new ProblemException(ExitCode.DRILL_FAILED, DrillText.problems(result, host));
        }
        return ExitCode.DONE;
    }

    private static DrillResult result(
            DrillResult.OfKit kit, String host, Drill.Outcome found, String operator) {
        return new DrillResult(
                kit,
                host,
                found.began(),
                found.ended(),
                found.findings(),
                operator,
                "nordbox " + Version.ofNordbox());
    }

    /** What nordbox.yaml names is the box itself. */
    private void requireHost() throws ProblemException {
        if (box.host == null) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "no throwaway host is named",
                            "--host",
                            "add --host root@ITS.ADDRESS: a fresh server that nobody will miss"));
        }
    }

    private static Path knownHosts() throws ProblemException {
        try {
            Path file = Files.createTempFile("nordbox-known-hosts", "");
            file.toFile().deleteOnExit(); // of a run that is interrupted, too
            return file;
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "no file can be made: " + Reason.of(e),
                            System.getProperty("java.io.tmpdir"),
                            "make room there"),
                    e);
        }
    }

    private DrillResult.OfKit ofKit(Kit opened) throws ProblemException {
        try {
            return DrillResult.OfKit.of(opened);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.KIT_UNUSABLE,
                    new Problem(
                            "the kit cannot be read: " + Reason.of(e),
                            kit,
                            "name a kit that is there"),
                    e);
        }
    }

    private static Problem unsigned() {
        return new Problem(
                "no private key is at hand, so the result is not signed, and `verify` takes none"
                        + " such",
                "--sign-with",
                "name a key file; `ssh-keygen -t ed25519` makes one");
    }
}
