package dev.nordbox.installer.volume;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.kit.KitOutput;
import dev.nordbox.installer.kit.Pieces;
import dev.nordbox.installer.kit.Stored;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.volume.VolumePlan.PodCommand;
import dev.nordbox.installer.volume.VolumePlan.Wanted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads volumes from a host into a kit, while everything runs: files as they are at that moment,
 * databases by the command that their pods name.
 */
public final class SaveVolumes {
    static final String LIST = "list the volumes";
    static final String MEASURE = "measure the volumes";
    static final String READ = "read the files of ";
    static final String RUN = "run the backup command of ";

    private static final String K3S = "/usr/local/bin/k3s";

    /** Exit code of tar: some files changed while they were read, and all were read. */
    private static final int CHANGED = 1;

    /** How long a command in a pod may say nothing; what it is at cannot be seen from the host. */
    private static final Duration SILENCE = Duration.ofMinutes(30);

    private final Shell host;
    private final KitOutput kit;
    private final Consumer<Problem> warn;
    private final Function<String, TransferProgress> progress;
    private final Map<String, Stored> outputs = new HashMap<>();
    private final Map<String, Stored> files = new HashMap<>();

    /** Directories whose files changed while they were read. */
    private final Set<String> changed = new HashSet<>();

    /**
     * @param warn told what people should know of what was read
     * @param progress by what is on its way
     */
    public SaveVolumes(
            Shell host,
            KitOutput kit,
            Consumer<Problem> warn,
            Function<String, TransferProgress> progress) {
        this.host = host;
        this.kit = kit;
        this.warn = warn;
        this.progress = progress;
    }

    /**
     * Reads what belongs into a kit.
     *
     * @return every PersistentVolume of the cluster
     * @throws ProblemException STEP_FAILED when a volume cannot be read, or a command fails
     */
    public List<Volume> all() throws ProblemException, IOException {
        VolumePlan plan = plan();
        if (!plan.problems().isEmpty()) {
            throw new ProblemException(ExitCode.STEP_FAILED, plan.problems());
        }
        return save(plan);
    }

    /** Reads nothing; all are told, with the reason. */
    public List<Volume> none(String reason) throws ProblemException, IOException {
        return save(plan().without(reason));
    }

    private List<Volume> save(VolumePlan plan) throws ProblemException, IOException {
        Map<String, Volume.Directory> directories = measure(plan);
        List<Volume> volumes = new ArrayList<>();
        for (Wanted wanted : plan.volumes()) {
            volumes.add(save(wanted, Optional.ofNullable(directories.get(wanted.volume().path()))));
        }
        return volumes;
    }

    private VolumePlan plan() throws ProblemException, IOException {
        ByteArrayOutputStream listing = new ByteArrayOutputStream();
        Command list =
                Command.of(
                                K3S,
                                "kubectl",
                                "get",
                                "persistentvolumes,pods",
                                "--all-namespaces",
                                "--output=json")
                        .withRoot()
                        .within(Duration.ofMinutes(3))
                        .called(LIST);
        host.receive(list, listing).orFail(host, list);
        try {
            return VolumePlan.of(listing.toByteArray());
        } catch (IllegalArgumentException e) {
            throw failed("the list of volumes cannot be read", host.name(), "run it again");
        }
    }

    /** Directories that are there, by path. */
    private Map<String, Volume.Directory> measure(VolumePlan plan) throws ProblemException {
        List<String> arguments = new ArrayList<>(List.of(Volume.ROOT));
        plan.volumes().stream()
                .map(Wanted::volume)
                .filter(PersistentVolume::isLocal)
                .map(PersistentVolume::path)
                .distinct()
                .forEach(arguments::add);
        if (arguments.size() == 1) {
            return Map.of();
        }
        Command measure = script(MEASURE, "measure-volumes.sh", arguments.toArray(String[]::new));
        return Measurements.parse(host.run(measure).orFail(host, measure).stdout());
    }

