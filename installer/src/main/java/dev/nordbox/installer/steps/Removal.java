package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Paths and units that shall not be on the host any more. */
final class Removal {
    private Removal() {}

    static FactQuery query(List<String> paths) {
        return FactQuery.NOTHING.files(paths);
    }

    /**
     * One change for those that are there. A mount below one of them is not followed: what is on
     * another file system is not ours to delete.
     */
    static List<Change> of(HostFacts facts, List<String> paths) {
        List<String> there = paths.stream().filter(path -> facts.file(path).isPresent()).toList();
        if (there.isEmpty()) {
            return List.of();
        }
        return List.of(Change.running("remove " + String.join(", ", there), command(there)));
    }

    /** Is done with what is not there, too. */
    static Command command(List<String> paths) {
        List<String> words = new ArrayList<>(List.of("rm", "-rf", "--one-file-system", "--"));
        words.addAll(paths);
        return Command.of(words.toArray(String[]::new)).within(Duration.ofMinutes(10)).withRoot();
    }

    /** Stops a unit, and keeps it from the next boot. */
    static List<Change> ofUnit(HostFacts facts, String unit) {
        if (facts.file(SystemdUnit.path(unit)).isEmpty()) {
            return List.of();
        }
        Command stop =
                Command.of("systemctl", "disable", "--quiet", "--now", unit)
                        .within(Duration.ofMinutes(5))
                        .withRoot();
        return List.of(Change.running("stop " + unit, stop));
    }

    /** systemd lists a unit that failed, also without a file, until it is told otherwise. */
    static boolean hasFailed(HostFacts facts, String unit) {
        return facts.unit(unit).active().equals("failed");
    }

    /** Has systemd forget that. */
    static Command failureOf(String unit) {
        return Command.of("systemctl", "reset-failed", unit).withRoot();
    }

    /** Has systemd forget a unit whose file is gone, or about to go. */
    static List<Change> forget(HostFacts facts, String unit) {
        if (!facts.unit(unit).isLoaded()) {
            return List.of();
        }
        Command reload = Command.of("systemctl", "daemon-reload").withRoot();
        return List.of(Change.running("let systemd forget " + unit, reload));
    }
}
