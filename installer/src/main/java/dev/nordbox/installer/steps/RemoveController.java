package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;

/** Stops the controller and takes it off the host with its Java; its keys and mirror are data. */
public final class RemoveController implements Step {
    private static final Command REMOVE_USER =
            Command.of("userdel", ControllerPaths.USER).withRoot();

    private final RemovalSteps.Data data;

    RemoveController(RemovalSteps.Data data) {
        this.data = data;
    }

    @Override
    public String id() {
        return "remove-controller";
    }

    @Override
    public String title() {
        return "Remove the controller";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return Removal.query(paths())
                .units(List.of(ControllerPaths.UNIT))
                .users(List.of(ControllerPaths.USER));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>(Removal.ofUnit(facts, ControllerPaths.UNIT));
        changes.addAll(JavaPackage.removed(facts));
        changes.addAll(Removal.of(facts, paths()));
        changes.addAll(Removal.forget(facts, ControllerPaths.UNIT));
        // While its files stay, so does the user: their owner must not become somebody else.
        if (data == RemovalSteps.Data.DELETE && facts.users().containsKey(ControllerPaths.USER)) {
            changes.add(Change.running("remove the user " + ControllerPaths.USER, REMOVE_USER));
        }
        return changes;
    }

    private List<String> paths() {
        List<String> paths =
                new ArrayList<>(
                        List.of(
                                SystemdUnit.path(ControllerPaths.UNIT),
                                "/opt/nordbox",
                                "/etc/nordbox",
                                BoxDesk.BEGUN,
                                Note.DIRECTORY + "/" + StartController.NOTE,
                                Note.DIRECTORY + "/" + GrantControllerAccess.NOTE,
                                Note.DIRECTORY + "/" + InstallJava.NOTE,
                                JavaPackage.NOTED));
        if (data == RemovalSteps.Data.DELETE) {
            paths.add(ControllerPaths.STATE);
            paths.add(Note.DIRECTORY + "/" + PinGitHost.NOTE);
        }
        return paths;
    }
}
