package dev.nordbox.appliance;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.repositories.RootRepository;
import dev.nordbox.appliance.status.ApplicationSummary;
import dev.nordbox.appliance.status.ApplicationSummary.Condition;
import dev.nordbox.appliance.status.ControllerStatus;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code controller --once}: waits for the end that the exit code tells. */
final class OneRun {

    /** What a new commit has to mend: waiting longer changes nothing. */
    static final Set<String> OF_THE_REPOSITORY = Set.of("InvalidSpecError", "ComparisonError");

    private static final String OF_THE_API = "SyncError";

    /** A definition or a webhook may come up meanwhile, so one refusal is not the last word. */
    private static final int RETRIES_BEFORE_GIVING_UP = 3;

    private static final Duration LOOK = Duration.ofMillis(50);

    private final RootRepository root;
    private final Supplier<ControllerStatus> engine;

    OneRun(RootRepository root, Supplier<ControllerStatus> engine) {
        this.root = root;
        this.engine = engine;
    }

    ControllerOutcome await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        RepositoryStatus repository = root.awaitFirstPoll(atMost);
        if (repository.problem().isPresent()) {
            RepositoryStatus.Problem problem = repository.problem().get();
            return new ControllerOutcome(
                    problem.reason().equals(Reason.SETUP.name())
                            ? Ending.SETUP_INVALID
                            : Ending.REPO_UNREACHABLE,
                    List.of(problem.message() + "\n  fix: " + problem.remedy()));
        }
        if (repository.revision().isEmpty()) {
            return new ControllerOutcome(
                    Ending.REPO_UNREACHABLE,
                    List.of(repository.url() + " has not answered in time"));
        }
        return ending(awaitDecision(end));
    }

    private ControllerStatus awaitDecision(long end) throws InterruptedException {
        ControllerStatus status = engine.get();
        while (!status.converged() && !isFinal(status) && System.nanoTime() < end) {
            Thread.sleep(LOOK.toMillis()); // the engine tells nobody when it comes to rest
            status = engine.get();
        }
        return status;
    }

    private static boolean isSettled(ControllerStatus status) {
        return !status.busy()
                && status.problem().isEmpty()
                && status.applications().stream().allMatch(ApplicationSummary::settled);
    }

    /** Nothing changes any more without a commit or a person. */
    static boolean isFinal(ControllerStatus status) {
        return isSettled(status)
                && status.applications().stream()
                        .filter(application -> !application.converged())
                        .allMatch(OneRun::waitsForSomebody);
    }

    private static boolean waitsForSomebody(ApplicationSummary application) {
        return application.conditions().stream()
                .anyMatch(
                        c ->
                                OF_THE_REPOSITORY.contains(c.type())
                                        || c.type().equals(Condition.MANUAL_SYNC)
                                        || c.type().equals(OF_THE_API)
                                                && (application.gaveUp()
                                                        || application.retries()
                                                                >= RETRIES_BEFORE_GIVING_UP));
    }

    static ControllerOutcome ending(ControllerStatus status) {
        if (status.converged()) {
            return new ControllerOutcome(Ending.CONVERGED, List.of());
        }
        Ending ending =
                has(status, OF_THE_REPOSITORY)
                        ? Ending.MANIFEST_INVALID
                        : hasRefused(status) ? Ending.OBJECT_REFUSED : Ending.NOT_SYNCED;
        return new ControllerOutcome(ending, reasons(status));
    }

    private static boolean hasRefused(ControllerStatus status) {
        return status.applications().stream()
                .filter(ApplicationSummary::refused)
                .flatMap(application -> application.conditions().stream())
                .anyMatch(condition -> condition.type().equals(OF_THE_API));
    }

    private static boolean has(ControllerStatus status, Set<String> types) {
        return status.applications().stream()
                .flatMap(application -> application.conditions().stream())
                .anyMatch(condition -> types.contains(condition.type()));
    }

    private static List<String> reasons(ControllerStatus status) {
        List<String> reasons = new ArrayList<>();
        status.problem().ifPresent(reasons::add);
        for (ApplicationSummary application : status.applications()) {
            reasonsOf(application).forEach(reasons::add);
        }
        return reasons;
    }

    private static Stream<String> reasonsOf(ApplicationSummary application) {
        Stream<String> conditions =
                application.conditions().stream()
                        .map(condition -> application.name() + ": " + condition.message());
        Stream<String> objects =
                application.attention().stream()
                        .map(
                                object ->
                                        application.name()
                                                + ": "
                                                + (object.namespace().isEmpty()
                                                        ? ""
                                                        : object.namespace() + "/")
                                                + object.kind()
                                                + "/"
                                                + object.name()
                                                + " is "
                                                + object.sync()
                                                + ", "
                                                + object.health()
                                                + " "
                                                + object.message());
        return Stream.concat(conditions, objects);
    }
}
