package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.HookDeletePolicy;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.argo.status.ResultCode;
import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.desired.KindRank;
import dev.nordbox.appliance.desired.Placement;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.GroupKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where one stage stands: what can be done now, what has failed, what is waited for. Pure. */
final class StageRun {

    /** Deletions of a stage go before what it applies, as in Argo CD. */
    private static final int DELETIONS = -1;

    private final Stage stage;
    private final SyncTasks tasks;
    private final SyncState state;
    private final SyncFacts facts;
    private final Instant now;
    private final Map<Integer, List<Step>> steps = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> waits = new ArrayList<>();
    private final List<String> hooksThatRun = new ArrayList<>();
    private int asked;

    StageRun(Stage stage, SyncTasks tasks, SyncState state, SyncFacts facts, Instant now) {
        this.stage = stage;
        this.tasks = tasks;
        this.state = state;
        this.facts = facts;
        this.now = now;
        for (SyncTask task : stage.tasks()) {
            if (task instanceof SyncTask.Apply apply) {
                look(apply);
            } else if (task instanceof SyncTask.Hook hook) {
                look(hook);
            } else if (task instanceof SyncTask.Prune prune) {
                look(prune);
            }
        }
    }

    /** By rank of the kinds: what others need comes first. */
    List<List<Step>> steps() {
        return List.copyOf(steps.values());
    }

    List<String> failures() {
        return failures;
    }

    List<String> waits() {
        return Stream.concat(hooksThatRun.stream(), waits.stream()).toList();
    }

    /** What is waited for even when the rest of the stage has failed. */
    List<String> hooksThatRun() {
        return hooksThatRun;
    }

    private Optional<ResourceResult> result(SyncTask task) {
        return Optional.ofNullable(state.results().get(task.id()));
    }

    private static boolean is(Optional<ResourceResult> result, ResultCode code) {
        return result.flatMap(ResourceResult::status).equals(Optional.of(code));
    }

    // ---- apply

    private void look(SyncTask.Apply task) {
        Optional<ResourceResult> result = result(task);
        Verdict verdict = facts.verdict(task.target());
        if (is(result, ResultCode.SYNC_FAILED)) {
            failures.add(Results.about(task.target(), result.orElseThrow().message()));
        } else if (ObjectProgress.wasHealthy(result)) {
            return;
        } else if (is(result, ResultCode.SYNCED) || verdict.kind() == Verdict.Kind.EQUAL) {
            awaitHealth(task);
        } else if (facts.live(task.key()).filter(LiveEntry::terminating).isPresent()) {
            waits.add("waiting for the deletion of " + task.key());
        } else if (comesWithDefinition(task.key().groupKind())) {
            waits.add("waiting for the definition of " + task.key().groupKind());
        } else if (awaitsDefinition(task.key().groupKind())) {
            waits.add("waiting for the change of the definition of " + task.key().groupKind());
        } else {
            boolean replace = state.request().options().replaces(task.target().options());
            boolean force = task.target().options().force() || forced();
            add(
                    KindRank.of(task.key().groupKind()),
                    new Step.Apply(task.id(), task.target(), replace, force));
        }
    }

    private boolean forced() {
        return state.request().strategy().force();
    }

    /** The sync brings the definition itself, and the server does not serve the kind yet. */
    private boolean comesWithDefinition(GroupKind kind) {
        if (facts.isServed(kind)) {
            return false;
        }
        return definitionsOf(kind).findAny().isPresent();
    }

    /** The stage changes the definition, and has not yet: it is not sent in one batch with this. */
    private boolean awaitsDefinition(GroupKind kind) {
        return definitionsOf(kind)
                .filter(stage.tasks()::contains)
                .filter(definition -> result(definition).isEmpty())
                .anyMatch(d -> facts.verdict(d.target()).kind() != Verdict.Kind.EQUAL);
    }

    private Stream<SyncTask.Apply> definitionsOf(GroupKind kind) {
        return tasks.all().stream()
                .filter(task -> task instanceof SyncTask.Apply)
                .filter(task -> task.key().groupKind().equals(Placement.DEFINITION))
                .map(task -> (SyncTask.Apply) task)
                .filter(d -> Placement.definedBy(d.target().manifest().content()).equals(kind));
    }

