package dev.nordbox.installer.recovery;

import dev.nordbox.installer.age.Recipient;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.KitOutput;
import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.NewFile;
import dev.nordbox.installer.up.ControllerDialogue;
import dev.nordbox.installer.up.Phases;
import dev.nordbox.installer.volume.SaveVolumes;
import dev.nordbox.installer.volume.VolumesInKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Saves what of a box is not in Git, from the host straight into an encrypted file. */
public final class SaveKit {
    /** When the last kit was saved; `verify` looks for it, and no step plans from it. */
    public static final String NOTE = "last-kit";

    static final String LABEL = "read what is not in Git";
    private static final String PHASE = "kit";

    private final List<Recipient> recipients;
    private final String version;
    private final Output output;
    private final SecureRandom random;
    private final Clock clock;
    private final boolean withVolumes;

    /**
     * Saves with the data of volumes.
     *
     * @param recipients who will be able to read it
     * @param version of this program
     */
    public SaveKit(
            List<Recipient> recipients,
            String version,
            Output output,
            SecureRandom random,
            Clock clock) {
        this(recipients, version, output, random, clock, true);
    }

    private SaveKit(
            List<Recipient> recipients,
            String version,
            Output output,
            SecureRandom random,
            Clock clock,
            boolean withVolumes) {
        this.recipients = List.copyOf(recipients);
        this.version = version;
        this.output = output;
        this.random = random;
        this.clock = clock;
        this.withVolumes = withVolumes;
    }

    /** The same, which tells of the volumes and leaves their data where it is. */
    public SaveKit withoutVolumes() {
        return new SaveKit(recipients, version, output, random, clock, false);
    }

    /**
     * @param box its name
     * @param configuration the person's nordbox.yaml, for a box that keeps no settings of its own
     * @param to a file that is there already stays until the new one is whole
     * @throws ProblemException KIT_UNUSABLE when it cannot be written, STEP_FAILED when the host
     *     cannot give it
     */
    public SavedKit of(Host host, String box, Optional<Path> configuration, Path to)
            throws ProblemException {
        try (Incoming file = NewFile.beside(to)) {
            SavedKit saved = into(file, host, box, configuration);
            host.write(remembering(to, saved.manifest()));
            return saved;
        } catch (IOException e) {
            throw KitProblems.notWritten(to.toString(), e);
        }
    }

    /** For {@code verify}, and for {@code down}, which tells what no kit has. */
    private static List<RemoteFile> remembering(Path to, Manifest manifest) {
        String volumes = VolumesInKit.of(to.getFileName().toString(), manifest).text();
        return List.of(
                Note.of(NOTE, manifest.created().toString()),
                RemoteFile.of(VolumesInKit.OF_SAVED, volumes, "0600"));
    }

    /**
     * The same to wherever a file can be put.
     *
     * @param file is kept when the kit is whole, and not closed
     */
    public SavedKit into(Incoming file, Shell host, String box, Optional<Path> configuration)
            throws ProblemException {
        Phases phases = new Phases(output, clock);
        SavedKit saved =
                phases.during(
                        PHASE,
                        () -> save(host, box, configuration, file, phases),
                        kit -> line(kit.manifest()));
        saved.manifest().volumes().forEach(this::tell);
        return saved;
    }

    private static String line(Manifest manifest) {
        return "%d parts, %d KiB, k3s %s"
                .formatted(manifest.parts().size(), manifest.size() >> 10, manifest.k3s());
    }

    /** All of them, every time: nobody shall believe that a volume is in the kit when it is not. */
    private void tell(Volume volume) {
        if (volume.left().isEmpty()) {
            output.tell(
                    new Event.Noted(
                            "volume",
                            "volume %s: %s".formatted(volume.title(), volume.coverage())));
        } else {
            output.tell(
                    new Event.Warned(
                            PHASE,
                            new Problem(
                                    volume.coverage(),
                                    "volume " + volume.title(),
                                    volume.isCovered()
                                            ? "see to its pod, and save another kit"
                                            : "save it by other means; a restored box comes back"
                                                    + " without it")));
        }
    }

