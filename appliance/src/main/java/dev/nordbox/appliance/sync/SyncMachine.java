package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.ResourceResult;
import dev.nordbox.appliance.desired.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sync does next: requested → tried → PreSync → waves × (prune, apply, wait for health) →
 * PostSync → succeeded; or failed → SyncFail → retried. Pure: from state, facts and time.
 *
 * <p>What was done is in the state, what it led to in the facts, so it does not matter which
 * process asks, or how often.
 */
public final class SyncMachine {

    private static final int MOST_REASONS = 20;

    private final SyncTasks tasks;
    private final SyncFacts facts;
    private final Instant now;
    private SyncState state;

    private SyncMachine(SyncState state, SyncTasks tasks, SyncFacts facts, Instant now) {
        this.state = state;
        this.tasks = tasks;
        this.facts = facts;
        this.now = now;
    }

    public static Decision next(SyncState state, SyncTasks tasks, SyncFacts facts, Instant now) {
        return new SyncMachine(state, tasks, facts, now).next();
    }

    private Decision next() {
        if (state.phase() == OperationPhase.TERMINATING) {
            return terminate();
        }
        if (state.request().dryRun()) {
            return new DryRun(state, tasks, facts).next(now);
        }
        if (state.awaitsRetry()) {
            if (now.isBefore(state.retryAt())) {
                return new Decision.Wait(state, Optional.of(state.retryAt()));
            }
            state = state.nextAttempt(now);
        }
        if (state.notBefore().filter(now::isBefore).isPresent()) {
            return new Decision.Wait(state, state.notBefore());
        }
        state = HookProgress.observed(state, tasks, facts);
        state = HookProgress.overdue(state, tasks, facts, now);
        List<Target> untried = state.tried() ? List.of() : untried();
        if (!untried.isEmpty()) {
            return new Decision.Try(state.markTried(), untried);
        }
        List<String> refusals = refusals();
        if (hasBegunToFail()) {
            return fail(refusals.isEmpty() ? failures() : refusals);
        }
        return refusals.isEmpty() ? stages() : fail(refusals);
    }

    /** What is told of a failure is not taken back in the same attempt. */
    private boolean hasBegunToFail() {
        return tasks.onFailure().stream()
                .flatMap(stage -> stage.tasks().stream())
                .anyMatch(task -> state.results().containsKey(task.id()));
    }

    /** Of the stage that the attempt came to. */
    private List<String> failures() {
        for (Stage stage : tasks.stages()) {
            StageRun run = new StageRun(stage, tasks, state, facts, now);
            if (!run.failures().isEmpty()) {
                return failures(run);
            }
            if (run.steps().isEmpty() && !run.waits().isEmpty()) {
                return List.of(notDone(run.waits(), facts.longestAttempt()));
            }
            if (!run.steps().isEmpty()) {
                break;
            }
        }
        return List.of("what had failed is no longer in the way; sync again");
    }

    private List<String> failures(StageRun run) {
        List<String> failures = new ArrayList<>(run.failures());
        if (!run.hooksThatRun().isEmpty()) {
            failures.add(notDone(run.hooksThatRun(), facts.longestAttempt()));
        }
        return failures;
    }

    private Decision stages() {
        for (Stage stage : tasks.stages()) {
            state = stage.gated() ? ObjectProgress.observed(state, stage, facts) : state;
            StageRun run = new StageRun(stage, tasks, state, facts, now);
            List<List<Step>> steps = run.steps();
            if (!steps.isEmpty()) {
                return new Decision.Do(state, steps);
            }
            if (!run.failures().isEmpty()) {
                return run.hooksThatRun().isEmpty() ? fail(run.failures()) : awaitSiblings(run);
            }
            if (!run.waits().isEmpty()) {
                return await(run);
            }
            state = state.with(Results.passed(state, stage));
        }
        return succeed();
    }

    // ---- before anything is stored

    /**
     * Nothing is asked ahead when nothing of the set is there yet and all goes in one wave: then
     * the apply itself tells all that is wrong at once.
     */
    private List<Target> untried() {
        Trial trial = new Trial(tasks, facts, state);
        return trial.isFirst() && tasks.stages().size() <= 1 ? List.of() : trial.open();
    }

