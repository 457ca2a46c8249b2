package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Progress;
import java.util.Optional;

/**
 * A pod that is made to see that one can be: pods that run go on through a restart of k3s, and show
 * nothing of what a new one needs.
 */
final class CanaryPod {
    static final String LOOK = "look how a new pod starts";
    static final String END = "take the new pod away";

    private static final Command ASK = HostScript.of(LOOK, "canary-look").within(K3sState.DEADLINE);
    private static final Command AWAY = HostScript.of(END, "canary-end").within(K3sState.DEADLINE);

    private final Host host;
    private final Wait wait;
    private final Progress progress;

    CanaryPod(Host host, Wait wait, Progress progress) {
        this.host = host;
        this.wait = wait;
        this.progress = progress;
    }

    /**
     * Makes it, waits as long as anything moves, and takes it away again.
     *
     * @param asksNames the cluster's DNS has to answer it
     * @return the last that was seen of it
     */
    CanaryState see(boolean asksNames) throws ProblemException {
        CanaryState state = await(asksNames);
        String said = host.run(AWAY).orFail(host, AWAY).stdout();
        if (said.lines().anyMatch("left"::equals)) {
            progress.warn(
                    new Problem(
                            "the pod that was made to see whether one starts is not gone yet",
                            host.name() + ": kube-system",
                            "it ends and goes by itself within an hour"));
        }
        return state;
    }

    private CanaryState await(boolean asksNames) throws ProblemException {
        Wait.Started waiting = wait.start();
        while (true) {
            CanaryState state = CanaryState.parse(host.run(ASK).orFail(host, ASK).stdout());
            Optional<String> trouble = state.trouble(asksNames);
            if (trouble.isEmpty()) {
                return state;
            }
            progress.doing("waiting for a new pod: " + trouble.get());
            if (!waiting.again(state.sight())) {
                return state;
            }
        }
    }
}
