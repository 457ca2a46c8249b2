package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes the render cache off the host; the package, too, if it came with us. */
public final class RemoveRedis implements Step {
    private static final Command PACKAGE =
            HostScript.of("remove the distribution's Redis", "remove-redis-package")
                    .within(Duration.ofMinutes(10));

    RemoveRedis() {}

    @Override
    public String id() {
        return "remove-redis";
    }

    @Override
    public String title() {
        return "Remove the controller's cache";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return Removal.query(paths()).units(List.of(RedisUnit.NAME));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>(Removal.ofUnit(facts, RedisUnit.NAME));
        if (facts.note(InstallRedis.NOTE).isPresent()) {
            changes.add(
                    Change.running(
                            "remove the package redis-server, which up had installed", PACKAGE));
        }
        changes.addAll(Removal.of(facts, paths()));
        changes.addAll(Removal.forget(facts, RedisUnit.NAME));
        return changes;
    }

    private static List<String> paths() {
        return List.of(SystemdUnit.path(RedisUnit.NAME), Note.DIRECTORY + "/" + InstallRedis.NOTE);
    }
}
