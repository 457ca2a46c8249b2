package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.config.ClientConfig;
import dev.nordbox.installer.host.ssh.config.HostSettings;
import dev.nordbox.installer.host.ssh.config.HostSettings.Ignored;
import dev.nordbox.installer.host.ssh.config.Query;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way to a host: the jump hosts in the order in which they are passed, the host itself last.
 */
record Route(List<Hop> hops) {
    private static final int LONGEST = 10;
    private static final String NO_JUMP = "none";

    Route {
        hops = List.copyOf(hops);
    }

    boolean isDirect() {
        return hops.size() == 1;
    }

    /**
     * @throws ProblemException when host, jump or configuration cannot be understood, or the
     *     configuration wants a way that nordbox does not go
     */
    static Route to(SshLogin login, ClientConfig config) throws ProblemException {
        Destination typed = Destination.parse(login.host(), "--host");
        HostSettings settings = config.about(query(typed));
        boolean own = login.jump().isPresent();
        Hop host = hop(typed, settings, SshTarget.DEFAULT_USER, own, false);
        Optional<String> jump = own ? login.jump() : settings.jump();
        List<Hop> hops = new ArrayList<>(List.of(host));
        addJumps(hops, jump, own ? "--jump" : "ProxyJump", config);
        return new Route(hops);
    }

    /** As ssh does it: only the first of several jump hosts may have one of its own. */
    private static void addJumps(
            List<Hop> hops, Optional<String> jump, String where, ClientConfig config)
            throws ProblemException {
        Optional<String> left = jump.filter(text -> !text.equalsIgnoreCase(NO_JUMP));
        String said = where;
        while (left.isPresent()) {
            int comma = left.get().lastIndexOf(',');
            Destination typed = Destination.parse(left.get().substring(comma + 1).strip(), said);
            boolean first = comma < 0;
            HostSettings settings = config.about(query(typed));
            Hop hop = hop(typed, settings, config.localUser(), !first, true);
            refuseCircle(hops, hop, said);
            hops.add(0, hop);
            left = first ? settings.jump() : Optional.of(left.get().substring(0, comma));
            said = first ? "ProxyJump" : said;
        }
    }

    private static Query query(Destination typed) {
        return new Query(typed.host(), typed.user(), typed.port());
    }

    /**
     * @param jumpNamed something stronger than the configuration says how it is reached
     */
    private static Hop hop(
            Destination typed,
            HostSettings settings,
            String defaultUser,
            boolean jumpNamed,
            boolean jump)
            throws ProblemException {
        List<Problem> problems =
                settings.blocking().stream()
                        .filter(
                                line ->
                                        !(jumpNamed
                                                && line.line().keyword().matches("(?i)proxy.*")))
                        .map(line -> blocked(typed, line))
                        .toList();
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.CONFIG_INVALID, problems);
        }
        return new Hop(
                new SshTarget(
                        settings.user().orElse(defaultUser), settings.hostName(), settings.port()),
                settings,
                jump);
    }

    private static Problem blocked(Destination typed, Ignored line) {
        return new Problem(
                "`%s` is wanted for %s, and nordbox does not do it"
                        .formatted(line.line(), typed.host()),
                line.line().place(),
                line.meaning() + "; --ssh-config none leaves the file out");
    }

    private static void refuseCircle(List<Hop> hops, Hop next, String where)
            throws ProblemException {
        boolean seen = hops.stream().anyMatch(hop -> hop.target().equals(next.target()));
        if (seen || hops.size() > LONGEST) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            seen
                                    ? "the way comes twice through " + next.target().name()
                                    : "the way has more than " + LONGEST + " jump hosts",
                            where,
                            "look where ProxyJump leads: ssh -G "
                                    + next.settings().query().host()
                                    + " | grep proxyjump"));
        }
    }

    Hop host() {
        return hops.get(hops.size() - 1);
    }

    /** What the configuration says and nordbox does not do, on the whole way. */
    List<Ignored> ignored() {
        return hops.stream().flatMap(hop -> hop.settings().ignored().stream()).distinct().toList();
    }

    /** {@code ops@gate.example.no → root@10.0.0.7}. */
    @Override
    public String toString() {
        Stream<String> names = hops.stream().map(Hop::toString);
        return String.join(" → ", names.toList());
    }
}
