package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a k3s that was just started must show, compared with how the box was before. */
final class UpgradeProbes {
    /** Looks in a row that find all well. */
    private static final int HELD = 3;

    /** Between those: what the datastore says of a pod is some seconds behind the pod. */
    private static final Duration BETWEEN = Duration.ofSeconds(10);

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
        startPod(version, health);
        warnIfBusy(health);
    }

    private BoxHealth awaitHealth(String version) throws ProblemException {
        Wait.Started waiting = wait.start();
        int held = 0;
        while (true) {
            BoxHealth health = BoxHealth.of(host);
            List<String> missing = health.missing(version);
            held = missing.isEmpty() ? held + 1 : 0;
            if (held == HELD) {
                return health;
            }
            progress.doing(held > 0 ? "all is there; looking once more" : missing.get(0));
            boolean goOn =
                    held > 0
                            ? waiting.again(health.sight() + held, BETWEEN)
                            : waiting.again(health.sight());
            if (!goOn) {
                return endOfPatience(health, version, missing);
            }
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

    private void startPod(String version, BoxHealth health) throws ProblemException {
        Optional<String> trouble =
                new CanaryPod(host, wait, progress)
                        .see(health.asksNames())
                        .trouble(health.asksNames());
        if (trouble.isPresent()) {
            throw new ProblemException(
                    ExitCode.TIMED_OUT,
                    new Problem(
                            "k3s %s runs, but starts no new pod; nothing new was seen of it for %d s: %s"
                                    .formatted(version, wait.deadline().toSeconds(), trouble.get()),
                            host.name() + ": kube-system",
                            "look at `k3s kubectl get events -n kube-system` on the host"));
        }
    }

    private void warnIfBusy(BoxHealth health) throws ProblemException {
        progress.doing("looking how busy k3s is, for some seconds");
        K3sBusyness.warning(host.name(), health.busyBefore(), K3sBusyness.of(host))
                .ifPresent(progress::warn);
    }
}
