package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Runs the parts of a flow and tells when each begins, what came out and how long it took. */
public final class Phases {
    private final Output output;
    private final Clock clock;

    public Phases(Output output, Clock clock) {
        this.output = output;
        this.clock = clock;
    }

    /** The work of a phase. */
    @FunctionalInterface
    public interface Work<T> {
        T perform() throws ProblemException;
    }

    /**
     * @param summary what came out, in a few words
     */
    public <T> T during(String phase, Work<T> work, Function<T, String> summary)
            throws ProblemException {
        Instant start = clock.instant();
        output.tell(new Event.PhaseStarted(phase));
        T done = work.perform();
        output.tell(
                new Event.PhaseFinished(
                        phase, summary.apply(done), Duration.between(start, clock.instant())));
        return done;
    }

    public Host connected(Connector connector, BoxConfig.Ssh ssh) throws ProblemException {
        return during("connect", () -> connector.connect(ssh), Host::name);
    }

    /** Tells how far a transfer within a phase has come. */
    public TransferProgress transfer(String phase, String what) {
        return (sent, total) -> output.tell(new Event.Transferred(phase, what, sent, total));
    }
}
