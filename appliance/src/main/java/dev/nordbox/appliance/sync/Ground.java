package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Namespaces and definitions stand before what needs them, as in Argo CD. */
final class Ground {

    private static final Comparator<SyncTask> EARLIER =
            Comparator.comparing(SyncTask::phase).thenComparing(SyncTask::wave);

    private Ground() {}

    /** The task, moved to the first that needs what it brings, if that comes earlier. */
    static SyncTask of(SyncTask task, List<SyncTask> all) {
        if (!(task instanceof SyncTask.Apply apply)) {
            return task;
        }
        return all.stream()
                .filter(needs(apply))
                .min(EARLIER)
                .filter(first -> EARLIER.compare(first, task) < 0)
                .<SyncTask>map(
                        first -> new SyncTask.Apply(apply.target(), first.phase(), first.wave()))
                .orElse(task);
    }

    private static Predicate<SyncTask> needs(SyncTask.Apply brought) {
        GroupKind kind = brought.key().groupKind();
        if (kind.equals(Placement.NAMESPACE)) {
            return other ->
                    !(other instanceof SyncTask.Prune)
                            && other.key().namespace().equals(brought.key().name());
        }
        if (kind.equals(Placement.DEFINITION)) {
            GroupKind defined = Placement.definedBy(brought.target().manifest().content());
            return other ->
                    !(other instanceof SyncTask.Prune) && other.key().groupKind().equals(defined);
        }
        return other -> false;
    }
}
