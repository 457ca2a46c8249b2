package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Wait;
import dev.nordbox.installer.up.BoxStatus.RepositoryProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Waits until the cluster is what the repository says. Shows what it waits for, and ends early when
 * only a person can help: a deploy key that the Git server does not know, a manifest that cannot be
 * rendered, an object that the API refuses.
 */
public final class AwaitConverged implements Up.Arrival {
    private static final String PHASE = "converge";

    /** A definition or a webhook may come up meanwhile, so one refusal is not the last word. */
    private static final int PASSES_BEFORE_GIVING_UP = 3;

    /** Room for a slow server to make one more connection. */
    private static final Duration PATIENCE_WITH_AN_OLD_REFUSAL = Duration.ofMinutes(3);

    private final Wait wait;
    private final Watched watched;
    private final Output output;

    /** Whether somebody sees what is told, and can do something about it meanwhile. */
    public enum Watched {
        BY_A_PERSON,
        BY_NOBODY
    }

    public AwaitConverged(Wait wait, Watched watched, Output output) {
        this.wait = wait;
        this.watched = watched;
        this.output = output;
    }

    @Override
    public void complete(Host host, BoxConfig config) throws ProblemException {
        new Phases(output, wait.clock())
                .during(
                        PHASE,
                        () -> await(new ControllerDialogue(host), host.name()),
                        AwaitConverged::summary);
    }

    private BoxStatus await(ControllerDialogue controller, String host) throws ProblemException {
        Instant end = wait.end();
        Optional<BoxStatus> status = controller.statusIfAny();
        Instant repositoryEnd = repositoryEnd(controller, status, end);
        boolean keyShown = false;
        while (status.isEmpty() || !status.get().converged()) {
            output.tell(new Event.Doing(PHASE, "waiting for " + blockedBy(status, controller)));
            Optional<RepositoryProblem> refusal = status.flatMap(BoxStatus::repositoryProblem);
            if (refusal.isPresent()) {
                keyShown = keyShown || showKey(controller, refusal.get());
                if (!wait.clock().instant().isBefore(repositoryEnd)) {
                    throw repositoryRefused(refusal.get(), status.get().url(), keyShown);
                }
            }
            refuseVerdict(status, host);
            if (!wait.again(end)) {
                throw expired(status, controller, host);
            }
            status = controller.statusIfAny();
        }
        return status.get();
    }

    /**
     * From when on a refusal of the repository ends the run. One that was there before this run may
     * be outdated, so the controller is asked to look again; a new one is true at once, and only a
     * person who watches can change it.
     */
    private Instant repositoryEnd(
            ControllerDialogue controller, Optional<BoxStatus> first, Instant end)
            throws ProblemException {
        boolean refusedBefore = first.flatMap(BoxStatus::repositoryProblem).isPresent();
        if (refusedBefore) {
            controller.sync();
        }
        if (watched == Watched.BY_A_PERSON) {
            return end;
        }
        Duration patience = refusedBefore ? PATIENCE_WITH_AN_OLD_REFUSAL : Duration.ZERO;
        return wait.clock().instant().plus(patience);
    }

    private static String blockedBy(Optional<BoxStatus> status, ControllerDialogue controller) {
        return status.map(BoxStatus::waitingFor)
                .orElseGet(() -> "the controller to start; " + controller.silence());
    }

    private boolean showKey(ControllerDialogue controller, RepositoryProblem refusal)
            throws ProblemException {
        if (!refusal.mayBeTheDeployKey()) {
            return false;
        }
        Optional<String> key = controller.deployKey();
        key.ifPresent(
                text ->
                        output.tell(
                                new Event.Noted(
                                        "deployKey",
                                        "The deploy key of this box; give it read access to the"
                                                + " repository:\n"
                                                + text)));
        return key.isPresent();
    }

    private static ProblemException repositoryRefused(
            RepositoryProblem refusal, String url, boolean keyShown) {
        String remedy =
                keyShown
                        ? "give the deploy key above read access, then run the same command again"
                        : refusal.remedy();
        return new ProblemException(
                ExitCode.REPO_UNREACHABLE, new Problem(refusal.message(), url, remedy));
    }

    private static void refuseVerdict(Optional<BoxStatus> status, String host)
            throws ProblemException {
        if (status.isEmpty() || status.get().passes() < PASSES_BEFORE_GIVING_UP) {
            return;
        }
        Optional<ExitCode> verdict = status.get().verdict();
        if (verdict.isPresent()) {
            throw new ProblemException(verdict.get(), problems(status.get().reasons(), host));
        }
    }

    private static ProblemException expired(
            Optional<BoxStatus> status, ControllerDialogue controller, String host) {
        List<String> reasons =
                status.map(BoxStatus::reasons).orElseGet(() -> List.of(controller.silence()));
        return new ProblemException(
                ExitCode.NOT_SYNCED,
                problems(
                        reasons.isEmpty() ? List.of(blockedBy(status, controller)) : reasons,
                        host));
    }

    private static List<Problem> problems(List<String> reasons, String host) {
        return reasons.stream()
                .map(
                        reason ->
                                new Problem(
                                        reason,
                                        host,
                                        "mend it in the repository; `status --host` shows how it"
                                                + " stands"))
                .toList();
    }

    private static String summary(BoxStatus status) {
        String revision =
                status.revision().map(r -> r.substring(0, Math.min(8, r.length()))).orElse("");
        int count = status.applications().size();
        return "%s  %d %s Synced and Healthy"
                .formatted(revision, count, count == 1 ? "application" : "applications");
    }
}