    /** All that no later step can mend. */
    private List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        Trial trial = new Trial(tasks, facts, state);
        for (SyncTask task : tasks.all()) {
            if (task instanceof SyncTask.Apply apply) {
                Verdict verdict = trial.verdict(apply.target());
                boolean anew =
                        verdict.kind() == Verdict.Kind.UNCHANGEABLE
                                && state.request().strategy().force();
                if (verdict.isFinal() && !anew) {
                    refusals.add(Results.about(apply.target(), verdict.message()));
                }
            }
        }
        for (SyncTask.Hook hook : trial.hooks()) {
            Verdict verdict = trial.verdict(hook.target());
            if (verdict.isFinal()) {
                refusals.add(Results.about(hook.target(), verdict.message()));
            }
        }
        return refusals.stream().distinct().toList();
    }

    // ---- ends

    private Decision await(StageRun run) {
        if (run.waitsForAPersonAlone()) {
            return new Decision.Wait(waitingFor(run.waits()), Optional.empty());
        }
        Duration longest = facts.longestAttempt();
        return await(run.waits(), longest)
                .orElseGet(() -> fail(List.of(notDone(run.waits(), longest))));
    }

    /** What runs beside a hook that has failed is not cut off, to be run again by the next try. */
    private Decision awaitSiblings(StageRun run) {
        List<String> waits = new ArrayList<>(run.hooksThatRun());
        waits.set(0, "failed: " + run.failures().get(0) + "; " + waits.get(0));
        return await(waits, facts.longestAttempt()).orElseGet(() -> fail(failures(run)));
    }

    /**
     * @return empty when it has been waited for long enough
     */
    private Optional<Decision> await(List<String> waits, Duration longest) {
        List<Instant> ofHooks = HookProgress.deadlines(state, tasks, facts);
        Instant end = state.attemptAt().plus(longest);
        // A hook that says that it needs longer than the sync has, has it.
        Instant last = ofHooks.stream().filter(end::isBefore).max(Instant::compareTo).orElse(end);
        if (now.isAfter(last)) {
            return Optional.empty();
        }
        Instant next = ofHooks.stream().filter(last::isAfter).min(Instant::compareTo).orElse(last);
        return Optional.of(new Decision.Wait(waitingFor(waits), Optional.of(next.plusSeconds(1))));
    }

    private SyncState waitingFor(List<String> waits) {
        String more = waits.size() > 1 ? " and " + (waits.size() - 1) + " more" : "";
        return state.waitingFor(waits.get(0) + more);
    }

    private static String notDone(List<String> waits, Duration longest) {
        return "not done within " + HookProgress.words(longest) + ": " + String.join(", ", waits);
    }

    private Decision succeed() {
        Map<TaskId, ResourceResult> results = Results.completed(state, tasks, facts);
        return new Decision.End(
                state.with(results)
                        .ended(
                                OperationPhase.SUCCEEDED,
                                "successfully synced (all tasks run)",
                                now));
    }

    /** All that runs on a failure has its turn, whatever becomes of the others of it. */
    private Decision fail(List<String> why) {
        List<String> reasons = new ArrayList<>(why);
        // The attempt itself may have used up its time.
        Duration longest = facts.longestAttempt().multipliedBy(2);
        for (Stage stage : tasks.onFailure()) {
            StageRun run = new StageRun(stage, tasks, state, facts, now);
            List<List<Step>> steps = run.steps();
            if (!steps.isEmpty()) {
                return new Decision.Do(state, steps);
            }
            reasons.addAll(run.failures());
            if (!run.waits().isEmpty()) {
                Optional<Decision> waiting = await(run.waits(), longest);
                if (waiting.isPresent()) {
                    return waiting.get();
                }
                reasons.add(notDone(run.waits(), longest));
            }
        }
        return failed(message(reasons));
    }

    static String message(List<String> reasons) {
        List<String> shown = reasons.subList(0, Math.min(MOST_REASONS, reasons.size()));
        String more =
                reasons.size() > MOST_REASONS
                        ? "; and " + (reasons.size() - MOST_REASONS) + " more"
                        : "";
        return "one or more tasks failed: " + String.join("; ", shown) + more;
    }

    private Decision failed(String why) {
        if (!state.operation().retry().allowsAnother(state.retryCount())) {
            return new Decision.End(state.ended(OperationPhase.FAILED, why, now));
        }
        SyncState again = state.failedForNow(why, now);
        String message =
                why
                        + ". Retrying attempt #"
                        + again.retryCount()
                        + " at "
                        + again.retryAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        return new Decision.Wait(again.waitingFor(message), Optional.of(again.retryAt()));
    }

    private Decision terminate() {
        state = HookProgress.observed(state, tasks, facts);
        List<Step> deletions = HookProgress.stillRunning(state, tasks, facts);
        state = HookProgress.stopped(state, tasks);
        if (!deletions.isEmpty()) {
            return new Decision.Do(state, List.of(deletions));
        }
        return new Decision.End(state.ended(OperationPhase.FAILED, "terminated by request", now));
    }

    /** What it is to can never be known again, so it ends as it is. */
    public static Decision abandoned(SyncState state, String why, Instant now) {
        return new Decision.End(
                state.ended(OperationPhase.FAILED, "the sync cannot go on: " + why, now));
    }

    // ---- what came of it

    /** The state after steps were taken. */
    public static SyncState absorb(
            SyncState state, SyncTasks tasks, List<StepOutcome> outcomes, Instant now) {
        List<String> silences =
                outcomes.stream()
                        .filter(StepOutcome.NoAnswer.class::isInstance)
                        .map(outcome -> ((StepOutcome.NoAnswer) outcome).message())
                        .toList();
        SyncState after = state.with(Results.after(state, tasks, outcomes));
        return silences.isEmpty() ? after.answered() : after.silent(silences.get(0), now);
    }
}
