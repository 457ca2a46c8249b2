package dev.nordbox.appliance.argo.status;

import java.util.List;
import java.util.Map;

/**
 * The outcome of the last comparison.
 *
 * @param comparedTo the parts of the spec that it was made with
 * @param revision the commit; {@code ""} when it could not be told or there are several sources
 * @param revisions the commits of several sources
 */
public record SyncStatus(
        SyncStatusCode status, ComparedTo comparedTo, String revision, List<String> revisions) {
    public SyncStatus {
        revisions = List.copyOf(revisions);
    }

    /** The commit or those of several sources, for people and logs. */
    public String commits() {
        return new Origin(revision, revisions, Map.of(), List.of()).commits();
    }
}
