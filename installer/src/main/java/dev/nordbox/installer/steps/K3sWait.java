package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Progress;
import java.time.Duration;
import java.util.function.Predicate;

/** Watches k3s on its way: shows what blocks, notices a crash loop, ends with a diagnosis. */
final class K3sWait {
    /** Failed starts after which another one will not help. */
    private static final int CRASHES = 3;

    private static final Command DIAGNOSE =
            HostScript.of("find out what is wrong with k3s", "k3s-diagnosis")
                    .within(Duration.ofMinutes(2));

    private final Host host;
    private final Wait wait;
    private final Progress progress;

    K3sWait(Host host, Wait wait, Progress progress) {
        this.host = host;
        this.wait = wait;
        this.progress = progress;
    }

    /**
     * @param what for people, {@code the node to be Ready}
     * @throws ProblemException {@link ExitCode#TIMED_OUT} when nothing moves any more, {@link
     *     ExitCode#STEP_FAILED} when k3s ends again and again
     */
    K3sState until(Predicate<K3sState> reached, String what) throws ProblemException {
        Wait.Started waiting = wait.start();
        K3sState state = K3sState.of(host);
        int restartsBefore = state.restarts();
        while (!reached.test(state)) {
            if (state.active().equals("failed") || state.restarts() - restartsBefore >= CRASHES) {
                throw crashing(state);
            }
            progress.doing(state.blockedBy());
            if (!waiting.again(state.sight())) {
                throw timedOut(what, state);
            }
            state = K3sState.of(host);
        }
        return state;
    }

    private ProblemException crashing(K3sState state) throws ProblemException {
        return new ProblemException(
                ExitCode.STEP_FAILED,
                new Problem(
                        "k3s ends right after each start, %d times so far: %s\n%s"
                                .formatted(state.restarts(), state.journal(), diagnosis()),
                        host.name() + ": k3s.service",
                        "mend what the journal says (`journalctl -u k3s`)"));
    }

    private ProblemException timedOut(String what, K3sState state) throws ProblemException {
        return new ProblemException(
                ExitCode.TIMED_OUT,
                new Problem(
                        "waited for %s; nothing new was seen for %d s; %s\n%s"
                                .formatted(
                                        what,
                                        wait.deadline().toSeconds(),
                                        state.blockedBy(),
                                        diagnosis()),
                        host.name() + ": k3s.service",
                        "look at `journalctl -u k3s` on the host"));
    }

    private String diagnosis() throws ProblemException {
        return host.run(DIAGNOSE).stdout().strip().indent(2).stripTrailing();
    }
}
