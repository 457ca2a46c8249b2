package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;

/** What of a sync the server can be asked about before anything is stored. */
record Trial(SyncTasks tasks, SyncFacts facts) {

    /** Nothing of the set is there yet. */
    boolean isFirst() {
        return wanted().stream().allMatch(t -> facts.verdict(t).kind() == Verdict.Kind.MISSING);
    }

    /** What the server has not been asked about, and can answer. */
    List<Target> open() {
        return wanted().stream().filter(this::isOpen).filter(this::hasGround).toList();
    }

    private List<Target> wanted() {
        return tasks.all().stream()
                .filter(SyncTask.Apply.class::isInstance)
                .map(task -> ((SyncTask.Apply) task).target())
                .toList();
    }

    private boolean isOpen(Target target) {
        Verdict.Kind kind = facts.verdict(target).kind();
        return kind == Verdict.Kind.UNKNOWN || kind == Verdict.Kind.MISSING;
    }

    /** Its kind and namespace are there, so that the server's answer is about the object. */
    boolean hasGround(Target target) {
        String namespace = target.key().namespace();
        ResourceKey ground = new ResourceKey("", Placement.NAMESPACE.kind(), "", namespace);
        return target.placed()
                && facts.isServed(target.key().groupKind())
                && (namespace.isEmpty() || facts.live(ground).isPresent());
    }
}
