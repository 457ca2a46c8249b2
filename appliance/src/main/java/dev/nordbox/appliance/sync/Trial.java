package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.stream.Stream;

/** What of a sync the server can be asked about before anything is stored. */
record Trial(SyncTasks tasks, SyncFacts facts, SyncState state) {

    /** Nothing of the set is there yet. */
    boolean isFirst() {
        return wanted().stream().allMatch(t -> facts.verdict(t).kind() == Verdict.Kind.MISSING);
    }

    /** What the server has not been asked about, and can answer. */
    List<Target> open() {
        return Stream.concat(wanted().stream(), hooks().stream().map(SyncTask.Hook::target))
                .filter(this::isOpen)
                .filter(this::hasGround)
                .distinct()
                .toList();
    }

    /** Those that have not begun: what they will be refused for is to be known before. */
    List<SyncTask.Hook> hooks() {
        return tasks.all().stream()
                .filter(SyncTask.Hook.class::isInstance)
                .map(SyncTask.Hook.class::cast)
                .filter(hook -> !state.results().containsKey(hook.id()))
                .filter(
                        hook ->
                                facts.live(hook.key())
                                        .filter(live -> hook.isRunBy(live, state))
                                        .isEmpty())
                .toList();
    }

    private List<Target> wanted() {
        return tasks.all().stream()
                .filter(SyncTask.Apply.class::isInstance)
                .map(task -> ((SyncTask.Apply) task).target())
                .toList();
    }

    /** What was refused before is asked again in each attempt: what it was for may be gone. */
    private boolean isOpen(Target target) {
        Verdict verdict = facts.verdict(target);
        return verdict.kind() == Verdict.Kind.UNKNOWN
                || verdict.kind() == Verdict.Kind.MISSING
                || verdict.isFinal();
    }

    /** A refusal by a schema that the set itself is about to change is not the last word. */
    Verdict verdict(Target target) {
        Verdict verdict = facts.verdict(target);
        return verdict.kind() == Verdict.Kind.REFUSED && isRedefined(target.key().groupKind())
                ? new Verdict(Verdict.Kind.REFUSED_FOR_NOW, verdict.message())
                : verdict;
    }

    private boolean isRedefined(GroupKind kind) {
        return wanted().stream()
                .filter(target -> target.key().groupKind().equals(Placement.DEFINITION))
                .filter(target -> Placement.definedBy(target.manifest().content()).equals(kind))
                .anyMatch(target -> facts.verdict(target).kind() != Verdict.Kind.EQUAL);
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
