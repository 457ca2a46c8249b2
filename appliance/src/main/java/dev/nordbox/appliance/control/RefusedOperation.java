package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.Spec;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.status.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operation may ask for and cannot have. It is refused by name: a sync of another kind than
 * the one that was asked for would be worse than none.
 */
final class RefusedOperation {

    private RefusedOperation() {}

    /**
     * Why the operation is not begun; empty when it can be.
     *
     * @param level read where the operation leads
     */
    static Optional<String> in(Operation operation, AppState state, Level level) {
        boolean lost =
                !level.known() && state.aim().isEmpty(); // nobody waits for it any more later
        List<String> reasons =
                lost
                        ? unknown(level)
                        : operation.sync().map(sync -> of(sync, state, level)).orElse(none());
        String wayOut =
                lost
                        ? "mend that, and ask again"
                        : "what the Application itself names can be synced";
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the operation was not begun: "
                                + String.join("; ", reasons)
                                + "; "
                                + wayOut);
    }

    private static List<String> none() {
        return List.of();
    }

    private static List<String> of(SyncRequest sync, AppState state, Level level) {
        List<String> reasons = new ArrayList<>();
        if (state.aim().isPresent()) {
            reasons.addAll(unknown(level));
        } else if (Aim.of(sync, state, level.origin()).isPresent()) {
            reasons.addAll(ofAim(sync, state));
        }
        List<String> shared = level.sharedAgainst(sync.options());
        if (!shared.isEmpty()) {
            reasons.add(AutoSync.refusalOfShared(shared));
        }
        if (!sync.manifests().isEmpty()) {
            reasons.add("sync.manifests is not supported yet: commit them instead");
        }
        return reasons;
    }

    /** Why it is not known what the revision holds. */
    private static List<String> unknown(Level level) {
        boolean complete = level.known() && level.basis() == Level.Basis.NEWEST;
        return complete
                ? none()
                : level.conditions().stream()
                        .filter(condition -> condition.type().isError())
                        .map(Condition::message)
                        .toList();
    }

    /** Why the application is not synced to anything but what it names itself. */
    static List<String> ofAim(SyncRequest sync, AppState state) {
        Spec spec = state.application().spec();
        if (state.isRoot()) {
            return List.of(
                    "it is the root, whose revision is the one that the controller follows: sync"
                            + " the Applications that it brings, or revert the commit in Git");
        }
        if (state.application().syncsByItself() && !sync.dryRun()) {
            return List.of(
                    automated(sync, spec)
                            + ": `app hold "
                            + state.key
                            + "` pauses it, or revert the commit in Git");
        }
        boolean many = !sync.sources().isEmpty() || sync.source().isEmpty() && spec.manySources();
        int sources = sync.sources().isEmpty() ? spec.sources().size() : sync.sources().size();
        if (many && !sync.revision().isEmpty()) {
            return List.of(
                    "sync.revision is for one source, and there are "
                            + sources
                            + ": write sync.revisions, one for each");
        }
        if (!many && !sync.revisions().isEmpty()
                || many && !sync.revisions().isEmpty() && sync.revisions().size() != sources) {
            return List.of(
                    "sync.revisions has "
                            + sync.revisions().size()
                            + " entries for "
                            + sources
                            + (many ? " sources: write one for each" : " source: write revision"));
        }
        return none();
    }

    /** In Argo CD's words. */
    private static String automated(SyncRequest sync, Spec spec) {
        List<String> targets = spec.sources().stream().map(source -> source.target()).toList();
        String wanted =
                String.join(
                        ", ",
                        Stream.concat(Stream.of(sync.revision()), sync.revisions().stream())
                                .filter(revision -> !revision.isEmpty())
                                .toList());
        return "Cannot sync to "
                + (wanted.isEmpty() ? "another source" : wanted)
                + ": auto-sync currently set to "
                + String.join(", ", targets);
    }
}
