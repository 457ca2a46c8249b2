package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.desired.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be done next about a sync. */
public sealed interface Decision {

    SyncState state();

    /** Ask the server about all of these, storing nothing. */
    record Try(SyncState state, List<Target> targets) implements Decision {}

    /**
     * @param ranks one after the other; the steps of one rank at the same time
     */
    record Do(SyncState state, List<List<Step>> ranks) implements Decision {
        public Do {
            ranks = List.copyOf(ranks);
        }
    }

    /**
     * @param until empty: for a change in the cluster or of the repository
     */
    record Wait(SyncState state, Optional<Instant> until) implements Decision {}

    record End(SyncState state) implements Decision {}
}
