package dev.nordbox.appliance.argo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code spec} of an Application.
 *
 * @param project {@code default} when none is named; that it exists is for the caller to see to
 * @param sources {@code sources}, or the one {@code source}; empty when the spec names none, which
 *     is a fatal problem of the reading
 * @param manySources written as {@code sources}: revisions in the status are a list, too
 * @param revisionHistoryLimit entries kept in {@code status.history}; 0 keeps none
 * @param content the spec as written, for the status
 */
public record Spec(
        String project,
        List<Source> sources,
        boolean manySources,
        Destination destination,
        SyncPolicy syncPolicy,
        List<IgnoreDifference> ignoreDifferences,
        List<Info> info,
        long revisionHistoryLimit,
        Map<String, Object> content) {

    public static final long DEFAULT_HISTORY_LIMIT = 10;

    public Spec {
        sources = List.copyOf(sources);
        ignoreDifferences = List.copyOf(ignoreDifferences);
        info = List.copyOf(info);
    }

    /** The source that brings objects; the others only lend their files. */
    public Optional<Source> renderedSource() {
        return sources.stream().filter(Source::brings).findFirst();
    }
}
