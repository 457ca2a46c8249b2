package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.SyncRequest.Strategy;
import dev.nordbox.appliance.argo.status.HistoryEntry;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.Answer.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way back to an entry of the history, as Argo CD goes it: a sync to its commits and source,
 * without hooks. Pure.
 *
 * @param request what to sync; empty when it is refused
 * @param refusal what to answer then
 */
record Rollback(Optional<SyncRequest> request, Optional<Answer> refusal) {

    /** The last entry is where the application is. */
    private static final int BEFORE_THE_LAST = 2;

    /**
     * @param id of an entry; {@code ""} for the one before the last
     * @param object the Application as it is in the cluster
     */
    static Rollback to(String id, LiveObject object, boolean prune, boolean dryRun) {
        Application application = ApplicationReader.read(object.content()).application();
        String name = application.name();
        if (application.syncsByItself() && !dryRun) {
            return refused(
                    Refusal.CONFLICT,
                    "automated sync of " + name + " is on, and would undo a rollback at once",
                    "`app hold "
                            + name
                            + "` pauses it until `app release`; or revert the commit in Git");
        }
        List<HistoryEntry> history =
                StatusReader.read(Fields.map(object.content(), "status")).history();
        Optional<HistoryEntry> entry = id.isEmpty() ? previous(history) : withId(id, history);
        if (entry.isEmpty()) {
            return refused(
                    id.isEmpty() ? Refusal.CONFLICT : Refusal.INVALID,
                    id.isEmpty()
                            ? name + " has no earlier sync to go back to"
                            : "the history of " + name + " has no entry " + id,
                    history.isEmpty()
                            ? "it has never been synced as a whole: `app sync " + name + "`"
                            : "its entries are " + ids(history) + ": `app history " + name + "`");
        }
        if (!entry.get().origin().known()) {
            return refused(
                    Refusal.CONFLICT,
                    "entry " + entry.get().id() + " does not say which commit it was",
                    "name a commit: `app sync " + name + " --revision COMMIT`");
        }
        SyncOptions options = application.spec().syncPolicy().options();
        return new Rollback(
                Optional.of(request(entry.get().origin(), prune, dryRun, options)),
                Optional.empty());
    }

    private static SyncRequest request(
            Origin origin, boolean prune, boolean dryRun, SyncOptions options) {
        return new SyncRequest(
                origin.revision(),
                origin.revisions(),
                prune,
                dryRun,
                options,
                List.of(),
                List.of(),
                origin.source().isEmpty() ? Optional.empty() : Optional.of(origin.source()),
                sources(origin),
                new Strategy(true, false),
                0);
    }

    private static List<Map<String, Object>> sources(Origin origin) {
        return origin.sources().stream().map(Fields::map).toList();
    }

    private static Optional<HistoryEntry> previous(List<HistoryEntry> history) {
        return history.size() < BEFORE_THE_LAST
                ? Optional.empty()
                : Optional.of(history.get(history.size() - BEFORE_THE_LAST));
    }

    private static Optional<HistoryEntry> withId(String id, List<HistoryEntry> history) {
        return history.stream().filter(any -> String.valueOf(any.id()).equals(id)).findFirst();
    }

    private static String ids(List<HistoryEntry> history) {
        return String.join(", ", history.stream().map(any -> String.valueOf(any.id())).toList());
    }

    private static Rollback refused(Refusal kind, String error, String fix) {
        return new Rollback(Optional.empty(), Optional.of(Answer.refused(kind, error, fix)));
    }
}
