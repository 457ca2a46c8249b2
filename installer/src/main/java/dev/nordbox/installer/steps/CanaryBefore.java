package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Progress;
import java.util.Optional;

/**
 * That the old k3s starts a pod, too: what it cannot do would be held against the new one. Once in
 * a run is enough, and a run that goes on where one was killed sees for itself.
 */
final class CanaryBefore {
    private final Wait wait;
    private boolean seen;

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
        Optional<String> trouble = new CanaryPod(host, wait, progress).trouble(asksNames);
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
        seen = true;
    }
}
