package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.PropagationPolicy;
import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.ignore.Normaliser;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.sync.Step;
import dev.nordbox.appliance.sync.StepOutcome;
import dev.nordbox.appliance.sync.SyncMachine;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.sync.SyncTasks;
import dev.nordbox.appliance.threads.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Has done in the background what an application's next step takes: what comes of it is taken in by
 * the look that follows.
 */
final class Work {

    private static final Duration AFTER_SILENCE = Duration.ofSeconds(2);
    private static final Duration AFTER_A_DEFECT = Duration.ofMinutes(1);

    private final Clock clock;
    private final Cluster cluster;
    private final WorkQueue<AppKey> queue;
    private final Background background;
    private final KindsInUse kindsInUse;
    private final Statuses statuses;
    private final AuditTrail audit;

    Work(
            Clock clock,
            Cluster cluster,
            WorkQueue<AppKey> queue,
            Background background,
            KindsInUse kindsInUse,
            Statuses statuses,
            AuditTrail audit) {
        this.clock = clock;
        this.cluster = cluster;
        this.queue = queue;
        this.background = background;
        this.kindsInUse = kindsInUse;
        this.statuses = statuses;
        this.audit = audit;
    }

    void judge(AppState state, List<Target> targets) {
        SyncOptions options =
                state.sync
                        .filter(SyncState::isRunning)
                        .map(sync -> sync.request().options())
                        .orElseGet(() -> state.application().spec().syncPolicy().options());
        background.run(
                state,
                () -> {
                    Optional<String> silence =
                            background.judge(
                                    targets,
                                    Normaliser.of(state.application().spec().ignoreDifferences()),
                                    options);
                    if (silence.isPresent()) {
                        state.arrived(() -> state.sync = state.sync.map(SyncState::untried));
                        queue.wake(state.key, clock.instant().plus(AFTER_SILENCE));
                    } else {
                        state.arrived(() -> {});
                        queue.add(state.key);
                    }
                },
                defect -> comeBack(state));
    }

    void perform(AppState state, List<List<Step>> ranks, SyncTasks tasks) {
        SyncState sync = state.sync.orElseThrow();
        Cause cause = cause(state, sync);
        background.run(
                state,
                () -> {
                    List<StepOutcome> outcomes =
                            prepare(state, sync, ranks)
                                    .map(problem -> refused(ranks, problem))
                                    .orElseGet(() -> background.perform(ranks, cause));
                    noteKept(state, outcomes);
                    state.arrived(
                            () ->
                                    state.sync =
                                            Optional.of(
                                                    SyncMachine.absorb(
                                                            sync,
                                                            tasks,
                                                            outcomes,
                                                            clock.instant())));
                    queue.add(state.key);
                },
                defect -> comeBack(state));
    }

    /** Its objects are gone: the Application may go, too. */
    void release(AppState state) {
        background.run(
                state,
                () -> {
                    try {
                        Deletion.release(cluster, state, audit);
                        state.arrived(() -> {});
                    } catch (ClusterException e) {
                        state.arrived(() -> {});
                        queue.wake(state.key, clock.instant().plus(AFTER_SILENCE));
                    }
                },
                defect -> comeBack(state));
    }

    /** Writes the status, which is a request like any other. */
    void tell(AppState state, ApplicationStatus status, boolean operationTaken, boolean refreshed) {
        background.run(
                state,
                () -> {
                    try {
                        statuses.write(state, status, operationTaken, refreshed);
                        state.arrived(state::told);
                        queue.add(state.key);
                    } catch (ClusterException e) {
                        state.arrived(() -> {});
                        queue.wake(state.key, clock.instant().plus(AFTER_SILENCE));
                    }
                },
                defect -> comeBack(state));
    }

    private void noteKept(AppState state, List<StepOutcome> outcomes) {
        Instant now = clock.instant();
        for (StepOutcome outcome : outcomes) {
            if (outcome instanceof StepOutcome.Kept kept) {
                state.kept.note(kept.task().key(), kept.message(), now);
            }
        }
    }

    private void comeBack(AppState state) {
        state.arrived(() -> {});
        queue.wake(state.key, clock.instant().plus(AFTER_A_DEFECT));
    }

    private static List<StepOutcome> refused(List<List<Step>> ranks, String problem) {
        return ranks.stream()
                .flatMap(List::stream)
                .<StepOutcome>map(step -> new StepOutcome.NoAnswer(step.task(), problem))
                .toList();
    }

    /**
     * What has to be in the cluster before the first change: which kinds are in use, to find every
     * object again, and for hooks the sync itself, so that none runs twice: that it has begun
     * before one is created, and how it ended before one is deleted.
     *
     * @return why it cannot be written
     */
    private Optional<String> prepare(AppState state, SyncState sync, List<List<Step>> ranks) {
        try {
            kindsInUse.add(kindsOf(ranks));
            boolean untold =
                    has(ranks, Step.CreateHook.class) && !isWritten(state, sync)
                            || deletesHooks(ranks) && !tellsResults(state, sync);
            if (untold) {
                statuses.writeAhead(state, sync);
            }
            return Optional.empty();
        } catch (ClusterException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Set<GroupKind> kindsOf(List<List<Step>> ranks) {
        Set<GroupKind> kinds = new TreeSet<>();
        ranks.forEach(rank -> rank.forEach(step -> kinds.add(step.task().key().groupKind())));
        return kinds;
    }

    private static boolean isWritten(AppState state, SyncState sync) {
        return state.written
                .operationState()
                .filter(status -> status.startedAt().equals(sync.startedAt()))
                .filter(status -> status.retryCount() == sync.retryCount())
                .filter(status -> status.phase() == OperationPhase.RUNNING)
                .isPresent();
    }

    private static boolean tellsResults(AppState state, SyncState sync) {
        return isWritten(state, sync)
                && state.written
                        .operationState()
                        .flatMap(OperationState::syncResult)
                        .equals(sync.status().syncResult());
    }

    /** The cascade of a deletion takes those along that ran before it. */
    private static boolean deletesHooks(List<List<Step>> ranks) {
        return ranks.stream()
                .flatMap(List::stream)
                .anyMatch(
                        step ->
                                step instanceof Step.DeleteHook
                                        || step instanceof Step.Prune prune
                                                && prune.leftover().entry().hookRun().isPresent());
    }

    private static boolean has(List<List<Step>> ranks, Class<? extends Step> kind) {
        return ranks.stream().flatMap(List::stream).anyMatch(kind::isInstance);
    }

    private Cause cause(AppState state, SyncState sync) {
        Operation operation = sync.operation();
        String reason =
                state.deleting
                        ? "deletion"
                        : Undo.is(operation)
                                ? "undo"
                                : !operation.initiatedBy().automated()
                                        ? "request"
                                        : sync.request().resources().isEmpty()
                                                ? "sync"
                                                : "self-heal";
        PropagationPolicy propagation =
                state.deleting
                        ? Deletion.propagation(state)
                        : sync.request().options().prunePropagation();
        Normaliser respected =
                sync.request().options().respectIgnoreDifferences()
                        ? Normaliser.of(state.application().spec().ignoreDifferences())
                        : Normaliser.NONE;
        String actor = state.deleting ? "" : operation.initiatedBy().username();
        return new Cause(
                state.key.id(),
                sync.commits(),
                reason,
                actor,
                sync.startedAt().toString(),
                propagation,
                respected);
    }
}
