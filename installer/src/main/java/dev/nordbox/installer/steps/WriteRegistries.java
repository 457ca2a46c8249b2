package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says where images come from: as the profile has it, which closes every registry that it does not
 * list, else as {@code k3s.registries} has it. Where neither says anything it takes its file back,
 * and leaves one that a person wrote.
 */
public final class WriteRegistries implements Step {
    /** Sum of the registries.yaml that is ours; people may keep one of their own there. */
    private static final String NOTE = "profile-registries";

    static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;

    static final List<String> FILES = List.of(RegistriesModel.PATH, NOTE_FILE);

    private final Templates templates;

    public WriteRegistries(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "registries";
    }

    @Override
    public String title() {
        return "Say where images come from";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(FILES);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<RemoteFile> registries = RegistriesModel.file(templates, spec.config());
        if (registries.isPresent()) {
            return written(facts, spec, registries.get());
        }
        List<Change> changes = new ArrayList<>(Removal.of(facts, leftBehind(facts)));
        // The note goes last, so that a run that ends in between still knows what is ours.
        changes.addAll(Removal.of(facts, List.of(NOTE_FILE)));
        return changes;
    }

    private static List<Change> written(HostFacts facts, InstallSpec spec, RemoteFile registries)
            throws ProblemException {
        Optional<String> sum = Optional.of(FileFacts.sha256(registries.content()));
        Optional<String> there = facts.file(RegistriesModel.PATH).map(FileFacts::sha256);
        if (facts.note(NOTE).isEmpty() && there.isPresent() && !there.equals(sum)) {
            throw foreign(facts, spec);
        }
        List<Change> changes = new ArrayList<>();
        if (!facts.note(NOTE).equals(sum)) {
            // Noted before it is written, so a run that ends in between still knows its own file.
            changes.add(
                    new Change(
                            "note that " + RegistriesModel.PATH + " is ours",
                            new WriteFile(Note.of(NOTE, sum.get()))));
        }
        changes.addAll(WriteFile.missing(facts, List.of(registries)));
        return changes;
    }

    private static ProblemException foreign(HostFacts facts, InstallSpec spec) {
        boolean profiled = spec.config().profile().isPresent();
        return new ProblemException(
                ExitCode.CONFIG_INVALID,
                new Problem(
                        "%s is not nordbox's, and %s where images come from"
                                .formatted(
                                        RegistriesModel.PATH,
                                        profiled ? "the profile decides" : "k3s.registries says"),
                        facts.machine().hostname(),
                        "bring what it says to %s, then remove it from the host"
                                .formatted(
                                        profiled
                                                ? "profile.registries and profile.mirrors"
                                                : "k3s.registries")));
    }

    /** What this step ever wrote; a registries.yaml that somebody changed since is theirs. */
    static List<String> leftBehind(HostFacts facts) {
        Optional<String> ours = facts.note(NOTE);
        return ours.isPresent()
                        && ours.equals(facts.file(RegistriesModel.PATH).map(FileFacts::sha256))
                ? List.of(RegistriesModel.PATH)
                : List.of();
    }
}
