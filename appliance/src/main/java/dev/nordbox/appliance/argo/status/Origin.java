package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Map;

/**
 * What manifests were made from, as the status of an Application says it: one source at a commit,
 * or several, each at its own.
 *
 * @param revision the commit; {@code ""} with several sources, or when it is not known
 * @param revisions the commits of several sources, one for each
 * @param source in the spec's words; empty when there are several
 */
public record Origin(
        String revision, List<String> revisions, Map<String, Object> source, List<Object> sources) {

    public static final Origin UNKNOWN = new Origin("", List.of(), Map.of(), List.of());

    private static final int SHORT = 7;

    public Origin {
        revisions = List.copyOf(revisions);
    }

    /**
     * @param spec {@code spec} of the Application, as written
     * @param commits one for each of its sources
     */
    public static Origin of(Map<String, Object> spec, List<String> commits) {
        List<Object> sources = Fields.list(spec, "sources");
        return sources.isEmpty()
                ? new Origin(
                        commits.isEmpty() ? "" : commits.get(0),
                        List.of(),
                        Fields.map(spec, "source"),
                        List.of())
                : new Origin("", commits, Map.of(), sources);
    }

    /** A sync of everything to these commits. */
    public SyncRequest request(boolean prune, SyncOptions options) {
        return SyncRequest.to(revision, revisions, prune, options);
    }

    public boolean known() {
        return !revision.isEmpty() || !revisions.isEmpty();
    }

    /** The commits, for people and logs. */
    public String commits() {
        return revisions.isEmpty()
                ? revision
                : String.join(
                        ", ",
                        revisions.stream()
                                .map(id -> id.substring(0, Math.min(SHORT, id.length())))
                                .toList());
    }
}
