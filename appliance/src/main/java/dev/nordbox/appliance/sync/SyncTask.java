package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.SyncPhase;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Optional;

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
        /** What its object is marked with: one of several phases runs in each of them. */
        String mark(SyncState state) {
            boolean several = target.options().hooks().size() > 1;
            return several ? state.run() + "-" + phase : state.run();
        }

        boolean isRunBy(LiveEntry live, SyncState state) {
            return live.hookRun().equals(Optional.of(mark(state)));
        }

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
