package dev.nordbox.appliance;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.sync.ApplicationStatus;
import dev.nordbox.appliance.sync.Condition;
import dev.nordbox.appliance.sync.ControllerStatus;
import dev.nordbox.appliance.sync.SyncLoop;
import dev.nordbox.appliance.sync.SyncStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code controller --once}: waits for the end that the exit code tells. */
final class OneRun {

    /** What a new commit has to mend: waiting longer changes nothing. */
    private static final Set<String> OF_THE_REPOSITORY =
            Set.of(Condition.INVALID_SPEC, Condition.COMPARISON);

    /** What waits for a person: no pass changes it, so none is tried. */
    private static final Set<String> OF_A_PERSON =
            Set.of(Condition.MANUAL_SYNC, Condition.ORPHANED_RESOURCE);

    /** A definition or a webhook may come up while we wait, so one refusal is not the last word. */
    private static final int PASSES_BEFORE_GIVING_UP = 3;

    private OneRun() {}

    static ControllerOutcome of(RepositoryPoll poll, SyncLoop sync, Duration atMost)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        RepositoryStatus repository = poll.awaitFirstPoll(atMost);
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
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        boolean readable = repository.readable();
        ControllerStatus status = sync.await(now -> isDecided(now, readable), left);
        if (status.converged()) {
            return new ControllerOutcome(Ending.CONVERGED, List.of());
        }
        return new ControllerOutcome(
                readable ? ending(status) : Ending.MANIFEST_INVALID, reasons(status));
    }

    private static boolean isDecided(ControllerStatus status, boolean readable) {
        if (status.converged()) {
            return true;
        }
        if (status.attempts() == 0 || status.busy() || status.lastError().isPresent()) {
            return false;
        }
        return conditions(status).anyMatch(c -> OF_A_PERSON.contains(c.type()))
                || (!readable || status.attempts() >= PASSES_BEFORE_GIVING_UP)
                        && conditions(status).anyMatch(OneRun::isFinal);
    }

    private static boolean isFinal(Condition condition) {
        return OF_THE_REPOSITORY.contains(condition.type())
                || condition.type().equals(Condition.SYNC);
    }

    private static Ending ending(ControllerStatus status) {
        if (conditions(status).anyMatch(c -> OF_THE_REPOSITORY.contains(c.type()))) {
            return Ending.MANIFEST_INVALID;
        }
        return conditions(status).anyMatch(c -> c.type().equals(Condition.SYNC))
                ? Ending.OBJECT_REFUSED
                : Ending.NOT_SYNCED;
    }

    private static List<String> reasons(ControllerStatus status) {
        List<String> reasons = new ArrayList<>();
        status.lastError().ifPresent(reasons::add);
        for (ApplicationStatus application : status.applications()) {
            application
                    .conditions()
                    .forEach(
                            condition ->
                                    reasons.add(application.name() + ": " + condition.message()));
            application.resources().stream()
                    .filter(
                            resource ->
                                    resource.sync() != SyncStatus.SYNCED
                                            || !resource.health().message().isEmpty())
                    .limit(20)
                    .forEach(
                            resource ->
                                    reasons.add(
                                            application.name()
                                                    + ": "
                                                    + resource.key()
                                                    + " is "
                                                    + resource.sync()
                                                    + ", "
                                                    + resource.health().status()
                                                    + " "
                                                    + resource.health().message()));
        }
        return reasons;
    }

    private static Stream<Condition> conditions(ControllerStatus status) {
        return status.applications().stream()
                .flatMap(application -> application.conditions().stream());
    }
}
