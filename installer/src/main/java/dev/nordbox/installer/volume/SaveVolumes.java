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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Exit code of tar: some files could not be read, and it went on to its end. */
    private static final int UNREAD = 2;

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

    /** What could not be read as it was wanted, in words, by directory or pod. */
    private final Map<String, String> lacking = new HashMap<>();

    private final List<Problem> failures = new ArrayList<>();

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
     * Reads what belongs into a kit. One volume that cannot be read, or one command that fails,
     * keeps none of the others out: the volume tells what it lacks, {@link #failures} why.
     *
     * @return every PersistentVolume of the cluster
     * @throws ProblemException when the host is gone, or its volumes cannot be listed
     */
    public List<Volume> all() throws ProblemException, IOException {
        VolumePlan plan = plan();
        failures.addAll(plan.problems());
        return save(plan);
    }

    /** What somebody has to mend, so that the next kit has what this one lacks. */
    public List<Problem> failures() {
        return List.copyOf(failures);
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
        String left = wanted.left();
        Optional<Volume.Output> printed = Optional.empty();
        if (wanted.command().isPresent()) {
            printed = output(volume, wanted.command().get());
            if (printed.isEmpty()) {
                left = lacking.get(wanted.command().get().pod().title());
            }
        }
        // Files are better than nothing, and no backup of a database.
        boolean filesAlone = printed.isEmpty();
        Optional<Stored> taken = Optional.empty();
        if ((wanted.files() || filesAlone && wanted.command().isPresent() && volume.isLocal())
                && directory.isPresent()) {
            taken = files(volume, filesAlone);
            left = left.isEmpty() ? lacking.getOrDefault(volume.path(), "") : left;
        } else if (wanted.files() && filesAlone && left.isEmpty()) {
            left = "its directory is not there, or lies behind a link";
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
    private Optional<Stored> files(PersistentVolume volume, boolean all)
            throws ProblemException, IOException {
        Stored known = files.get(volume.path());
        if (known != null || lacking.containsKey(volume.path())) {
            return Optional.ofNullable(known); // a directory that two volumes name
        }
        Command read = script(READ + volume.name(), "read-volume.sh", Volume.ROOT, volume.path());
        Pieces pieces = pieces(volume, "files.tar");
        CommandOutcome outcome = host.receive(read, pieces);
        Stored stored = pieces.end();
        if (outcome.exitCode() == CHANGED) {
            changed.add(volume.path());
            if (all) {
                warn.accept(changed(volume, outcome.stderr()));
            }
        } else if (!outcome.succeeded()) {
            String said = lines(outcome).findFirst().orElse("nothing was said");
            boolean ended = outcome.exitCode() == UNREAD;
            lacking.put(
                    volume.path(),
                    ended ? "files that could not be read: " + said : "its files: " + said);
            failures.add(
                    new Problem(
                            ended
                                    ? "some of its files could not be read: " + said
                                    : "its files could not be read: it ended in %d: %s"
                                            .formatted(outcome.exitCode(), said),
                            "volume " + volume.name(),
                            "see to %s on %s, then save another kit"
                                    .formatted(volume.path(), host.name())));
            if (!ended) {
                return Optional.empty();
            }
        }
        files.put(volume.path(), stored);
        return Optional.of(stored);
    }

    private static Stream<String> lines(CommandOutcome outcome) {
        return outcome.stderr().lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static Problem changed(PersistentVolume volume, String said) {
        List<String> lines = said.lines().toList();
        return new Problem(
                "%d files changed while they were read, among them: %s"
                        .formatted(lines.size(), lines.stream().findFirst().orElse("")),
                "volume " + volume.name(),
                Volume.NEEDS_COMMAND);
    }

    private Optional<Volume.Output> output(PersistentVolume volume, PodCommand command)
            throws ProblemException, IOException {
        VolumeUser pod = command.pod();
        if (!outputs.containsKey(pod.title()) && !lacking.containsKey(pod.title())) {
            run(volume, command).ifPresent(stored -> outputs.put(pod.title(), stored));
        }
        return Optional.ofNullable(outputs.get(pod.title()))
                .map(
                        stored ->
                                new Volume.Output(
                                        stored,
                                        pod.namespace(),
                                        pod.exec(),
                                        command.wish().container(),
                                        command.wish().restore()));
    }

    private Optional<Stored> run(PersistentVolume volume, PodCommand command)
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
        if (outcome.succeeded() && stored.size() > 0) {
            return Optional.of(stored);
        }
        String why =
                outcome.succeeded() ? "it printed nothing" : "it ended in " + outcome.exitCode();
        lacking.put(
                pod.title(),
                "what the backup command of pod %s prints: %s".formatted(pod.title(), why));
        failures.add(
                new Problem(
                        "its backup command: %s %s"
                                .formatted(why, lines(outcome).collect(Collectors.joining("; ")))
                                .strip(),
                        "pod " + pod.title(),
                        "mend it (annotation %s), then save another kit"
                                .formatted(BackupWish.COMMAND)));
        return Optional.empty();
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
