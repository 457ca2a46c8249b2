package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.HistoryEntry;
import dev.nordbox.appliance.sync.SyncState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The syncs one can go back to. */
final class History {

    private History() {}

    /** With this one at the end; the eldest go where the limit asks for it. */
    static List<HistoryEntry> with(ApplicationStatus status, SyncState done, long limit) {
        List<HistoryEntry> entries = new ArrayList<>(status.history());
        Instant deployedAt = done.finishedAt().orElse(done.startedAt());
        boolean known = !entries.isEmpty() && isOf(entries.get(entries.size() - 1), done);
        if (!known) {
            long id = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).id() + 1;
            entries.add(
                    new HistoryEntry(
                            id,
                            done.origin(),
                            Optional.of(done.startedAt()),
                            deployedAt,
                            done.operation().initiatedBy()));
        }
        int surplus = (int) Math.max(0, entries.size() - limit);
        return List.copyOf(entries.subList(surplus, entries.size()));
    }

    /** Within a second there may be one sync, and the way back from it. */
    private static boolean isOf(HistoryEntry last, SyncState done) {
        return last.deployStartedAt().equals(Optional.of(done.startedAt()))
                && last.origin().equals(done.origin());
    }
}
