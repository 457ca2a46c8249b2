package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Progress;
import java.util.Optional;

/**
 * That the old k3s starts a pod, too: what it cannot do would be held against the new one. What
 * only the cluster's DNS does not do is no reason to keep an old k3s, and is asked of the new one
 * as little. Once in a run is enough, and a run that goes on where one was killed sees for itself.
 */
final class CanaryBefore {
    private final Wait wait;
    private boolean seen;
    private boolean deaf;

    CanaryBefore(Wait wait) {
        this.wait = wait;
    }

    /**
     * @throws ProblemException HOST_REFUSED when no new pod starts
     */
    void see(Host host, Progress progress) throws ProblemException {
        if (seen) {
            return;
        }
        boolean asksNames = BoxHealth.of(host).dns() > 0;
        CanaryState state = new CanaryPod(host, wait, progress).see(asksNames);
        Optional<String> trouble = state.trouble(false);
        if (trouble.isPresent()) {
            throw new ProblemException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "a new pod does not start on this box as it is, so none would prove the"
                                    + " next k3s: "
                                    + trouble.get(),
                            host.name() + ": kube-system",
                            "k3s was not touched; mend that, then upgrade"));
        }
        Optional<String> silence = state.trouble(asksNames);
        silence.ifPresent(without -> progress.warn(deaf(host, without)));
        deaf = silence.isPresent();
        seen = true;
    }

    private static Problem deaf(Host host, String without) {
        return new Problem(
                "a new pod starts on this box as it is, but " + without,
                host.name() + ": kube-system",
                "the upgrade goes on, and asks no more of the next k3s; see to CoreDNS and to"
                        + " NetworkPolicies");
    }

    /** A line for the time after the upgrade; empty when all is well. */
    String asBefore() {
        return deaf ? BoxHealth.DEAF_BEFORE + "\n" : "";
    }
}
