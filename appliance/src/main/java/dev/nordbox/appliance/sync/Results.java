package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.HookType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.argo.status.ResultCode;
import dev.nordbox.appliance.desired.Target;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is written down of the tasks of a sync. Pure. */
final class Results {

    private Results() {}

    /** {@code apps/web.yaml:3: web/Deployment.apps/web: message}. */
    static String about(Target target, String message) {
        return target.manifest().origin() + ": " + target.key() + ": " + message;
    }

    static Map<TaskId, ResourceResult> after(
            SyncState state, SyncTasks tasks, List<StepOutcome> outcomes) {
        Map<TaskId, SyncTask> byId = new HashMap<>();
        for (List<Stage> stages : List.of(tasks.stages(), tasks.onFailure())) {
            stages.forEach(stage -> stage.tasks().forEach(task -> byId.put(task.id(), task)));
        }
        Map<TaskId, ResourceResult> results = new LinkedHashMap<>(state.results());
        for (StepOutcome outcome : outcomes) {
            Optional.ofNullable(byId.get(outcome.task()))
                    .flatMap(task -> result(task, outcome, results))
                    .ifPresent(result -> results.put(outcome.task(), result));
        }
        return results;
    }

    private static Optional<ResourceResult> result(
            SyncTask task, StepOutcome outcome, Map<TaskId, ResourceResult> before) {
        if (task instanceof SyncTask.Hook hook) {
            return ofHook(hook, outcome, before);
        }
        boolean prune = task instanceof SyncTask.Prune;
        if (outcome instanceof StepOutcome.Done done) {
            return Optional.of(
                    of(task, prune ? ResultCode.PRUNED : ResultCode.SYNCED, done.message()));
        }
        if (outcome instanceof StepOutcome.Refused refused) {
            return Optional.of(of(task, ResultCode.SYNC_FAILED, refused.message()));
        }
        if (outcome instanceof StepOutcome.Kept kept) {
            return Optional.of(of(task, ResultCode.PRUNE_SKIPPED, kept.message()));
        }
        return Optional.empty();
    }

    private static Optional<ResourceResult> ofHook(
            SyncTask.Hook hook, StepOutcome outcome, Map<TaskId, ResourceResult> before) {
        if (outcome instanceof StepOutcome.Refused refused) {
            ResultCode code =
                    before.containsKey(hook.id()) ? ResultCode.SYNCED : ResultCode.SYNC_FAILED;
            return Optional.of(ofHook(hook, code, OperationPhase.FAILED, refused.message()));
        }
        return outcome instanceof StepOutcome.Done && !before.containsKey(hook.id())
                ? Optional.of(ofHook(hook, OperationPhase.RUNNING, ""))
                : Optional.empty();
    }

    static ResourceResult ofHook(SyncTask.Hook hook, OperationPhase phase, String message) {
        return ofHook(hook, ResultCode.SYNCED, phase, message);
    }

    private static ResourceResult ofHook(
            SyncTask.Hook hook, ResultCode code, OperationPhase phase, String message) {
        Optional<HookType> type =
                hook.target().options().hooks().stream()
                        .filter(t -> t.phase().equals(Optional.of(hook.phase())))
                        .findFirst();
        return new ResourceResult(
                hook.key(),
                version(hook.target()),
                Optional.of(code),
                message,
                type,
                Optional.of(phase),
                Optional.of(hook.phase()),
                List.of());
    }

    /** Each object of the stage is there and healthy, those that were so before it included. */
    static Map<TaskId, ResourceResult> passed(SyncState state, Stage stage) {
        Map<TaskId, ResourceResult> results = new LinkedHashMap<>(state.results());
        for (SyncTask task : stage.tasks()) {
            if (stage.gated() && task instanceof SyncTask.Apply) {
                String message =
                        Optional.ofNullable(results.get(task.id()))
                                .map(ResourceResult::message)
                                .orElse("unchanged");
                results.put(task.id(), succeeded(of(task, ResultCode.SYNCED, message)));
            }
        }
        return results;
    }

    static ResourceResult succeeded(ResourceResult result) {
        return new ResourceResult(
                result.key(),
                result.version(),
                result.status(),
                result.message(),
                result.hookType(),
                Optional.of(OperationPhase.SUCCEEDED),
                result.syncPhase(),
                result.images());
    }

    /** With a line for each object that there was nothing to do about. */
    static Map<TaskId, ResourceResult> completed(
            SyncState state, SyncTasks tasks, SyncFacts facts) {
        Map<TaskId, ResourceResult> results = new LinkedHashMap<>(state.results());
        for (SyncTask task : tasks.all()) {
            if (task instanceof SyncTask.Apply) {
                results.putIfAbsent(task.id(), of(task, ResultCode.SYNCED, "unchanged"));
            } else if (task instanceof SyncTask.Prune prune) {
                results.putIfAbsent(task.id(), kept(task, prune.leftover()));
            }
        }
        return results;
    }

    static ResourceResult kept(SyncTask task, Leftover leftover) {
        String reason =
                leftover.reason().isEmpty() ? "ignored (requires pruning)" : leftover.reason();
        return of(task, ResultCode.PRUNE_SKIPPED, reason);
    }

    static ResourceResult of(SyncTask task, ResultCode code, String message) {
        String version = task instanceof SyncTask.Apply apply ? version(apply.target()) : "";
        return new ResourceResult(
                task.key(),
                version,
                Optional.of(code),
                message,
                Optional.empty(),
                Optional.empty(),
                Optional.of(task.phase()),
                List.of());
    }

    private static String version(Target target) {
        String apiVersion = target.manifest().apiVersion();
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }
}
