package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Waits until the cluster is what the repository says. Shows what it waits for, and ends early when
 * only a person can help: a deploy key that the Git server does not know, a manifest that cannot be
 * rendered, an object that the API refuses.
 */
public final class AwaitConverged implements Up.Arrival {
    private static final String PHASE = "converge";

    /** A box where all is well needs no longer to ask its repository; doubled with each wait. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

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

    /**
     * What the controller thought before we came may be outdated, the good and the bad: it is asked
     * to look at the repository again, and counts only what follows.
     */
    private BoxStatus await(ControllerDialogue controller, String host) throws ProblemException {
        Wait.Started waiting = wait.start();
        Duration pause = FIRST_PAUSE;
        boolean asked = false;
        boolean keyShown = false;
        boolean decided = false;
        while (true) {
            Optional<BoxStatus> status =
                    asked ? controller.statusIfAny() : controller.statusAfterALook();
            asked = asked || status.isPresent();
            if (status.isPresent() && status.get().converged()) {
                SealedElsewhere.problem(status.get(), host)
                        .ifPresent(lost -> output.tell(new Event.Warned(PHASE, lost)));
                return status.get();
            }
            output.tell(new Event.Doing(PHASE, "waiting for " + blockedBy(status, controller)));
            keyShown = keyShown || showKey(controller, status);
            if (watched == Watched.BY_NOBODY) {
                refuseRepository(status, keyShown); // only a person can change it
            }
            refuseSuccessor(status, host);
            // A SealedSecret that was sealed anew is not looked at yet when its list is new
            // already.
            if (decided || status.filter(s -> !s.foreign().isEmpty()).isEmpty()) {
                refuseVerdict(status, host);
            }
            decided = status.flatMap(BoxStatus::verdict).isPresent();
            if (!waiting.again(sight(status, controller), pause)) {
                refuseRepository(status, keyShown);
                refuseVerdict(status, host);
                throw expired(status, controller, host);
            }
            pause = shorter(pause.multipliedBy(2), wait.interval());
        }
    }

    /** How it stands, without what goes on by itself: attempts, times until another one. */
    private static String sight(Optional<BoxStatus> status, ControllerDialogue controller) {
        return status.map(BoxStatus::sight)
                .orElseGet(() -> BoxStatus.withoutNumbers(controller.silence()));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String blockedBy(Optional<BoxStatus> status, ControllerDialogue controller) {
        return status.map(BoxStatus::waitingFor)
                .orElseGet(() -> "the controller to start; " + controller.silence());
    }

    private boolean showKey(ControllerDialogue controller, Optional<BoxStatus> status)
            throws ProblemException {
        if (status.isEmpty() || !status.get().lacksDeployKey()) {
            return false;
        }
        Optional<String> key = controller.deployKey();
        key.ifPresent(
                text ->
                        output.tell(
                                new Event.Noted(
                                        "deployKey",
                                        "The Git server does not let the deploy key of this box"
                                                + " in; give it read access to the repository"
                                                + patience()
                                                + ":\n"
                                                + text)));
        return key.isPresent();
    }

    private String patience() {
        return watched == Watched.BY_A_PERSON
                ? ", for which `up` waits %d minutes".formatted(wait.deadline().toMinutes())
                : "";
    }

    private static void refuseRepository(Optional<BoxStatus> status, boolean keyShown)
            throws ProblemException {
        Optional<BoxStatus.RepositoryProblem> refusal = status.flatMap(BoxStatus::refusal);
        if (refusal.isEmpty()) {
            return;
        }
        String remedy =
                keyShown && status.get().lacksDeployKey()
                        ? "give the deploy key above read access, or correct the repository's path:"
                                + " many servers answer the same for one that is not there; then"
                                + " run the same command again"
                        : refusal.get().remedy();
        throw new ProblemException(
                ExitCode.REPO_UNREACHABLE,
                new Problem(refusal.get().message(), status.get().url(), remedy));
    }

    private static void refuseSuccessor(Optional<BoxStatus> status, String host)
            throws ProblemException {
        Optional<String> takenOver = status.flatMap(BoxStatus::takenOver);
        if (takenOver.isPresent()) {
            throw new ProblemException(
                    ExitCode.NOT_SYNCED,
                    new Problem(takenOver.get(), host, BackupFile.TAKEN_OVER_REMEDY));
        }
    }

    private static void refuseVerdict(Optional<BoxStatus> status, String host)
            throws ProblemException {
        Optional<ExitCode> verdict = status.flatMap(BoxStatus::verdict);
        if (verdict.isPresent()) {
            throw new ProblemException(
                    verdict.get(), problems(status.get().reasons(), status, host));
        }
    }

    private static ProblemException expired(
            Optional<BoxStatus> status, ControllerDialogue controller, String host) {
        List<String> reasons =
                status.map(BoxStatus::reasons).orElseGet(() -> List.of(controller.silence()));
        return new ProblemException(
                ExitCode.TIMED_OUT,
                problems(
                        reasons.isEmpty() ? List.of(blockedBy(status, controller)) : reasons,
                        status,
                        host));
    }

    private static List<Problem> problems(
            List<String> reasons, Optional<BoxStatus> status, String host) {
        Stream<Problem> lost =
                status.flatMap(known -> SealedElsewhere.problem(known, host)).stream();
        Stream<Problem> single =
                reasons.stream()
                        .map(
                                reason ->
                                        new Problem(
                                                reason,
                                                host,
                                                "mend it in the repository; `status --host` shows"
                                                        + " how it stands"));
        return Stream.concat(lost, single).toList();
    }

    private static String summary(BoxStatus status) {
        String revision =
                status.revision().map(r -> r.substring(0, Math.min(8, r.length()))).orElse("");
        int count = status.applications().size();
        return "%s  %d %s Synced and Healthy"
                .formatted(revision, count, count == 1 ? "application" : "applications");
    }
}
