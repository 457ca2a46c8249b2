package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.argo.status.ResultCode;
import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.live.LiveEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which of the objects that a sync has applied were healthy when it was their turn. Pure. */
final class ObjectProgress {

    private ObjectProgress() {}

    /**
     * The state with those of the stage written down that are healthy now: what becomes of them
     * later is not the sync's matter any more, and some end and are cleared away.
     */
    static SyncState observed(SyncState state, Stage stage, SyncFacts facts) {
        Map<TaskId, ResourceResult> results = new LinkedHashMap<>(state.results());
        for (SyncTask task : stage.tasks()) {
            ResourceResult result = results.get(task.id());
            boolean applied =
                    task instanceof SyncTask.Apply
                            && result != null
                            && result.status().equals(Optional.of(ResultCode.SYNCED));
            if (applied && health(task, facts).status() == HealthStatus.HEALTHY) {
                results.put(task.id(), Results.succeeded(result));
            }
        }
        return results.equals(state.results()) ? state : state.with(results);
    }

    /** Of one that has gone: what it was last, which is healthy for a Job that was done. */
    private static Health health(SyncTask task, SyncFacts facts) {
        return facts.live(task.key())
                .or(() -> facts.lastSeen(task.key()))
                .map(LiveEntry::health)
                .orElse(Health.MISSING);
    }

    static boolean wasHealthy(Optional<ResourceResult> result) {
        return result.flatMap(ResourceResult::hookPhase)
                .equals(Optional.of(OperationPhase.SUCCEEDED));
    }

    /**
     * It was applied, and somebody deleted it; one whose end was not heard of may have been done.
     */
    static boolean hasVanished(SyncTask.Apply task, SyncFacts facts) {
        return facts.live(task.key()).isEmpty() && facts.lastSeen(task.key()).isPresent();
    }
}
