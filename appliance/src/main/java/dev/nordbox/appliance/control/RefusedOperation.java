package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.argo.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operation may ask for and cannot have. It is refused by name: a sync of another kind than
 * the one that was asked for would be worse than none.
 */
final class RefusedOperation {

    private static final int SHORTEST_ABBREVIATION = 7;

    private RefusedOperation() {}

    /** Why the operation is not begun; empty when it can be. */
    static Optional<String> in(Operation operation, AppState state, Level level) {
        List<String> unsupported =
                operation.sync().map(sync -> fields(sync, state, level)).orElse(List.of());
        return unsupported.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the operation was not begun: "
                                + String.join("; ", unsupported)
                                + "; what the Application itself names can be synced");
    }

    private static List<String> fields(SyncRequest sync, AppState state, Level level) {
        List<String> unsupported = new ArrayList<>();
        if (isAnother(sync.revision(), state, level)
                || sync.revisions().stream().anyMatch(any -> isAnother(any, state, level))) {
            unsupported.add(
                    "sync.revision is not the commit that is followed, "
                            + level.origin().commits()
                            + ", and no other can be synced yet: change targetRevision, or revert"
                            + " the commit in Git");
        }
        boolean ownSource = sync.source().map(level.origin().source()::equals).orElse(true);
        boolean ownSources =
                sync.sources().isEmpty() || sync.sources().equals(level.origin().sources());
        if (!ownSource || !ownSources) {
            unsupported.add("sync.source is not the Application's own, which is not supported yet");
        }
        List<String> shared = level.sharedAgainst(sync.options());
        if (!shared.isEmpty()) {
            unsupported.add(AutoSync.refusalOfShared(shared));
        }
        if (!sync.manifests().isEmpty()) {
            unsupported.add("sync.manifests is not supported yet: commit them instead");
        }
        return unsupported;
    }

    private static boolean isAnother(String revision, AppState state, Level level) {
        boolean abbreviated =
                revision.length() >= SHORTEST_ABBREVIATION
                        && Stream.concat(
                                        Stream.of(level.origin().revision()),
                                        level.origin().revisions().stream())
                                .anyMatch(commit -> commit.startsWith(revision));
        boolean own =
                state.application().spec().sources().stream()
                        .map(Source::targetRevision)
                        .anyMatch(revision::equals);
        return !revision.isEmpty() && !abbreviated && !own;
    }
}
