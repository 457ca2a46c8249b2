package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.SyncPhase;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.ResourceKey;

/** One thing that a sync does to one object. */
public sealed interface SyncTask {

    ResourceKey key();

    SyncPhase phase();

    long wave();

    default TaskId id() {
        return new TaskId(key(), phase());
    }

    /** The object is to be as the repository has it. */
    record Apply(Target target, SyncPhase phase, long wave) implements SyncTask {
        @Override
        public ResourceKey key() {
            return target.key();
        }
    }

    /** The object runs once, to its end. */
    record Hook(Target target, SyncPhase phase, long wave) implements SyncTask {
        @Override
        public ResourceKey key() {
            return target.key();
        }
    }

    /** The object left the repository. */
    record Prune(Leftover leftover, SyncPhase phase, long wave) implements SyncTask {
        @Override
        public ResourceKey key() {
            return leftover.key();
        }
    }
}
