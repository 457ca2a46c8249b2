package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Progress;
import java.util.List;

/** What a k3s that was just started must show, compared with how the box was before. */
final class UpgradeProbes {
    private final Host host;
    private final Wait wait;
    private final Progress progress;

    UpgradeProbes(Host host, Wait wait, Progress progress) {
        this.host = host;
        this.wait = wait;
        this.progress = progress;
    }

    /**
     * Waits as long as anything moves.
     *
     * @param version that the node's kubelet must have
     * @throws ProblemException TIMED_OUT when nothing moves any more and something is missing,
     *     STEP_FAILED when k3s ends again and again
     */
    void pass(String version) throws ProblemException {
        new K3sWait(host, wait, progress).until(K3sState::isNodeReady, "the node to be Ready");
        BoxHealth health = awaitHealth(version);
        warnIfBusy(health);
    }

    /** Twice in a row: what the datastore says of a pod is a little behind the pod. */
    private BoxHealth awaitHealth(String version) throws ProblemException {
        Wait.Started waiting = wait.start();
        BoxHealth health = BoxHealth.of(host);
        boolean heldOnce = false;
        while (true) {
            List<String> missing = health.missing(version);
            if (missing.isEmpty() && heldOnce) {
                return health;
            }
            heldOnce = missing.isEmpty();
            progress.doing(heldOnce ? "all is there; looking once more" : missing.get(0));
            if (!waiting.again(health.sight() + heldOnce)) {
                return endOfPatience(health, version, missing);
            }
            health = BoxHealth.of(host);
        }
    }

    /** Pods that nobody wants any more, as after scaling down, are no reason to go back. */
    private BoxHealth endOfPatience(BoxHealth health, String version, List<String> missing)
            throws ProblemException {
        List<String> gone = health.gone();
        if (gone.containsAll(missing)) {
            gone.forEach(
                    each ->
                            progress.warn(
                                    new Problem(
                                            each,
                                            host.name(),
                                            "see that this is as it should be")));
            return health;
        }
        throw new ProblemException(
                ExitCode.TIMED_OUT,
                new Problem(
                        "k3s %s runs, but nothing new was seen for %d s, and %s"
                                .formatted(
                                        version,
                                        wait.deadline().toSeconds(),
                                        String.join("; ", missing)),
                        host.name(),
                        "look at `k3s kubectl get pods -A` on the host"));
    }

    private void warnIfBusy(BoxHealth health) throws ProblemException {
        progress.doing("looking how busy k3s is, for some seconds");
        K3sBusyness.warning(host.name(), health.busyBefore(), K3sBusyness.of(host))
                .ifPresent(progress::warn);
    }
}
