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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Everything there is to know, in the order in which the host is asked. */
    static final List<FactSection<?>> SECTIONS =
            List.of(
                    HostClock.SECTION,
                    Os.SECTION,
                    Machine.SECTION,
                    Login.SECTION,
                    SshDoors.SECTION,
                    Network.SECTION,
                    ListeningPort.SECTION,
                    Sources.SECTION,
                    ForeignSoftware.SECTION,
                    JavaRuntime.SECTION,
                    Kernel.SECTION,
                    UserFacts.SECTION,
                    FileFacts.SECTION,
                    FolderSums.SECTION,
                    UnitFacts.SECTION,
                    Notes.SECTION,
                    K3sFacts.SECTION,
                    GuardFacts.SECTION,
                    Unwatched.SECTION,
                    Around.SECTION);

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final String HEAD = unwatched() + Script.beside(ShellSurvey.class, "head.sh");
    private static final String END = "printf 'done\\n'\n";
    private static final String FIRST_LOOK = script(SECTIONS);

    /** Without what preflight alone wants to know: it is sent again and again. */
    private static final String LATER_LOOK =
            script(SECTIONS.stream().filter(section -> section != Around.SECTION).toList());

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
        boolean firstLook = query.equals(FactQuery.NOTHING);
        FactQuery asked = withNeeds(query);
        String script = firstLook ? FIRST_LOOK : LATER_LOOK;
        Command command =
                Command.script(LABEL, script, arguments(firstLook, asked)).within(DEADLINE);
        Instant before = clock.instant().truncatedTo(ChronoUnit.MILLIS); // as the host tells it
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
                                new FactLines.Way(
                                        asked,
                                        refusal,
                                        host.loggedInByKey(),
                                        before,
                                        clock.instant()))
                        .facts();
        return facts.k3s().ours() && facts.unit(K3sFacts.UNIT).isActive()
                ? facts.with(cluster.survey(host, facts, query.cluster()))
                : facts;
    }

    /** Goes before scripts that want to know which audit rules are not in force. */
    public static String unwatched() {
        return Script.beside(ShellSurvey.class, "unwatched.sh");
    }

    static String script(List<FactSection<?>> sections) {
        return sections.stream()
                .map(FactSection::script)
                .collect(Collectors.joining("", HEAD, END));
    }

    private String[] arguments(boolean firstLook, FactQuery asked) {
        List<String> words = new ArrayList<>();
        words.add(sums == Sums.REMEMBER ? "remember" : "forget");
        // Who asks for nothing in particular wants to know what kind of host this is.
        words.add(!firstLook ? "steps" : thorough ? "thorough" : "around");
        words.addAll(asked.words());
        return words.toArray(String[]::new);
    }

    /** With what the sections themselves want to know. */
    static FactQuery withNeeds(FactQuery query) {
        return FactQuery.all(
                Stream.concat(Stream.of(query), SECTIONS.stream().map(FactSection::needs))
                        .toList());
    }
}
