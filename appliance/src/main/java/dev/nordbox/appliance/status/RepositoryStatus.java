package dev.nordbox.appliance.status;

import dev.nordbox.appliance.git.Revision;
import java.time.Instant;
import java.util.Optional;

/**
 * How the repository stands.
 *
 * @param url without credentials
 * @param revision the last that arrived; empty before the first
 * @param polledAt when the repository last answered
 * @param readable all of the revision could be read: if not, only a new commit mends it
 * @param busy the first poll, or one that was asked for, has not ended: the rest may be outdated
 * @param problem what the last poll, or the reading of what it brought, failed with
 */
public record RepositoryStatus(
        String url,
        String targetRevision,
        String path,
        Optional<Revision> revision,
        Optional<Instant> polledAt,
        boolean readable,
        boolean busy,
        Optional<Problem> problem) {

    /**
     * What is in the way.
     *
     * @param reason one word for scripts, as {@code HOST_KEY_REFUSED}
     * @param remedy what the operator does now
     * @param since when the first poll in a row failed, whatever with
     */
    public record Problem(String reason, String message, String remedy, Instant since) {}
}
