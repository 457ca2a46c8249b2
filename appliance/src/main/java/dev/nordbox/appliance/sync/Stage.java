package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.SyncPhase;
import java.util.List;

/**
 * What a sync does at one time: the tasks of one wave of one phase.
 *
 * @param gated the next stage begins only after this one's objects are healthy
 */
public record Stage(SyncPhase phase, long wave, List<SyncTask> tasks, boolean gated) {
    public Stage {
        tasks = List.copyOf(tasks);
    }

    boolean hasHooks() {
        return tasks.stream().anyMatch(SyncTask.Hook.class::isInstance);
    }
}
