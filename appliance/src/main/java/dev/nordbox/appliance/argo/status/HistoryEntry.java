package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.Operation.Initiator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sync that succeeded, to which one can go back.
 *
 * @param id one more than that of the entry before
 * @param revision the commit; {@code ""} with several sources
 * @param revisions the commits of several sources
 * @param source as it was synced, in the spec's words; empty when there are several
 */
public record HistoryEntry(
        long id,
        String revision,
        List<String> revisions,
        Map<String, Object> source,
        List<Object> sources,
        Optional<Instant> deployStartedAt,
        Instant deployedAt,
        Initiator initiatedBy) {
    public HistoryEntry {
        revisions = List.copyOf(revisions);
    }
}
