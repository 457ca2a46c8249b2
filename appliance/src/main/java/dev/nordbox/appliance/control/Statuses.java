package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.Conditions;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.live.Discovered;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.threads.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** What the statuses of Applications say, and when it is written. */
final class Statuses {

    private static final Duration AFTER_SILENCE = Duration.ofSeconds(2);
    private static final int RESOURCES_PER_SECOND_OF_PAUSE = 250;

    private final WorkQueue<AppKey> queue;
    private final StatusReport reports;
    private final StatusWriting writing;

    Statuses(Cluster cluster, LiveCache cache, Discovered discovered, WorkQueue<AppKey> queue) {
        this.queue = queue;
        this.reports = new StatusReport(cache, discovered);
        this.writing = new StatusWriting(cluster, cache);
    }

    ApplicationStatus report(AppState state, Level level, List<String> complaints, Instant now) {
        ApplicationStatus status = reports.of(state, level, complaints, now);
        state.reported = status;
        return status;
    }

    /** A large status costs more, and changes more often. */
    Duration statusPause(AppState state, Duration least) {
        int size = state.level.map(level -> level.mine().size()).orElse(0);
        return least.plusMillis(1000L * size / RESOURCES_PER_SECOND_OF_PAUSE);
    }

    void write(AppState state, ApplicationStatus status, boolean operationTaken, boolean refreshed)
            throws ClusterException {
        writing.write(state, status, operationTaken, refreshed);
        state.written = status;
    }

    /** The sync as it stands, before it does what must not be done twice. */
    void writeAhead(AppState state, SyncState sync) throws ClusterException {
        write(state, withSync(state.written, sync, state.written.conditions()), true, false);
    }

    /**
     * @param failures why the deletion does not go on
     */
    void reportDeletion(AppState state, List<String> failures, Instant now) {
        Conditions conditions =
                state.written
                        .conditions()
                        .with(
                                EnumSet.of(ConditionType.DELETION_ERROR),
                                failures.stream()
                                        .map(why -> Condition.of(ConditionType.DELETION_ERROR, why))
                                        .toList(),
                                now);
        ApplicationStatus status = withSync(state.written, state.sync.orElseThrow(), conditions);
        if (StatusWriting.saySame(status, state.written)) {
            return;
        }
        try {
            write(state, status, false, false);
        } catch (ClusterException e) {
            queue.wake(state.key, now.plus(AFTER_SILENCE));
        }
    }

    private static ApplicationStatus withSync(
            ApplicationStatus status, SyncState sync, Conditions conditions) {
        OperationState operation = sync.status();
        return new ApplicationStatus(
                status.sync(),
                status.health(),
                status.resources(),
                Optional.of(operation),
                status.history(),
                conditions,
                status.summary(),
                status.reconciledAt(),
                status.sourceType(),
                status.sourceTypes(),
                status.controllerNamespace(),
                status.others());
    }
}
