package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.argo.status.ResultCode;
import dev.nordbox.appliance.desired.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sync that changes nothing: the server is asked about the whole set, and what a sync would do is
 * written down object by object. All waves at once, since nothing is waited for; never retried,
 * since asking again brings the same answer. Pure.
 */
final class DryRun {

    private static final String FOR_NOW = " (as things are now; a sync tries it in order)";

    private final SyncState state;
    private final SyncTasks tasks;
    private final SyncFacts facts;
    private final Trial trial;
    private final Map<TaskId, ResourceResult> results = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> refusals = new ArrayList<>();

    DryRun(SyncState state, SyncTasks tasks, SyncFacts facts) {
        this.state = state;
        this.tasks = tasks;
        this.facts = facts;
        this.trial = new Trial(tasks, facts, state);
    }

    Decision next(Instant now) {
        List<Target> untried = state.tried() ? List.of() : trial.open();
        if (!untried.isEmpty()) {
            return new Decision.Try(state.markTried(), untried);
        }
        Stream.of(tasks.stages(), tasks.onFailure())
                .flatMap(List::stream)
                .flatMap(stage -> stage.tasks().stream())
                .forEach(this::look);
        SyncState told = state.with(results);
        return new Decision.End(
                refusals.isEmpty()
                        ? told.ended(OperationPhase.SUCCEEDED, summary(), now)
                        : told.ended(OperationPhase.FAILED, SyncMachine.message(refusals), now));
    }

    private void look(SyncTask task) {
        if (task instanceof SyncTask.Apply apply) {
            look(apply, apply.target());
        } else if (task instanceof SyncTask.Hook hook) {
            look(hook);
        } else {
            look((SyncTask.Prune) task);
        }
    }

    private void look(SyncTask.Apply task, Target target) {
        Verdict verdict = trial.verdict(target);
        switch (verdict.kind()) {
            case EQUAL -> would(task, "unchanged", "unchanged");
            case DIFFERENT -> would(task, "changed", "would be changed");
            case MISSING ->
                    would(
                            task,
                            "created",
                            trial.hasGround(target)
                                    ? "would be created"
                                    : "would be created, after its namespace or definition; the"
                                            + " server cannot be asked before");
            case UNKNOWN ->
                    would(
                            task,
                            "not told",
                            "somebody changed it while the server was asked; ask again");
            case REFUSED -> refused(task, target, verdict.message());
            case UNCHANGEABLE -> {
                if (state.request().strategy().force()) {
                    would(task, "made anew", "would be deleted and made anew");
                } else {
                    refused(task, target, verdict.message());
                }
            }
            case REFUSED_FOR_NOW, UNREADABLE -> refused(task, target, verdict.message() + FOR_NOW);
        }
    }

    private void look(SyncTask.Hook task) {
        Verdict verdict = trial.verdict(task.target());
        if (verdict.kind() == Verdict.Kind.REFUSED_FOR_NOW) {
            refused(task, task.target(), verdict.message() + FOR_NOW);
        } else if (verdict.refused()) {
            refused(task, task.target(), verdict.message());
        } else {
            would(task, "run", "would run");
        }
    }

    private void look(SyncTask.Prune task) {
        Leftover leftover = task.leftover();
        boolean confirmed =
                leftover.fate() == Leftover.Fate.WAITS_FOR_A_PERSON && facts.deletionsConfirmed();
        if (state.request().prune() && (leftover.fate() == Leftover.Fate.GOES || confirmed)) {
            count("deleted");
            results.put(
                    task.id(), Results.of(task, ResultCode.PRUNED, "would be deleted (dry run)"));
        } else {
            count("kept");
            results.put(task.id(), Results.kept(task, leftover));
        }
    }

    private void would(SyncTask task, String count, String message) {
        count(count);
        ResourceResult result =
                task instanceof SyncTask.Hook hook
                        ? Results.ofHook(hook, OperationPhase.SUCCEEDED, message + " (dry run)")
                        : Results.of(task, ResultCode.SYNCED, message + " (dry run)");
        results.put(task.id(), result);
    }

    private void refused(SyncTask task, Target target, String why) {
        refusals.add(Results.about(target, why));
        ResourceResult result =
                task instanceof SyncTask.Hook hook
                        ? Results.ofHook(hook, OperationPhase.FAILED, why)
                        : Results.of(task, ResultCode.SYNC_FAILED, why);
        results.put(task.id(), result);
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** {@code dry run, nothing was changed: 1 created, 14 unchanged}. */
    private String summary() {
        String told =
                counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
        return "dry run, nothing was changed" + (told.isEmpty() ? "" : ": " + told);
    }
}
