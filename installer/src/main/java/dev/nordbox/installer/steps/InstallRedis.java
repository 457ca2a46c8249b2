package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the controller a Redis for its renders: the distribution's package, in a unit of ours. The
 * controller does without as well, so a mirror that gives no package is a warning, and the next run
 * asks it again. Not wanted any more, the unit goes.
 */
public final class InstallRedis implements Step {

    /** Left where the package was installed by us, so that it can go again. */
    static final String NOTE = "redis-package";

    private static final Command PACKAGE =
            HostScript.ofPackages(
                            "install the distribution's Redis",
                            "install-redis-package",
                            Note.DIRECTORY + "/" + NOTE)
                    .within(Duration.ofMinutes(10));
    private static final Command START =
            Command.of("systemctl", "restart", RedisUnit.NAME).withRoot();

    private final Templates templates;

    /** In this run the mirror gave none: what is left to do is left to the next one. */
    private boolean outOfReach;

    public InstallRedis(Templates templates) {
        this.templates = templates;
    }

    @Override
    public String id() {
        return "redis";
    }

    @Override
    public String title() {
        return "Give the controller a cache";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING
                .files(List.of(RedisUnit.PACKAGED, SystemdUnit.path(RedisUnit.NAME)))
                .units(List.of(RedisUnit.NAME));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (!spec.config().controller().redis()) {
            return removal(facts);
        }
        if (outOfReach) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        boolean packaged = facts.file(RedisUnit.PACKAGED).isPresent();
        if (!packaged) {
            changes.add(new Change("install the distribution's redis-server", this::install));
        }
        changes.addAll(RedisUnit.of(templates).missing(facts));
        if (!changes.isEmpty() || !facts.unit(RedisUnit.NAME).isActive()) {
            changes.add(Change.running("start " + RedisUnit.NAME, START));
        }
        return changes;
    }

    private void install(Host host, Progress progress) throws ProblemException {
        CommandOutcome outcome = host.run(PACKAGE);
        outOfReach = !outcome.succeeded();
        if (outOfReach) {
            progress.warn(
                    new Problem(
                            "the controller has no Redis, since the package mirror gives none: "
                                    + lastLine(outcome.stderr()),
                            host.name(),
                            "nothing is lost but time after a restart; let the box reach its mirror"
                                    + " (`apt-get update`) and run up again"));
        }
    }

    private static List<Change> removal(HostFacts facts) {
        List<String> unit = List.of(SystemdUnit.path(RedisUnit.NAME));
        List<Change> changes = new ArrayList<>(Removal.ofUnit(facts, RedisUnit.NAME));
        changes.addAll(Removal.of(facts, unit));
        changes.addAll(Removal.forget(facts, RedisUnit.NAME));
        return changes;
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce((first, last) -> last).orElse("no reason given");
    }
}
