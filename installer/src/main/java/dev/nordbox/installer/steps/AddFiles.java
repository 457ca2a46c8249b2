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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;
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
        return FactQuery.of(wanted(spec)).files(List.of(NOTE_FILE));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        List<RemoteFile> wanted = wanted(spec);
        refuseOthers(facts, wanted);
        SortedSet<String> paths = new TreeSet<>();
        wanted.forEach(file -> paths.add(file.path()));
        SortedSet<String> gone = noted(facts);
        List<Change> changes = new ArrayList<>();
        if (!gone.containsAll(paths)) {
            SortedSet<String> both = new TreeSet<>(gone);
            both.addAll(paths);
            // Noted before it is written, so that a run that ends in between can take it away.
            changes.add(note(both));
        }
        changes.addAll(WriteFile.missing(facts, wanted));
        gone.removeAll(paths);
        if (!gone.isEmpty()) {
            changes.add(remove(gone));
            changes.addAll(
                    paths.isEmpty() ? Removal.of(facts, List.of(NOTE_FILE)) : List.of(note(paths)));
        }
        return changes;
    }

    private static void refuseOthers(HostFacts facts, List<RemoteFile> wanted)
            throws ProblemException {
        SortedSet<String> noted = noted(facts);
        List<Problem> problems =
                wanted.stream()
                        .filter(file -> !noted.contains(file.path()))
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

    /** The way back; for {@code down} as well. */
    static List<Change> takenBack(HostFacts facts) {
        SortedSet<String> noted = noted(facts);
        if (noted.isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(List.of(remove(noted)));
        changes.addAll(Removal.of(facts, List.of(NOTE_FILE)));
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

    private static SortedSet<String> noted(HostFacts facts) {
        SortedSet<String> noted = new TreeSet<>();
        facts.note(NOTE).ifPresent(text -> noted.addAll(List.of(text.strip().split(" "))));
        return noted;
    }

    private static Change note(Collection<String> paths) {
        return new Change(
                "note which files your templates add",
                new WriteFile(Note.of(NOTE, String.join(" ", paths))));
    }

    private static Change remove(Collection<String> paths) {
        return new Change(
                        "remove " + String.join(", ", paths),
                        (host, progress) -> remove(host, progress, paths))
                .because("no template of yours adds it any more");
    }

    private static void remove(Host host, Progress progress, Collection<String> paths)
            throws ProblemException {
        List<String> arguments = new ArrayList<>(List.of(Note.WRITTEN));
        arguments.addAll(paths);
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
