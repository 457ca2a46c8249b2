package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.Operation;
import java.time.Instant;
import java.util.Optional;

/**
 * A sync that runs or ran.
 *
 * @param message what it waits for or why it failed, for people
 * @param syncResult empty until it has touched something
 * @param finishedAt present while it waits for a retry, too: the end of the last attempt
 * @param retryCount attempts made after the first one
 */
public record OperationState(
        Operation operation,
        OperationPhase phase,
        String message,
        Optional<SyncResult> syncResult,
        Instant startedAt,
        Optional<Instant> finishedAt,
        long retryCount) {}
