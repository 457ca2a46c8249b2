package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.WriteFile;
import java.util.ArrayList;
import java.util.List;

/**
 * A unit of ours: its file, known to systemd, started at boot.
 *
 * @param name with suffix, {@code k3s.service}
 */
record SystemdUnit(String name, String text) {
    private static final String DIRECTORY = "/etc/systemd/system/";

    static String path(String name) {
        return DIRECTORY + name;
    }

    RemoteFile file() {
        return RemoteFile.of(path(name), text, "0644");
    }

    FactQuery query() {
        return FactQuery.of(List.of(file())).units(List.of(name));
    }

    /** Writes, reloads and enables what is missing; starting is another matter. */
    List<Change> missing(HostFacts facts) {
        List<Change> changes = new ArrayList<>(unread(facts));
        if (!facts.unit(name).isEnabled()) {
            changes.add(
                    run(
                                    "start " + name + " at boot",
                                    Command.of("systemctl", "enable", "--quiet", name))
                            .because("it is not enabled"));
        }
        return changes;
    }

    /** Writes and reloads what is missing; the unit may stay disabled. */
    List<Change> unread(HostFacts facts) {
        UnitFacts unit = facts.unit(name);
        List<Change> changes = new ArrayList<>(WriteFile.missing(facts, List.of(file())));
        if (!changes.isEmpty() || unit.needsReload() || !unit.isLoaded()) {
            changes.add(
                    run("let systemd read " + name, Command.of("systemctl", "daemon-reload"))
                            .because("its file is newer than what systemd knows"));
        }
        return changes;
    }

    /**
     * Starts one that does not run.
     *
     * @param when it does something, for people
     */
    static List<Change> started(HostFacts facts, String unit, String when) {
        return facts.unit(unit).isActive()
                ? List.of()
                : List.of(
                        run(
                                "start %s: %s".formatted(unit, when),
                                Command.of("systemctl", "start", unit)));
    }

    private static Change run(String description, Command command) {
        Command asRoot = command.withRoot();
        return Change.running(description, asRoot);
    }
}
