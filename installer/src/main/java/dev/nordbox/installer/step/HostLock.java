package dev.nordbox.installer.step;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.UUID;

/**
 * Held while a host is being changed, so that two operators do not do it at once. It ends with the
 * connection, also with one that only one side believes in: a client that is there is heard every
 * few seconds. Whoever takes it over ends the connection it belonged to.
 */
public final class HostLock implements AutoCloseable {
    /** A client has given a connection up by then: see {@code SshTimings}. */
    private static final Duration DEAD = Duration.ofSeconds(60);

    /** What an earlier connection left behind has its time in it. */
    private static final Duration TAKING = Duration.ofMinutes(3);

    private static final Duration LAST_WORD = Duration.ofSeconds(20);
    private static final String NOBODY = "-";
    private static final String FIRST = "first";
    private static final String AGAIN = "again";

    private final Host host;
    private final Operator operator;
    private final String token;

    private HostLock(Host host, Operator operator, String token) {
        this.host = host;
        this.operator = operator;
        this.token = token;
    }

    /**
     * @throws ProblemException HOST_BUSY when another run has it
     */
    public static HostLock take(Host host, Operator operator) throws ProblemException {
        return take(host, operator, newToken());
    }

    static String newToken() {
        return UUID.randomUUID().toString();
    }

    /**
     * @param token of this run; a lock that has it already, whose answer was lost, is this run's
     */
    static HostLock take(Host host, Operator operator, String token) throws ProblemException {
        String answer = ask(host, operator, token, token, FIRST);
        if (!answer.equals("taken")) {
            Holder holder = Holder.parse(answer);
            if (operator.takesOver() || operator.hasLeft(holder.operator, holder.process)) {
                answer = ask(host, operator, token, holder.token, FIRST);
            }
        }
        if (!answer.equals("taken")) {
            throw held(host, Holder.parse(answer));
        }
        return new HostLock(host, operator, token);
    }

    /**
     * Over a new connection, once the old one is lost. What still runs for the old one is waited
     * for, a while.
     *
     * @throws ProblemException HOST_BUSY when it is not this run's any more: somebody took it over,
     *     or the host was started anew, and what this run means to do may be outdated
     */
    void takeAgain() throws ProblemException {
        String answer = ask(host, operator, token, token, AGAIN);
        if (answer.equals("busy")) {
            throw new ProblemException(
                    ExitCode.HOST_BUSY,
                    new Problem(
                            "what was begun over the lost connection still runs there",
                            host.name(),
                            "run the same command again once it is done; it goes on from there"));
        }
        if (!answer.equals("taken")) {
            throw new ProblemException(
                    ExitCode.HOST_BUSY,
                    new Problem(
                            "the connection lost its lock of the host: another run has taken it over"
                                    + " meanwhile, or the host was started anew",
                            host.name(),
                            "see that nobody else works on it"));
        }
    }

    private static String ask(
            Host host, Operator operator, String token, String takeOver, String which)
            throws HostException {
        Command take =
                Command.script(
                                "take the host's lock",
                                Script.beside(HostLock.class, "lock-take.sh"),
                                token,
                                String.valueOf(DEAD.toSeconds()),
                                takeOver,
                                operator.process(),
                                operator.name(),
                                which)
                        .withRoot()
                        .within(TAKING);
        return host.run(take).orFail(host, take).stdout().strip();
    }

    /** What the script tells of a run that has the lock; times in seconds. */
    private record Holder(
            String token,
            String age,
            String silence,
            String from,
            String process,
            String operator) {

        static Holder parse(String answer) {
            String[] f = answer.split("\t", -1);
            return f.length == 7
                    ? new Holder(f[1], f[2], f[3], f[4], f[5], f[6])
                    : new Holder(NOBODY, "?", "?", "?", NOBODY, answer);
        }
    }

    private static ProblemException held(Host host, Holder holder) {
        return new ProblemException(
                ExitCode.HOST_BUSY,
                new Problem(
                        ("another run is changing this host: %s, process %s, from %s, for %s s;"
                                        + " heard of %s s ago")
                                .formatted(
                                        holder.operator,
                                        holder.process.split("/")[0],
                                        holder.from,
                                        holder.age,
                                        holder.silence),
                        host.name(),
                        "wait for it to end; once it is silent for %d s, the same command goes on"
                                        .formatted(DEAD.toSeconds())
                                + " in its place; --take-over ends it now"));
    }

    /** Gives it back, if it is still this run's. A connection that is gone has already done so. */
    @Override
    public void close() {
        Command give =
                Command.script(
                                "give the host's lock back",
                                Script.beside(HostLock.class, "lock-give.sh"),
                                token)
                        .withRoot()
                        .within(LAST_WORD);
        try {
            host.run(give);
        } catch (HostException e) {
            // The lock goes with the connection, which is why this could not be told.
        }
    }
}
