package dev.nordbox.installer.steps;

import dev.nordbox.installer.baseline.AdmissionPolicies;
import dev.nordbox.installer.baseline.BaselineObject;
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
import java.util.stream.Collectors;

/**
 * Puts a profile's admission policies where k3s applies them before anything else runs, and closes
 * the registries that the profile does not list. Without a profile it takes both back.
 */
public final class HoldToProfile implements Step {
    static final String MANIFESTS = "/var/lib/rancher/k3s/server/manifests/nordbox-profile.yaml";
    static final String REGISTRIES = RegistriesModel.PATH;

    /** Sum of the registries.yaml that is ours; people may keep one of their own there. */
    static final String NOTE = "profile-registries";

    static final String NOTE_FILE = Note.DIRECTORY + "/" + NOTE;

    static final List<String> FILES = List.of(MANIFESTS, REGISTRIES, NOTE_FILE);

    private static final RemoteDirectory FOLDER =
            new RemoteDirectory("/var/lib/rancher/k3s/server/manifests", "0700", "root:root");

    private final Templates templates;

    public HoldToProfile(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "profile";
    }

    @Override
    public String title() {
        return "Hold the cluster to the profile";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(FILES).and(RemoteDirectory.query(List.of(FOLDER)));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<RemoteFile> registries = RegistriesModel.file(templates, spec.config());
        if (registries.isPresent()) {
            return held(facts, spec, registries.get());
        }
        List<Change> changes = new ArrayList<>(Removal.of(facts, leftBehind(facts)));
        // The note goes last, so that a run that ends in between still knows what is ours.
        changes.addAll(Removal.of(facts, List.of(NOTE_FILE)));
        return changes;
    }

    private List<Change> held(HostFacts facts, InstallSpec spec, RemoteFile registries)
            throws ProblemException {
        RemoteFile note = Note.of(NOTE, FileFacts.sha256(registries.content()));
        if (isForeign(facts, note)) {
            throw foreign(facts);
        }
        List<Change> changes = new ArrayList<>(RemoteDirectory.missing(facts, List.of(FOLDER)));
        changes.addAll(WriteFile.missing(facts, List.of(manifests(spec), registries)));
        if (!facts.note(NOTE).equals(Optional.of(FileFacts.sha256(registries.content())))) {
            changes.add(0, new Change("note that " + REGISTRIES + " is ours", new WriteFile(note)));
        }
        return changes;
    }

    private static RemoteFile manifests(InstallSpec spec) {
        String text =
                AdmissionPolicies.of(spec.config()).stream()
                        .map(BaselineObject::yaml)
                        .map(String::strip)
                        .collect(Collectors.joining("\n---\n", "", "\n"));
        return RemoteFile.of(MANIFESTS, text, "0600");
    }

    /** Noted before it is written, so a run that ends in between still knows its own file. */
    private static boolean isForeign(HostFacts facts, RemoteFile note) {
        return facts.note(NOTE).isEmpty()
                && facts.file(REGISTRIES).isPresent()
                && !facts.file(REGISTRIES)
                        .map(file -> (file.sha256() + "\n").getBytes())
                        .map(sum -> java.util.Arrays.equals(sum, note.content()))
                        .orElse(false);
    }

    private static ProblemException foreign(HostFacts facts) {
        return new ProblemException(
                ExitCode.CONFIG_INVALID,
                new Problem(
                        REGISTRIES
                                + " is not nordbox's, and the profile decides where images come"
                                + " from",
                        facts.machine().hostname(),
                        "bring what it says to profile.registries and profile.mirrors, then remove"
                                + " it from the host"));
    }

    /** What this step ever wrote; a registries.yaml that somebody changed since is theirs. */
    static List<String> leftBehind(HostFacts facts) {
        List<String> paths = new ArrayList<>(List.of(MANIFESTS));
        Optional<String> ours = facts.note(NOTE);
        if (ours.isPresent() && ours.equals(facts.file(REGISTRIES).map(FileFacts::sha256))) {
            paths.add(REGISTRIES);
        }
        return paths;
    }
}
