package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
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
                                SystemdUnit.path(ControllerPaths.UNIT)))
                .units(List.of(ControllerPaths.UNIT));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<RemoteFile> configuration = files.configuration(facts, spec).stream().toList();
        List<Change> changes = new ArrayList<>(WriteFile.missing(facts, configuration));
        SystemdUnit unit = files.unit(facts, spec);
        // Without a repository it could only fail at boot, again and again.
        changes.addAll(configuration.isEmpty() ? unit.unread(facts) : unit.missing(facts));
        return changes;
    }
}
