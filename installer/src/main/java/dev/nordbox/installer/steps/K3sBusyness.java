package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * How much of one CPU k3s itself takes, in percent; more than 100 on several. Only ever a warning:
 * a k3s that was just started is busy, and a box may be.
 */
final class K3sBusyness {
    static final String LABEL = "look how busy k3s is";
    static final String KEY = "busy-before";

    /** As of a loop that never sleeps (k3s-io/k3s#13574). */
    private static final int WHOLE_CPU = 90;

    private static final Command ASK =
            HostScript.of(LABEL, "k3s-busyness").within(Duration.ofMinutes(1));

    private K3sBusyness() {}

    /** 0 where it cannot be told. */
    static int of(Host host) throws ProblemException {
        String answer = host.run(ASK).orFail(host, ASK).stdout().strip();
        return answer.matches("\\d{1,6}") ? Integer.parseInt(answer) : 0;
    }

    static String asBefore(int percent) {
        return KEY + "=" + percent + "\n";
    }

    static Optional<Problem> warning(String host, int before, int after) {
        if (after < WHOLE_CPU || before >= WHOLE_CPU / 2) {
            return Optional.empty();
        }
        return Optional.of(
                new Problem(
                        "k3s takes %d %% of a CPU, and took %d %% before the upgrade"
                                .formatted(after, before),
                        host,
                        "it was just started; look again in ten minutes, with `top`"));
    }
}
