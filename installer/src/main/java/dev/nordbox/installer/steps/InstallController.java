package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;

/** Gives the controller its configuration, and a unit that confines it. */
public final class InstallController implements Step {
    private final ControllerFiles files;

    public InstallController(Templates templates) {
        this.files = new ControllerFiles(templates);
    }

    @Override
    public String id() {
        return "controller";
    }

    @Override
    public String title() {
        return "Install the controller";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return RedisUnit.query()
                .files(
                        List.of(
                                ControllerPaths.CONFIGURATION,
                                ControllerPaths.COMPILER,
                                SystemdUnit.path(ControllerPaths.UNIT)))
                .units(List.of(ControllerPaths.UNIT));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes =
                new ArrayList<>(WriteFile.missing(facts, files.settings(facts, spec)));
        SystemdUnit unit = files.unit(facts, spec);
        // Without a repository it could only fail at boot, again and again.
        boolean hasRepository = files.configuration(facts, spec).isPresent();
        changes.addAll(hasRepository ? unit.missing(facts) : unit.unread(facts));
        return changes;
    }
}
