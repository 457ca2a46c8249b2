package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes the guard down and gives the host back. What was set in the running kernel stays until the
 * next boot.
 */
public final class RemoveGuard implements Step {
    private static final Command DELETE_TABLE =
            Command.of("nft", "delete", "table", "inet", "nordbox").withRoot();

    /**
     * Files that go with the folders that were made for them, unless others have something there.
     */
    private static final Map<String, String> WITH_FOLDER =
            Map.of(
                    RaiseGuard.RULES, "remove the guard's rules",
                    RaiseGuard.DROP_IN, "leave the distribution's nftables");

    private static final RemoteFile KEPT = Note.of(Note.DATA_KEPT, "v1");
    private static final String ADOPTED = Note.DIRECTORY + "/" + Note.ADOPTED;

    private final RemovalSteps.Data data;

    RemoveGuard(RemovalSteps.Data data) {
        this.data = data;
    }

    @Override
    public String id() {
        return "remove-guard";
    }

    @Override
    public String title() {
        return "Take the guard down";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return Removal.query(paths())
                .files(List.of(ADOPTED, RaiseGuard.RULES, RaiseGuard.DROP_IN))
                .units(List.of(RaiseGuard.UNIT));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>(Removal.ofUnit(facts, RaiseGuard.UNIT));
        changes.addAll(Removal.of(facts, paths()));
        for (String path : List.of(RaiseGuard.RULES, RaiseGuard.DROP_IN)) {
            if (facts.file(path).isPresent()) {
                changes.add(Change.running("remove " + path, withFolder(path)));
            }
        }
        changes.addAll(Removal.forget(facts, RaiseGuard.UNIT));
        if (facts.guard().listing().isPresent()) {
            changes.add(Change.running("delete the table inet nordbox", DELETE_TABLE));
        }
        if (data == RemovalSteps.Data.KEEP && facts.note(Note.ADOPTED).isPresent()) {
            // The data is still ours; a k3s that somebody installs from now on is not.
            changes.add(new Change("note that data was kept", new WriteFile(KEPT)));
            changes.addAll(Removal.of(facts, List.of(ADOPTED)));
        }
        return changes;
    }

    private static Command withFolder(String path) {
        return Command.script(
                        WITH_FOLDER.get(path),
                        "rm -f -- \"$1\" && rmdir --ignore-fail-on-non-empty -- \"${1%/*}\"",
                        path)
                .withRoot();
    }

    private List<String> paths() {
        List<String> paths =
                new ArrayList<>(
                        List.of(
                                SystemdUnit.path(RaiseGuard.UNIT),
                                PrepareKernel.MODULES,
                                Note.DIRECTORY + "/" + Note.GUARD_LISTING));
        if (data == RemovalSteps.Data.DELETE) {
            // With it goes the mark that says the host is ours.
            paths.add(Note.STATE_DIRECTORY);
        }
        return paths;
    }
}