    private Volume save(Wanted wanted, Optional<Volume.Directory> directory)
            throws ProblemException, IOException {
        PersistentVolume volume = wanted.volume();
        Optional<Stored> taken = Optional.empty();
        String left = wanted.left();
        if (wanted.files() && directory.isPresent()) {
            taken = Optional.of(files(volume, wanted.command().isEmpty()));
        } else if (wanted.files() && wanted.command().isEmpty()) {
            left = "its directory is not there, or lies behind a link";
        }
        Optional<Volume.Output> printed = Optional.empty();
        if (wanted.command().isPresent()) {
            printed = Optional.of(output(volume, wanted.command().get()));
        }
        return new Volume(
                volume.name(),
                volume.claim(),
                volume.storageClass(),
                volume.node(),
                directory,
                taken,
                printed,
                taken.isPresent() && changed.contains(volume.path()),
                left);
    }

    /**
     * @param all the kit has nothing else of it
     */
    private Stored files(PersistentVolume volume, boolean all)
            throws ProblemException, IOException {
        Stored known = files.get(volume.path());
        if (known != null) {
            return known; // a directory that two volumes name
        }
        Command read = script(READ + volume.name(), "read-volume.sh", Volume.ROOT, volume.path());
        Pieces pieces = pieces(volume, "files.tar");
        CommandOutcome outcome = host.receive(read, pieces);
        if (outcome.exitCode() != CHANGED) {
            outcome.orFail(host, read);
        } else {
            changed.add(volume.path());
            if (all) {
                warn.accept(changed(volume, outcome.stderr()));
            }
        }
        Stored stored = pieces.end();
        files.put(volume.path(), stored);
        return stored;
    }

    private static Problem changed(PersistentVolume volume, String said) {
        List<String> lines = said.lines().toList();
        return new Problem(
                "%d files changed while they were read, among them: %s"
                        .formatted(lines.size(), lines.stream().findFirst().orElse("")),
                "volume " + volume.name(),
                Volume.NEEDS_COMMAND);
    }

    private Volume.Output output(PersistentVolume volume, PodCommand command)
            throws ProblemException, IOException {
        VolumeUser pod = command.pod();
        Stored stored = outputs.get(pod.title());
        if (stored == null) {
            stored = run(volume, command);
            outputs.put(pod.title(), stored);
        }
        return new Volume.Output(
                stored,
                pod.namespace(),
                pod.exec(),
                command.wish().container(),
                command.wish().restore());
    }

    private Stored run(PersistentVolume volume, PodCommand command)
            throws ProblemException, IOException {
        VolumeUser pod = command.pod();
        List<String> words =
                new ArrayList<>(List.of(K3S, "kubectl", "exec", "--namespace=" + pod.namespace()));
        if (!command.wish().container().isEmpty()) {
            words.add("--container=" + command.wish().container());
        }
        words.add("pod/" + pod.name());
        words.add("--");
        words.addAll(command.wish().command());
        Command exec = new Command(words, new byte[0], true, SILENCE, RUN + pod.title());
        Pieces pieces = pieces(volume, "output");
        CommandOutcome outcome = host.receive(exec, pieces);
        Stored stored = pieces.end();
        if (!outcome.succeeded() || stored.size() == 0) {
            throw failed(
                    outcome.succeeded()
                            ? "its backup command printed nothing"
                            : "its backup command ended in %d: %s"
                                    .formatted(outcome.exitCode(), outcome.stderr().strip()),
                    "pod " + pod.title(),
                    "mend it (annotation %s), or leave volumes out: --without-volumes"
                            .formatted(BackupWish.COMMAND));
        }
        return stored;
    }

    private Pieces pieces(PersistentVolume volume, String what) {
        TransferProgress moved = progress.apply("volume " + volume.name());
        return kit.pieces(
                "volumes/" + PlaceInKit.of(volume.name()) + "/" + what,
                sent -> moved.transferred(sent, TransferProgress.UNKNOWN));
    }

    private static Command script(String label, String file, String... arguments) {
        return Command.script(label, Script.beside(SaveVolumes.class, file), arguments)
                .within(Duration.ofMinutes(5))
                .withRoot();
    }

    private static ProblemException failed(String what, String where, String remedy) {
        return new ProblemException(ExitCode.STEP_FAILED, new Problem(what, where, remedy));
    }
}
