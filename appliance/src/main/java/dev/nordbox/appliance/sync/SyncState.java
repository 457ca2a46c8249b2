package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.Retry;
import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.status.HistoryEntry;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.argo.status.SyncResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a sync has come. All of it that matters after a restart is in the Application's {@code
 * status.operationState}; the rest is found out again.
 *
 * @param origin the Application's sources, in its own words, and the commits that are synced
 * @param results what was done in this attempt
 * @param tried the server has been asked about everything in advance
 * @param attemptAt begin of this attempt
 * @param notBefore the API server did not answer: when to ask it again
 * @param silences how often in a row it did not
 */
public record SyncState(
        Operation operation,
        OperationPhase phase,
        String message,
        Instant startedAt,
        Optional<Instant> finishedAt,
        long retryCount,
        Origin origin,
        Map<TaskId, ResourceResult> results,
        boolean tried,
        Instant attemptAt,
        Optional<Instant> notBefore,
        int silences) {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /** One that began later than that was told by a clock that was wrong. */
    private static final Duration CROWD = Duration.ofMinutes(1);

    public SyncState {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    }

    /**
     * @param last when the one before began
     */
    public static SyncState begin(
            Operation operation, Origin origin, Instant now, Optional<Instant> last) {
        return new SyncState(
                operation,
                OperationPhase.RUNNING,
                "",
                secondOfItsOwn(now, last),
                Optional.empty(),
                0,
                origin,
                Map.of(),
                false,
                now,
                Optional.empty(),
                0);
    }

    /**
     * A status tells whole seconds, and hooks and tombstones are marked with them: of two syncs in
     * one second, the later one would take the hooks of the first for its own.
     */
    private static Instant secondOfItsOwn(Instant now, Optional<Instant> last) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return last.map(before -> before.plusSeconds(1))
                .filter(next -> next.isAfter(second) && next.isBefore(second.plus(CROWD)))
                .orElse(second);
    }

    /** Goes on with what a status says, after a restart. */
    public static SyncState resume(OperationState status, Instant now) {
        Map<TaskId, ResourceResult> results = new LinkedHashMap<>();
        List<ResourceResult> known =
                status.syncResult().map(SyncResult::resources).orElse(List.of());
        for (ResourceResult result : known) {
            result.syncPhase()
                    .ifPresent(phase -> results.put(new TaskId(result.key(), phase), result));
        }
        return new SyncState(
                status.operation(),
                status.phase(),
                status.message(),
                status.startedAt(),
                status.finishedAt(),
                status.retryCount(),
                status.syncResult().map(SyncResult::origin).orElse(Origin.UNKNOWN),
                results,
                false,
                now,
                Optional.empty(),
                0);
    }

    /** A sync that an earlier controller completed, as the history tells it. */
    public static SyncState completed(HistoryEntry entry) {
        return new SyncState(
                new Operation(
                        Optional.of(entry.origin().request(false, SyncOptions.NONE)),
                        entry.initiatedBy(),
                        List.of(),
                        Retry.NEVER),
                OperationPhase.SUCCEEDED,
                "",
                entry.deployStartedAt().orElse(entry.deployedAt()),
                Optional.of(entry.deployedAt()),
                0,
                entry.origin(),
                Map.of(),
                true,
                entry.deployedAt(),
                Optional.empty(),
                0);
    }

    public OperationState status() {
        SyncResult result =
                new SyncResult(origin, new ArrayList<>(results.values()), Optional.empty());
        return new OperationState(
                operation, phase, message, Optional.of(result), startedAt, finishedAt, retryCount);
    }

    public SyncRequest request() {
        return operation.sync().orElseGet(() -> origin.request(false, SyncOptions.NONE));
    }

    /** The commit that is synced, or several; for people and logs. */
    public String commits() {
        return origin.commits();
    }

    /**
     * The commit that its hooks are named after. A sync that nobody asked for says at which it
     * began, and may have gone on at another one that asks for the same.
     */
    public String begunAt() {
        return operation
                .sync()
                .filter(sync -> operation.initiatedBy().automated())
                .map(sync -> new Origin(sync.revision(), sync.revisions(), Map.of(), List.of()))
                .filter(Origin::known)
                .orElse(origin)
                .commits();
    }

    /** The same, which goes on as a sync to another commit that asks for the same. */
    public SyncState at(Origin other) {
        return goingOn(other, notBefore, silences);
    }

    /** Names this attempt. */
    public String run() {
        return startedAt.getEpochSecond() + "-" + retryCount;
    }

    public boolean isRunning() {
        return phase == OperationPhase.RUNNING || phase == OperationPhase.TERMINATING;
    }

    public boolean succeeded() {
        return phase == OperationPhase.SUCCEEDED;
    }

    /** The last attempt failed, and another one is due later. */
    public boolean awaitsRetry() {
        return phase == OperationPhase.RUNNING && finishedAt.isPresent();
    }

    Instant retryAt() {
        Retry retry = operation.retry();
        return finishedAt.orElseThrow().plus(retry.pause(Math.max(0, retryCount - 1)));
    }

    SyncState nextAttempt(Instant now) {
        return copy(phase, "", Optional.empty(), retryCount, Map.of(), false, now);
    }

    /** The same, with what it waits for as its message. */
    public SyncState waitingFor(String what) {
        return copy(phase, what, finishedAt, retryCount, results, tried, attemptAt);
    }

    SyncState markTried() {
        return copy(phase, message, finishedAt, retryCount, results, true, attemptAt);
    }

    /** The server did not answer: it is to be asked again before anything is changed. */
    public SyncState untried() {
        return copy(phase, message, finishedAt, retryCount, results, false, attemptAt);
    }

    SyncState with(Map<TaskId, ResourceResult> newer) {
        return copy(phase, message, finishedAt, retryCount, newer, tried, attemptAt);
    }

    SyncState ended(OperationPhase how, String why, Instant now) {
        return copy(how, why, Optional.of(now), retryCount, results, tried, attemptAt);
    }

    SyncState failedForNow(String why, Instant now) {
        return copy(phase, why, Optional.of(now), retryCount + 1, results, tried, attemptAt);
    }

    private SyncState copy(
            OperationPhase newPhase,
            String newMessage,
            Optional<Instant> newFinishedAt,
            long newRetryCount,
            Map<TaskId, ResourceResult> newResults,
            boolean newTried,
            Instant newAttemptAt) {
        return new SyncState(
                operation,
                newPhase,
                newMessage,
                startedAt,
                newFinishedAt,
                newRetryCount,
                origin,
                newResults,
                newTried,
                newAttemptAt,
                notBefore,
                silences);
    }

    /** The API server did not answer: the attempt goes on when it does. */
    SyncState silent(String why, Instant now) {
        Duration pause = Duration.ofMillis(500L << Math.min(silences, 10));
        Duration bounded = pause.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : pause;
        return goingOn(origin, Optional.of(now.plus(bounded)), silences + 1).waitingFor(why);
    }

    SyncState answered() {
        return notBefore.isEmpty() && silences == 0 ? this : goingOn(origin, Optional.empty(), 0);
    }

    private SyncState goingOn(Origin at, Optional<Instant> next, int count) {
        return new SyncState(
                operation,
                phase,
                message,
                startedAt,
                finishedAt,
                retryCount,
                at,
                results,
                tried,
                attemptAt,
                next,
                count);
    }

    /** Somebody asked for its end. */
    public SyncState terminating() {
        return new SyncState(
                operation,
                OperationPhase.TERMINATING,
                "terminating",
                startedAt,
                finishedAt,
                retryCount,
                origin,
                results,
                tried,
                attemptAt,
                Optional.empty(),
                0);
    }
}
