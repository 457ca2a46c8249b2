package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig.Redis;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.time.Duration;
import java.util.List;

/**
 * Gets the controller the distribution's Redis. It does without as well: where nobody has said that
 * there shall be one, the mirror is asked for a moment, once for each nordbox and each way to the
 * mirrors, and what came of it is noted.
 */
public final class InstallRedis implements Step {

    /**
     * Left where the package was installed by us: which packages came, so that they can go again.
     */
    static final String NOTE = "redis-package";

    private static final RemoteFile CAME = Note.of(NOTE, "redis-server redis-tools");
    private static final String NOTED = CAME.path();

    private static final String LABEL = "install the distribution's Redis";
    private static final Command PATIENT = install("patient").within(Duration.ofMinutes(10));
    private static final Command BRIEF = install("brief").within(Duration.ofMinutes(10));

    /** How the script ends when somebody else is at the packages. */
    private static final int BUSY = 75;

    private static final String WHEN_DONE = "run up again when that is done";
    private static final String AGAIN =
            "let the box reach its mirror (`apt-get update`) and run up again";
    private static final String NOT_AGAIN =
            "to have it tried again before the next nordbox does, let the box reach its mirror"
                    + " (`apt-get update`) and say `controller.redis: true`";

    /** In this run none came: what is left to do is left to the next one. */
    private boolean outOfReach;

    private static Command install(String how) {
        return HostScript.ofPackages(
                LABEL,
                "install-redis-package",
                NOTED,
                how,
                "/etc/systemd/system/redis-server.service",
                "/etc/systemd/system/redis.service",
                "/usr/local/bin/redis-server");
    }

    @Override
    public String id() {
        return "redis-package";
    }

    @Override
    public String title() {
        return "Provide Redis";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return RedisUnit.query().files(List.of(NOTED));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (!comes(facts, spec)) {
            return List.of();
        }
        if (facts.file(RedisUnit.PACKAGED).isPresent()) {
            // A power cut may have emptied it; that it is there says whose the package is.
            boolean emptied = facts.file(NOTED).isPresent() && facts.note(NOTE).isEmpty();
            return emptied ? WriteFile.missing(facts, List.of(CAME)) : List.of();
        }
        boolean said = spec.config().controller().redis() == Redis.WANTED;
        String why =
                NoRedis.noted(facts)
                        .filter(before -> !before.stands(facts))
                        .map(before -> "nordbox %s got none".formatted(before.version()))
                        .orElse("renders do not outlive the controller without it");
        return List.of(
                new Change(
                                "install the distribution's redis-server",
                                (host, progress) -> install(host, progress, facts, said))
                        .because(why));
    }

    /** Whether there is a Redis to run, or this run may still bring one. */
    boolean comes(HostFacts facts, InstallSpec spec) {
        if (!RedisUnit.isWanted(facts, spec) || facts.file(RedisUnit.PACKAGED).isPresent()) {
            return RedisUnit.serves(facts, spec);
        }
        boolean said = spec.config().controller().redis() == Redis.WANTED;
        return !outOfReach && (said || !WayOut.closesPackages(facts, spec));
    }

    private void install(Host host, Progress progress, HostFacts facts, boolean said)
            throws ProblemException {
        progress.doing("asking the package mirror for Redis");
        CommandOutcome outcome = host.run(said ? PATIENT : BRIEF);
        outOfReach = !outcome.succeeded();
        if (!outOfReach) {
            return;
        }
        NoRedis none = NoRedis.because(outcome.stderr(), facts);
        boolean busy = outcome.exitCode() == BUSY;
        if (!said && !busy) {
            host.write(List.of(none.note()));
        }
        progress.warn(
                new Problem(
                        "the controller's renders stay in memory, since no Redis came: "
                                + none.reason(),
                        host.name(),
                        "nothing is lost but time after a restart; "
                                + (busy ? WHEN_DONE : said ? AGAIN : NOT_AGAIN)));
    }
}
