package dev.nordbox.installer.step;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Held while a host is being changed, so that two operators do not do it at once. It ends with the
 * connection: a killed run leaves no lock that anybody has to wait for.
 */
final class HostLock implements AutoCloseable {
    private static final String FILE = "/run/nordbox-installer.lock";
    private static final Duration STALE = Duration.ofHours(1);
    private static final Duration RENEWAL = Duration.ofMinutes(5);
    private static final Duration LAST_WORD = Duration.ofSeconds(20);

    private final Host host;
    private final Clock clock;
    private Instant renewed;

    private HostLock(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
        this.renewed = clock.instant();
    }

    /**
     * @param owner for the person who finds it held: {@code user@machine, process 123}
     * @throws ProblemException HOST_REFUSED when another run has it
     */
    static HostLock take(Host host, String owner, Clock clock) throws ProblemException {
        Command take =
                Command.script(
                                "take the host's lock",
                                Script.beside(HostLock.class, "lock-take.sh"),
                                String.valueOf(STALE.toSeconds()),
                                owner)
                        .withRoot();
        CommandOutcome outcome = host.run(take).orFail(host, take);
        String answer = outcome.stdout().strip();
        if (answer.equals("taken")) {
            return new HostLock(host, clock);
        }
        String[] held = answer.split("\t", 3);
        throw new ProblemException(
                ExitCode.HOST_REFUSED,
                new Problem(
                        "another run is changing this host: %s, last seen %s s ago"
                                .formatted(
                                        held.length > 2 ? held[2] : "unknown",
                                        held.length > 1 ? held[1] : "?"),
                        host.name(),
                        "wait for it to end; if it is gone for good, remove "
                                + FILE
                                + " on the host"));
    }

    /** Says that this run is still there, when it has not said so for a while. */
    void renew() throws HostException {
        if (Duration.between(renewed, clock.instant()).compareTo(RENEWAL) >= 0) {
            host.run(labelled("keep the host's lock", "touch"));
            renewed = clock.instant();
        }
    }

    /** Gives it back. A connection that is gone has already done so. */
    @Override
    public void close() {
        try {
            host.run(labelled("give the host's lock back", "rm", "-f").within(LAST_WORD));
        } catch (HostException e) {
            // The lock goes with the connection, which is why this could not be told.
        }
    }

    private static Command labelled(String label, String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = FILE;
        Command plain = Command.of(all).withRoot();
        return new Command(plain.words(), plain.input(), true, plain.deadline(), label);
    }
}
