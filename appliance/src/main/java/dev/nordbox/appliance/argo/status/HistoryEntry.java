package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.Operation.Initiator;
import java.time.Instant;
import java.util.Optional;

/**
 * A sync that succeeded, to which one can go back.
 *
 * @param id one more than that of the entry before
 * @param origin as it was synced
 */
public record HistoryEntry(
        long id,
        Origin origin,
        Optional<Instant> deployStartedAt,
        Instant deployedAt,
        Initiator initiatedBy) {}
