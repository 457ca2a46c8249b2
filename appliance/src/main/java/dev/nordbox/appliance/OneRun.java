package dev.nordbox.appliance;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.control.AppKey;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.repositories.RootRepository;
import dev.nordbox.appliance.status.ApplicationSummary;
import dev.nordbox.appliance.status.ApplicationSummary.Condition;
import dev.nordbox.appliance.status.ApplicationSummary.ObjectSummary;
import dev.nordbox.appliance.status.ControllerStatus;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code controller --once}: waits for the end that the exit code tells, of one cluster. */
final class OneRun {

    /** What a new commit has to mend: waiting longer changes nothing. */
    static final Set<String> OF_THE_REPOSITORY = Set.of("InvalidSpecError", "ComparisonError");

    private static final String OF_THE_API = "SyncError";

    /** A definition or a webhook may come up meanwhile, so one refusal is not the last word. */
    private static final int RETRIES_BEFORE_GIVING_UP = 3;

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Supplier<ControllerStatus> engine;
    private final Supplier<List<RepositoryStatus>> others;

    /**
     * @param others the repositories that Applications name beside the root
     */
    OneRun(Supplier<ControllerStatus> engine, Supplier<List<RepositoryStatus>> others) {
        this.engine = engine;
        this.others = others;
    }

    /** How it ends without a revision, whatever the clusters are; empty when there is one. */
    static Optional<ControllerOutcome> awaitRepository(RootRepository root, Duration atMost)
            throws InterruptedException {
        RepositoryStatus repository = root.awaitFirstPoll(atMost);
        if (repository.problem().isPresent()) {
            RepositoryStatus.Problem problem = repository.problem().get();
            return Optional.of(
                    new ControllerOutcome(
                            problem.reason().equals(Reason.SETUP.name())
                                    ? Ending.SETUP_INVALID
                                    : Ending.REPO_UNREACHABLE,
                            List.of(problem.message() + "\n  fix: " + problem.remedy())));
        }
        return repository.revision().isEmpty()
                ? Optional.of(
                        new ControllerOutcome(
                                Ending.REPO_UNREACHABLE,
                                List.of(repository.url() + " has not answered in time")))
                : Optional.empty();
    }

    /**
     * @param end by {@link System#nanoTime}
     */
    ControllerOutcome await(long end) throws InterruptedException {
        return ending(awaitDecision(end), others.get());
    }

    private ControllerStatus awaitDecision(long end) throws InterruptedException {
        ControllerStatus status = engine.get();
        while (!status.converged()
                && !isFinal(status, others.get())
                && System.nanoTime() - end < 0) {
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

    /**
     * Nothing changes any more without a commit or a person.
     *
     * @param others how the repositories stand that are not the root's
     */
    static boolean isFinal(ControllerStatus status, List<RepositoryStatus> others) {
        if (!isSettled(status)) {
            return false;
        }
        List<ApplicationSummary> open =
                status.applications().stream().filter(any -> !any.converged()).toList();
        Set<String> over = new HashSet<>();
        open.stream().filter(any -> isOver(any, others)).forEach(any -> over.add(any.name()));
        // A parent of parents: each round finds those whose children the last one found.
        while (open.stream()
                .anyMatch(any -> isOnlyAsItsChildren(any, over) && over.add(any.name()))) {
            continue;
        }
        return open.stream().allMatch(any -> over.contains(any.name()) || isTriedOften(any));
    }

    /** All that is wrong with it is the health of Applications of which nothing more is to come. */
    private static boolean isOnlyAsItsChildren(ApplicationSummary parent, Set<String> over) {
        return parent.sync().equals("Synced")
                && !parent.attention().isEmpty()
                && parent.attention().stream()
                        .allMatch(child -> isApplication(child) && over.contains(name(child)));
    }

    private static boolean isApplication(ObjectSummary object) {
        return object.group().equals(Application.KIND.group())
                && object.kind().equals(Application.KIND.kind());
    }

    private static String name(ObjectSummary application) {
        return new AppKey(application.namespace(), application.name()).id();
    }

    private static boolean isOver(ApplicationSummary application, List<RepositoryStatus> others) {
        return application.conditions().stream()
                .anyMatch(
                        c ->
                                OF_THE_REPOSITORY.contains(c.type()) && !mayAnswer(c, others)
                                        || c.type().equals(Condition.MANUAL_SYNC)
                                        || c.type().equals(OF_THE_API) && application.gaveUp());
    }

    /**
     * Alone it would be no surprise at the next try, either. Beside others it may wait for what one
     * of them brings.
     */
    private static boolean isTriedOften(ApplicationSummary application) {
        return application.retries() >= RETRIES_BEFORE_GIVING_UP
                && application.conditions().stream().anyMatch(c -> c.type().equals(OF_THE_API));
    }

    /** A host comes back, and a login may be among what is applied; a revision is there or not. */
    private static boolean mayAnswer(Condition condition, List<RepositoryStatus> others) {
        return behind(condition, others)
                .anyMatch(problem -> !problem.reason().equals(Reason.REVISION_NOT_FOUND.name()));
    }

    /**
     * @param others how the repositories stand that are not the root's
     */
    static ControllerOutcome ending(ControllerStatus status, List<RepositoryStatus> others) {
        if (status.converged()) {
            return new ControllerOutcome(Ending.CONVERGED, List.of());
        }
        Ending ending =
                ofTheRepository(status).anyMatch(what -> behind(what, others).findAny().isEmpty())
                        ? Ending.MANIFEST_INVALID
                        : hasRefused(status)
                                ? Ending.OBJECT_REFUSED
                                : ofTheRepository(status).findAny().isPresent()
                                        ? Ending.REPO_UNREACHABLE
                                        : Ending.NOT_SYNCED;
        return new ControllerOutcome(ending, reasons(status));
    }

    private static boolean hasRefused(ControllerStatus status) {
        return status.applications().stream()
                .filter(ApplicationSummary::refused)
                .flatMap(application -> application.conditions().stream())
                .anyMatch(condition -> condition.type().equals(OF_THE_API));
    }

    private static Stream<Condition> ofTheRepository(ControllerStatus status) {
        return status.applications().stream()
                .flatMap(application -> application.conditions().stream())
                .filter(condition -> OF_THE_REPOSITORY.contains(condition.type()));
    }

    /** What it repeats of another repository that does not answer with what was asked for. */
    private static Stream<RepositoryStatus.Problem> behind(
            Condition condition, List<RepositoryStatus> others) {
        return others.stream()
                .flatMap(other -> other.problem().stream())
                .filter(problem -> condition.message().startsWith(problem.message()));
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
        Stream<String> sync =
                Stream.of(application.underWay())
                        .filter(what -> !what.isEmpty())
                        .map(what -> application.name() + ": its sync is under way: " + what);
        return Stream.of(conditions, sync, objects).flatMap(lines -> lines);
    }
}
