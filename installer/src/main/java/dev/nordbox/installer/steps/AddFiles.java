package dev.nordbox.installer.steps;

import dev.nordbox.installer.baseline.OwnModel;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.RenderedFile;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Puts the files there that the user's templates add, below {@code own/host/}, and takes those away
 * that are gone from there. What stood there before is somebody's: it is not overwritten, so that
 * nothing of theirs goes either. Nothing is restarted: nobody here knows who reads the files.
 */
public final class AddFiles implements Step {
    static final String NOTE = "own-files";
    static final String REMOVE = "take away files that your templates had added";

    private final Templates templates;

    public AddFiles(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "own-files";
    }

    @Override
    public String title() {
        return "Add the files of your own";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        List<RemoteFile> wanted = wanted(spec);
        return FactQuery.of(wanted).files(folders(wanted)).files(List.of(Noted.file(NOTE)));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        List<RemoteFile> wanted = wanted(spec);
        Noted noted = noted(facts);
        refuseOthers(facts, noted, wanted);
        SortedSet<String> ours = new TreeSet<>();
        wanted.forEach(file -> ours.add(file.path()));
        folders(wanted).stream()
                .filter(path -> noted.words().contains(path + "/") || facts.file(path).isEmpty())
                .forEach(path -> ours.add(path + "/"));
        List<Change> changes = new ArrayList<>(noted.before(ours));
        changes.addAll(WriteFile.missing(facts, wanted));
        SortedSet<String> gone = noted.gone(ours);
        if (!gone.isEmpty()) {
            changes.add(remove(gone));
        }
        changes.addAll(noted.after(facts, ours));
        return changes;
    }

    /** Those that the files lie in; one that is not there is made with them, and goes with them. */
    private static List<String> folders(List<RemoteFile> files) {
        SortedSet<String> folders = new TreeSet<>();
        for (RemoteFile file : files) {
            String path = file.path();
            for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
                folders.add(path.substring(0, end));
            }
        }
        return List.copyOf(folders);
    }

    private static Noted noted(HostFacts facts) {
        return Noted.of(facts, NOTE, "which files your templates add");
    }

    private static void refuseOthers(HostFacts facts, Noted noted, List<RemoteFile> wanted)
            throws ProblemException {
        List<Problem> problems =
                wanted.stream()
                        .filter(file -> !noted.words().contains(file.path()))
                        .filter(file -> isAnother(facts, file))
                        .map(
                                file ->
                                        new Problem(
                                                file.path()
                                                        + " is there, and not of your templates",
                                                facts.machine().hostname(),
                                                "take it away from there, or from own/host/ of your"
                                                        + " templates"))
                        .toList();
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.CONFIG_INVALID, problems);
        }
    }

    private static boolean isAnother(HostFacts facts, RemoteFile file) {
        return facts.file(file.path()).filter(found -> !found.matches(file)).isPresent();
    }

    /** What it leaves on a host. */
    static FactQuery ours() {
        return FactQuery.NOTHING.files(List.of(Noted.file(NOTE)));
    }

    /** The way back; for {@code down} as well. */
    static List<Change> takenBack(HostFacts facts) {
        Noted noted = noted(facts);
        if (noted.words().isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(List.of(remove(noted.words())));
        changes.addAll(noted.after(facts, Set.of()));
        return changes;
    }

    private List<RemoteFile> wanted(InstallSpec spec) {
        OwnModel model = OwnModel.of(spec.config());
        List<Supplier<RemoteFile>> files = new ArrayList<>();
        for (String path : templates.added("host")) {
            files.add(() -> file(path, model));
        }
        return TemplateFailed.all(files);
    }

    private RemoteFile file(String path, OwnModel model) {
        RenderedFile rendered = templates.renderAdded(path, model);
        Optional<AddedPlace.Refusal> refusal =
                AddedPlace.refusal(rendered.target(), templates.paths().contains(path));
        if (refusal.isPresent()) {
            throw templates.refused(path, refusal.get().what(), refusal.get().remedy());
        }
        String mode = rendered.text().startsWith("#!") ? "0755" : "0644";
        return RemoteFile.of(rendered.target(), rendered.text(), mode);
    }

    private static Change remove(SortedSet<String> paths) {
        return new Change(
                        "remove " + String.join(", ", paths),
                        (host, progress) -> remove(host, progress, paths))
                .because("no template of yours adds it any more");
    }

    private static void remove(Host host, Progress progress, SortedSet<String> paths)
            throws ProblemException {
        List<String> arguments = new ArrayList<>(List.of(Note.WRITTEN));
        arguments.addAll(
                new TreeSet<>(paths).descendingSet()); // what lies in a folder before the folder
        Command remove =
                HostScript.of(REMOVE, "remove-own-files", arguments.toArray(String[]::new));
        CommandOutcome outcome = host.run(remove).orFail(host, remove);
        for (String path : outcome.stdout().lines().toList()) {
            progress.warn(
                    new Problem(
                            path + " stays: somebody changed it since nordbox wrote it",
                            host.name(),
                            "delete it, if nobody needs it"));
        }
    }
}