    private void awaitHealth(SyncTask.Apply task) {
        if (!stage.gated()
                || task.target().options().ignoreHealthcheck()
                || facts.isItself(task.key())) {
            return;
        }
        if (ObjectProgress.hasVanished(task, facts)) {
            failures.add(Results.about(task.target(), "it was deleted before it was healthy"));
            return;
        }
        Optional<LiveEntry> live = facts.live(task.key());
        Health health = live.map(LiveEntry::health).orElse(Health.MISSING);
        switch (health.status()) {
            case HEALTHY -> {}
            case DEGRADED ->
                    failures.add(
                            Results.about(task.target(), "it is Degraded: " + health.message()));
            default ->
                    waits.add(
                            "waiting for healthy state of "
                                    + task.key()
                                    + (health.message().isEmpty()
                                            ? ""
                                            : " (" + health.message() + ")"));
        }
    }

    // ---- hooks

    private void look(SyncTask.Hook task) {
        Optional<ResourceResult> result = result(task);
        Optional<OperationPhase> phase = result.flatMap(ResourceResult::hookPhase);
        Optional<LiveEntry> live = facts.live(task.key());
        boolean ours = live.filter(entry -> task.isRunBy(entry, state)).isPresent();
        if (is(result, ResultCode.SYNC_FAILED)
                || phase.equals(Optional.of(OperationPhase.FAILED))
                || phase.equals(Optional.of(OperationPhase.ERROR))) {
            if (HookProgress.isRunning(task, state, facts)) {
                add(DELETIONS, new Step.DeleteHook(task.id(), task.key(), live.get().uid()));
            } else {
                deleteBy(HookDeletePolicy.HOOK_FAILED, task, live);
            }
            failures.add(Results.about(task.target(), result.orElseThrow().message()));
        } else if (phase.equals(Optional.of(OperationPhase.SUCCEEDED))) {
            deleteBy(HookDeletePolicy.HOOK_SUCCEEDED, task, live);
        } else if (ours || result.isPresent()) {
            hooksThatRun.add("waiting for completion of hook " + task.key());
        } else if (live.filter(LiveEntry::terminating).isPresent()) {
            waits.add("waiting for the deletion of hook " + task.key());
        } else if (live.isPresent() && makesRoom(task)) {
            add(DELETIONS, new Step.DeleteHook(task.id(), task.key(), live.get().uid()));
        } else {
            add(
                    KindRank.of(task.key().groupKind()),
                    new Step.CreateHook(task.id(), task.target(), task.mark(state), now));
        }
    }

    private static boolean makesRoom(SyncTask.Hook task) {
        return task.target()
                .options()
                .deletePolicies()
                .contains(HookDeletePolicy.BEFORE_HOOK_CREATION);
    }

    private void deleteBy(HookDeletePolicy policy, SyncTask.Hook task, Optional<LiveEntry> live) {
        boolean ours = live.filter(entry -> task.isRunBy(entry, state)).isPresent();
        if (ours
                && !live.get().terminating()
                && task.target().options().deletePolicies().contains(policy)) {
            add(DELETIONS, new Step.DeleteHook(task.id(), task.key(), live.get().uid()));
        }
    }

    // ---- prune

    private void look(SyncTask.Prune task) {
        Leftover leftover = task.leftover();
        Optional<ResourceResult> result = result(task);
        if (is(result, ResultCode.SYNC_FAILED)) {
            failures.add(leftover.key() + ": " + result.orElseThrow().message());
        } else if (is(result, ResultCode.PRUNED)) {
            boolean there =
                    facts.live(task.key())
                            .filter(live -> live.uid().equals(leftover.entry().uid()))
                            .isPresent();
            if (there) {
                waits.add("waiting for the deletion of " + task.key());
            }
        } else if (is(result, ResultCode.PRUNE_SKIPPED) || !state.request().prune()) {
            return;
        } else if (leftover.fate() == Leftover.Fate.UNDECIDED) {
            waits.add(leftover.key() + ": " + leftover.reason());
        } else if (leftover.fate() == Leftover.Fate.WAITS_FOR_A_PERSON
                && !facts.deletionsConfirmed()) {
            waits.add(leftover.key() + ": " + leftover.reason());
            asked++;
        } else if (leftover.fate() == Leftover.Fate.GOES
                || leftover.fate() == Leftover.Fate.WAITS_FOR_A_PERSON) {
            add(DELETIONS, new Step.Prune(task.id(), leftover));
        }
    }

    /** Nothing hangs: a person is asked, who may be asleep. */
    boolean waitsForAPersonAlone() {
        return asked > 0 && asked == waits().size();
    }

    private void add(int rank, Step step) {
        steps.computeIfAbsent(rank, r -> new ArrayList<>()).add(step);
    }
}