    private SavedKit save(
            Shell host, String box, Optional<Path> configuration, Incoming file, Phases phases)
            throws ProblemException {
        Optional<String> commit = commit(host);
        try {
            SavedKit saved;
            try (KitOutput kit =
                    new KitOutput(file.stream(), recipients, random, clock.instant())) {
                HostParts parts = receive(host, kit, phases.transfer(PHASE, "kit"));
                SaveVolumes save = volumes(host, kit, phases);
                List<Volume> volumes =
                        withVolumes ? save.all() : save.none("left out by --without-volumes");
                settings(kit, parts, configuration);
                Manifest facts = facts(host, box, parts, commit).withVolumes(volumes);
                saved = new SavedKit(kit.finish(facts), save.failures());
            }
            file.keep();
            return saved;
        } catch (IOException e) {
            throw KitProblems.notWritten(file.name(), e);
        }
    }

    /** A box of an older nordbox keeps none. */
    private void settings(KitOutput kit, HostParts parts, Optional<Path> configuration)
            throws IOException {
        if (parts.has(Kit.CONFIGURATION)) {
            return;
        }
        if (configuration.isPresent()) {
            kit.part(Kit.CONFIGURATION, Files.readAllBytes(configuration.get()));
        } else {
            output.tell(
                    new Event.Warned(
                            PHASE,
                            new Problem(
                                    "the kit has no settings: the box keeps none, and no"
                                            + " nordbox.yaml is here",
                                    Kit.CONFIGURATION,
                                    "run `up` and save another, or name it (--config); a box"
                                            + " restored from this one has defaults: no profile,"
                                            + " no namespaces, no kits of its own")));
        }
    }

    /** After the snapshot: what the cluster knows of is there, unless it was deleted since. */
    private SaveVolumes volumes(Shell host, KitOutput kit, Phases phases) {
        return new SaveVolumes(
                host,
                kit,
                problem -> output.tell(new Event.Warned(PHASE, problem)),
                what -> phases.transfer(PHASE, what));
    }

    private static HostParts receive(Shell host, KitOutput kit, TransferProgress progress)
            throws ProblemException, IOException {
        Command read =
                Command.script(LABEL, Script.beside(SaveKit.class, "save-kit.sh"))
                        .withRoot()
                        .within(Duration.ofMinutes(5));
        HostParts parts =
                new HostParts(kit, sent -> progress.transferred(sent, TransferProgress.UNKNOWN));
        CommandOutcome outcome = host.receive(read, parts);
        outcome.orFail(host, read);
        if (!parts.ended()) {
            throw new ProblemException(
                    ExitCode.HOST_UNREACHABLE,
                    new Problem(
                            "the host did not send the kit to its end",
                            host.name(),
                            "run the same command again"));
        }
        return parts;
    }

    private Manifest facts(Shell host, String box, HostParts parts, Optional<String> commit) {
        Optional<Manifest.Repository> repository =
                parts.meta("url").isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Manifest.Repository(
                                        parts.meta("url"),
                                        parts.meta("revision"),
                                        parts.meta("path"),
                                        commit));
        return new Manifest(
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        version,
                        parts.meta("k3s"),
                        box,
                        host.name(),
                        parts.meta("node"),
                        repository,
                        List.of())
                .withSealingKeys(parts.sealingKeys());
    }

    /** That the controller is at; a kit is worth having without it. */
    private static Optional<String> commit(Shell host) throws ProblemException {
        ControllerDialogue controller = new ControllerDialogue(host);
        try {
            return controller.read(controller.json()).revision();
        } catch (ProblemException e) {
            if (e.exitCode() == ExitCode.NOT_SYNCED || e.exitCode() == ExitCode.HOST_REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
