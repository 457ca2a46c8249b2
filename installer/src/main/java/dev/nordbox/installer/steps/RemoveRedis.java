package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes the render cache off the host; the package, too, if it came with us and nobody has put it
 * to work since.
 */
public final class RemoveRedis implements Step {
    /** The distribution's own, which is kept down where the package came with us. */
    private static final String THEIRS = "redis-server.service";

    private static final List<String> PATHS =
            List.of(
                    SystemdUnit.path(RedisUnit.NAME),
                    Note.DIRECTORY + "/" + InstallRedis.NOTE,
                    Note.DIRECTORY + "/" + NoRedis.NOTE);

    /** What an earlier nordbox meant when it noted no names. */
    private static final List<String> BOTH = List.of("redis-server", "redis-tools");

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
        return query();
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        return changes(facts);
    }

    static FactQuery query() {
        return Removal.query(PATHS).units(List.of(RedisUnit.NAME, THEIRS));
    }

    static List<Change> changes(HostFacts facts) {
        List<Change> changes = new ArrayList<>(Removal.ofUnit(facts, RedisUnit.NAME));
        Optional<String> installed = facts.note(InstallRedis.NOTE);
        if (installed.isPresent() && !facts.unit(THEIRS).isActive()) {
            changes.add(removal(installed.get()));
        }
        changes.addAll(Removal.of(facts, PATHS));
        changes.addAll(Removal.forget(facts, RedisUnit.NAME));
        return changes;
    }

    private static Change removal(String note) {
        List<String> noted = Stream.of(note.split(" ")).filter(BOTH::contains).toList();
        String[] packages = (noted.isEmpty() ? BOTH : noted).toArray(String[]::new);
        Command remove =
                HostScript.ofPackages(
                                "remove the distribution's Redis", "remove-redis-package", packages)
                        .within(Duration.ofMinutes(10));
        return new Change(
                "remove the package redis-server, which up had installed",
                (host, progress) -> {
                    CommandOutcome outcome = host.run(remove).orFail(host, remove);
                    if (!outcome.stdout().isBlank()) {
                        progress.warn(stays(host, outcome.stdout().strip()));
                    }
                });
    }

    private static Problem stays(Host host, String why) {
        return new Problem(
                "redis-server, which up had installed, stays: " + why,
                host.name(),
                "if nobody needs it, `apt-get purge redis-server`, which deletes /var/lib/redis");
    }
}
