package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gathers facts with one shell script in one round trip, and those of the cluster in a second. A
 * login that sudo refuses costs one more: the facts that need no rights are told all the same, so
 * that preflight can name everything at once.
 */
public final class ShellSurvey implements Survey {

    /** Label of the script's command. */
    public static final String LABEL = "gather facts";

    /** Whether sums of large files are noted on the host, so that the next survey is quick. */
    public enum Sums {
        REMEMBER,
        FORGET
    }

    /** Units every survey looks at, because {@link HostFacts} tells of what they stand for. */
    private static final List<String> UNITS =
            List.of(K3sFacts.UNIT, "firewalld.service", "chrony.service", FactLines.REVERT_TIMER);

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final String FACTS = unwatched() + Script.beside(ShellSurvey.class, "facts.sh");
    private static final String AROUND = Script.beside(ShellSurvey.class, "around.sh");
    private static final String END = "printf 'done\\n'\n";

    private final ClusterSurvey cluster;
    private final Sums sums;
    private final Clock clock;
    private final boolean thorough;

    public ShellSurvey(ClusterSurvey cluster, Sums sums, Clock clock) {
        this(cluster, sums, clock, false);
    }

    private ShellSurvey(ClusterSurvey cluster, Sums sums, Clock clock, boolean thorough) {
        this.cluster = cluster;
        this.sums = sums;
        this.clock = clock;
        this.thorough = thorough;
    }

    /** The same, which asks what preflight wants to know of a box that nordbox has made, too. */
    public ShellSurvey thorough() {
        return new ShellSurvey(cluster, sums, clock, true);
    }

    @Override
    public HostFacts gather(Shell host, FactQuery query) throws ProblemException {
        Command command =
                Command.script(LABEL, script(query), arguments(query).toArray(String[]::new))
                        .within(DEADLINE);
        Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS); // as the host tells it
        Optional<Problem> refusal = Optional.empty();
        CommandOutcome outcome;
        try {
            outcome = host.run(command.withRoot());
        } catch (HostException e) {
            if (e.exitCode() != ExitCode.LOGIN_REFUSED) {
                throw e;
            }
            refusal = Optional.of(e.problems().get(0));
            outcome = host.run(command);
        }
        outcome.orFail(host, command);
        HostFacts facts =
                new FactLines(
                                host.name(),
                                outcome.stdout(),
                                new FactLines.Way(refusal, host.loggedInByKey()),
                                query,
                                asked,
                                clock.instant())
                        .facts();
        return facts.k3s().ours() && facts.unit(K3sFacts.UNIT).isActive()
                ? facts.with(cluster.survey(host, facts, query.cluster()))
                : facts;
    }

    /** Goes before scripts that want to know which audit rules are not in force. */
    public static String unwatched() {
        return Script.beside(ShellSurvey.class, "unwatched.sh");
    }

    private static String script(FactQuery query) {
        return FACTS + (isFirstLook(query) ? AROUND : "") + END;
    }

    private static boolean isFirstLook(FactQuery query) {
        return query.equals(FactQuery.NOTHING);
    }

    private List<String> arguments(FactQuery query) {
        List<String> words = new ArrayList<>();
        words.add(sums == Sums.REMEMBER ? "remember" : "forget");
        // Who asks for nothing in particular wants to know what kind of host this is.
        words.add(!isFirstLook(query) ? "steps" : thorough ? "thorough" : "around");
        add(words, "F:", query.files());
        add(words, "D:", query.folders());
        add(words, "A:", query.artifacts());
        add(words, "U:", unitsOf(query));
        query.sysctls().stream().sorted().forEach(key -> words.add("S:" + key.replace('.', '/')));
        add(words, "M:", query.modules());
        add(words, "P:", query.users());
        return words;
    }

    /** In the order the script is asked, which is the order it answers. */
    static Set<String> unitsOf(FactQuery query) {
        Set<String> units = new TreeSet<>(query.units());
        units.addAll(UNITS);
        return units;
    }

    private static void add(List<String> words, String kind, Set<String> names) {
        names.stream().sorted().forEach(name -> words.add(kind + name));
    }
}
