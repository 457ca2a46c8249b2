package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.manifest.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the hooks of a sync get on, read from their objects. Pure. */
final class HookProgress {

    private HookProgress() {}

    /** The state with the hooks' phases as the cluster shows them. */
    static SyncState observed(SyncState state, SyncTasks tasks, SyncFacts facts) {
        Map<TaskId, ResourceResult> results = new LinkedHashMap<>(state.results());
        for (SyncTask.Hook hook : hooks(tasks)) {
            Optional<ResourceResult> before = Optional.ofNullable(results.get(hook.id()));
            boolean over =
                    before.flatMap(ResourceResult::hookPhase)
                            .filter(phase -> phase != OperationPhase.RUNNING)
                            .isPresent();
            if (!over) {
                phase(hook, before.isPresent(), state, facts)
                        .ifPresent(
                                health ->
                                        results.put(
                                                hook.id(),
                                                Results.ofHook(
                                                        hook, phase(health), health.message())));
            }
        }
        return results.equals(state.results()) ? state : state.with(results);
    }

    /** Empty for one that this sync has not created. */
    private static Optional<Health> phase(
            SyncTask.Hook hook, boolean created, SyncState state, SyncFacts facts) {
        Optional<LiveEntry> live =
                facts.live(hook.key()).filter(entry -> hook.isRunBy(entry, state));
        if (live.isPresent()) {
            return live.map(LiveEntry::health);
        }
        if (!created) {
            return Optional.empty();
        }
        // Its time to live was over, or somebody deleted it: what it was last has the word.
        Optional<Health> last =
                facts.lastSeen(hook.key())
                        .filter(entry -> hook.isRunBy(entry, state))
                        .map(LiveEntry::health);
        return last.filter(health -> phase(health) != OperationPhase.RUNNING)
                .or(() -> Optional.of(Health.degraded("it was deleted before it had finished")));
    }

    /** The state with those failed that have had their time. */
    static SyncState overdue(SyncState state, SyncTasks tasks, SyncFacts facts, Instant now) {
        Map<TaskId, ResourceResult> results = new LinkedHashMap<>(state.results());
        for (SyncTask.Hook hook : hooks(tasks)) {
            Optional<Instant> end = deadline(hook, state, facts);
            if (end.filter(now::isAfter).isPresent()) {
                String why =
                        "it was not done within "
                                + words(hook.target().options().deadline().orElseThrow())
                                + " (nordbox.no/deadline), and was stopped";
                results.put(hook.id(), Results.ofHook(hook, OperationPhase.FAILED, why));
            }
        }
        return results.equals(state.results()) ? state : state.with(results);
    }

    /** {@code PT1H30M} as people write it. */
    static String words(Duration length) {
        return length.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Until when those that run may run by what they say themselves. */
    static List<Instant> deadlines(SyncState state, SyncTasks tasks, SyncFacts facts) {
        return hooks(tasks).stream()
                .flatMap(hook -> deadline(hook, state, facts).stream())
                .toList();
    }

    private static Optional<Instant> deadline(
            SyncTask.Hook hook, SyncState state, SyncFacts facts) {
        return hook.target()
                .options()
                .deadline()
                .filter(length -> isRunning(hook, state, facts))
                .map(length -> begun(hook, state, facts).plus(length));
    }

    private static Instant begun(SyncTask.Hook hook, SyncState state, SyncFacts facts) {
        return facts.live(hook.key())
                .flatMap(live -> Fields.time(live.annotations(), EntryReader.HOOK_BEGUN))
                .orElse(state.attemptAt());
    }

    static boolean isRunning(SyncTask.Hook hook, SyncState state, SyncFacts facts) {
        return facts.live(hook.key())
                .filter(live -> hook.isRunBy(live, state) && !live.terminating())
                .filter(live -> phase(live.health()) == OperationPhase.RUNNING)
                .isPresent();
    }

    private static OperationPhase phase(Health health) {
        return switch (health.status()) {
            case HEALTHY -> OperationPhase.SUCCEEDED;
            case DEGRADED -> OperationPhase.FAILED;
            default -> OperationPhase.RUNNING;
        };
    }

    /** Deletions of the hooks that a sync which is to end has left running. */
    static List<Step> stillRunning(SyncState state, SyncTasks tasks, SyncFacts facts) {
        List<Step> deletions = new ArrayList<>();
        for (SyncTask.Hook hook : hooks(tasks)) {
            facts.live(hook.key())
                    .filter(entry -> isRunning(hook, state, facts))
                    .map(entry -> new Step.DeleteHook(hook.id(), hook.key(), entry.uid()))
                    .ifPresent(deletions::add);
        }
        return deletions;
    }

    /** The state with those ended that have not come to an end of their own. */
    static SyncState stopped(SyncState state, SyncTasks tasks) {
        Map<TaskId, ResourceResult> results = new LinkedHashMap<>(state.results());
        for (SyncTask.Hook hook : hooks(tasks)) {
            Optional.ofNullable(results.get(hook.id()))
                    .flatMap(ResourceResult::hookPhase)
                    .filter(phase -> phase == OperationPhase.RUNNING)
                    .map(phase -> Results.ofHook(hook, OperationPhase.FAILED, "Terminated"))
                    .ifPresent(result -> results.put(hook.id(), result));
        }
        return results.equals(state.results()) ? state : state.with(results);
    }

    private static List<SyncTask.Hook> hooks(SyncTasks tasks) {
        List<SyncTask.Hook> hooks = new ArrayList<>();
        for (List<Stage> stages : List.of(tasks.stages(), tasks.onFailure())) {
            for (Stage stage : stages) {
                for (SyncTask task : stage.tasks()) {
                    if (task instanceof SyncTask.Hook hook) {
                        hooks.add(hook);
                    }
                }
            }
        }
        return hooks;
    }
}
