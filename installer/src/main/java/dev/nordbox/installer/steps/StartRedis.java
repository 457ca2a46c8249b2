package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig.Redis;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Redis for the controller's renders, in a unit of ours. One that does not come up fails a run
 * only where somebody has said that there shall be one. Not wanted any more, all of it goes.
 */
public final class StartRedis implements Step {
    /** Label of the command. */
    static final String LABEL = "start the controller's Redis";

    private static final Command START =
            HostScript.of(LABEL, "start-redis", RedisUnit.NAME, RedisUnit.SOCKET);

    private static final String NO_REDIS = Note.DIRECTORY + "/" + NoRedis.NOTE;

    private final Templates templates;
    private final InstallRedis install;

    /**
     * @param install the step before this one
     */
    StartRedis(Templates templates, InstallRedis install) {
        this.templates = templates;
        this.install = install;
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
        return RemoveRedis.query().and(RedisUnit.query());
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Redis said = spec.config().controller().redis();
        if (said == Redis.OFF) {
            return RemoveRedis.changes(facts);
        }
        if (!install.comes(facts, spec)) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(Removal.of(facts, List.of(NO_REDIS)));
        List<Change> unit = RedisUnit.of(templates).missing(facts);
        changes.addAll(unit);
        if (!unit.isEmpty() || !facts.unit(RedisUnit.NAME).isActive()) {
            changes.add(
                    new Change(
                            "start " + RedisUnit.NAME,
                            (host, progress) -> start(host, progress, facts, said)));
        }
        return changes;
    }

    private static void start(Host host, Progress progress, HostFacts facts, Redis said)
            throws ProblemException {
        CommandOutcome outcome = host.run(START);
        if (outcome.succeeded()) {
            return;
        }
        NoRedis none = NoRedis.because(outcome.stderr(), facts);
        String what = "the controller's Redis does not come up: " + none.reason();
        String look = "look at `journalctl -u " + RedisUnit.NAME + "`, ";
        if (said == Redis.WANTED) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem(
                            what,
                            host.name(),
                            look + "or do without: `controller.redis: false` in nordbox.yaml"));
        }
        host.write(List.of(none.note()));
        progress.warn(
                new Problem(
                        what + "; renders stay in memory",
                        host.name(),
                        "nothing is lost but time after a restart; "
                                + look
                                + "and say `controller.redis: true` to have it tried again"));
    }
}
