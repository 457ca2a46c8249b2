package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ServedKinds;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.sync.Decision;
import dev.nordbox.appliance.sync.SyncMachine;
import dev.nordbox.appliance.sync.SyncState;
import dev.nordbox.appliance.sync.SyncTasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes one look at one application: where it stands, what is to be done next, what its status
 * says. Never waits: work goes to the background and comes back as another look; a time is a
 * wake-up.
 */
final class ApplicationController {

    private static final Duration AFTER_SILENCE = Duration.ofSeconds(5);

    private static final Duration OTHERS_ARE_LOOKED_AT = Duration.ofSeconds(1);

    /** Once more, which is quick. */
    private static final Duration OTHERS_ARE_READ = Duration.ofMillis(250);

    /** Health settles in steps right after a sync; one status for all of them is enough. */
    private static final Duration STATUS_SETTLES = Duration.ofMillis(700);

    private final Engine engine;
    private final Work work;
    private final Statuses statuses;
    private final Intake intake;
    private final Clock clock;

    ApplicationController(
            Engine engine, Work work, Statuses statuses, AuditTrail audit, Clock clock) {
        this.engine = engine;
        this.work = work;
        this.statuses = statuses;
        this.intake = new Intake(engine, audit, clock);
        this.clock = clock;
    }

    void look(AppKey key) {
        Optional<LiveObject> object = engine.cache().object(key.resource());
        if (object.isEmpty()) {
            engine.forget(key);
            return;
        }
        AppState state = engine.state(key, object.get());
        if (state.inFlight()) {
            return; // what comes of it is another look
        }
        state.takeIn(object.get());
        state.takeInArrived();
        if (state.application().requests().skipReconcile()) {
            engine.pause(state);
            return;
        }
        if (object.get().terminating()) {
            delete(state);
        } else {
            converge(state);
        }
    }

    private void converge(AppState state) {
        Set<String> affected = new HashSet<>();
        Refreshes.Found found = engine.refreshes().at(state);
        if (found == Refreshes.Found.NOT_YET) {
            engine.wake(state.key, engine.refreshes().nextLook());
        }
        intake.aim(state);
        Level level = engine.levels().read(state, engine.checkout(), affected);
        state.level = Optional.of(level);
        engine.addAll(affected);
        if (level.waiting().isPresent()) {
            engine.wake(state.key, clock.instant().plus(AFTER_SILENCE));
            return;
        }
        if (!level.toJudge().isEmpty() && !state.syncing()) {
            work.judge(state, level.toJudge());
            return;
        }
        if (level.undecided()) {
            boolean ahead = engine.hasAnnouncedDeletion(state);
            engine.wake(
                    state.key,
                    clock.instant().plus(ahead ? OTHERS_ARE_READ : OTHERS_ARE_LOOKED_AT));
        }
        state.kept.nextLook(clock.instant()).ifPresent(at -> engine.wake(state.key, at));
        intake.forgetRefusal(state, level, found == Refreshes.Found.FRESH);
        if (intake.take(state, level)) {
            engine.add(state.key);
            return;
        }
        intake.retryAtNewest(state, level);
        AutoSync.Answer automatic = beginAutomatically(state, level);
        automatic.lookAgain().ifPresent(at -> engine.wake(state.key, at));
        if (engine.announcesDeletion(state, level)) {
            engine.add(state.key); // what it wants is read from the files alone by then
            return;
        }
        if (state.syncing() && goOn(state, level)) {
            return;
        }
        List<String> complaints = new ArrayList<>(automatic.complaint().stream().toList());
        if (!automatic.complaint().isPresent()) {
            complaints.addAll(failureOf(state));
        }
        state.refusedOperation.map(AppState.Refused::why).ifPresent(complaints::add);
        report(state, level, complaints, found == Refreshes.Found.FRESH);
    }

    // ---- beginning

    private AutoSync.Answer beginAutomatically(AppState state, Level level) {
        if (state.syncing()) {
            supersede(state, level);
            return AutoSync.Answer.NOTHING;
        }
        state.wants = Optional.empty();
        AutoSync.Answer answer = AutoSync.of(state, level, clock.instant());
        answer.operation().ifPresent(operation -> intake.begin(state, level, operation));
        answer.healed().forEach(state.reverts::reverted);
        return answer;
    }

    /**
     * A newer commit, or another source, ends a sync that has not succeeded: it may be the cure.
     * One that asks for the same is not, and would only have its hooks run again.
     */
    private void supersede(AppState state, Level level) {
        SyncState running = state.sync.orElseThrow();
        Optional<Wants> wants = level.desired().map(Wants::of);
        if (running.origin().equals(level.origin())) {
            state.wants = state.wants.or(() -> wants);
        } else if (Intake.yieldsToNewer(state, running) && level.known() && !level.held()) {
            if (state.wants.equals(wants) && AutoSync.wouldBegin(state, running.operation())) {
                state.sync = Optional.of(running.at(level.origin()));
            } else {
                intake.begin(state, level, AutoSync.whole(state, level));
            }
        }
    }

    // ---- going on

    /** Whether work is under way whose end is another look. */
    private boolean proceed(AppState state, Level level) {
        SyncState sync = terminationAsked(state);
        Optional<ServedKinds> kinds = engine.servedKinds();
        if (kinds.isEmpty()) {
            engine.wake(state.key, clock.instant().plus(AFTER_SILENCE));
            return true;
        }
        if (Undo.is(sync.operation())) {
            List<String> objections = engine.objectionsToUndo(state, sync, kinds.get());
            if (!objections.isEmpty()) {
                abandon(state, String.join("; ", objections));
                return true;
            }
        }
        SyncTasks tasks = engine.tasks(state, level, sync, kinds.get());
        return carryOut(
                state,
                SyncMachine.next(
                        sync, tasks, engine.facts(sync, state, kinds.get()), clock.instant()),
                tasks);
    }

    /**
     * A sync to another revision of which nothing is to be known any more would never end. One
     * whose repository is merely silent waits for it, until somebody asks for its end.
     */
    private boolean goOn(AppState state, Level level) {
        if (level.known() || Undo.is(state.sync.orElseThrow().operation())) {
            return proceed(state, level);
        }
        boolean ended = terminationAsked(state).phase() == OperationPhase.TERMINATING;
        boolean lost = state.aim().isPresent() && (ended || !engine.awaitsGit(state));
        if (lost) {
            abandon(
                    state,
                    level.conditions().stream()
                            .map(Condition::message)
                            .collect(Collectors.joining("; ")));
        }
        return lost;
    }

    private void abandon(AppState state, String why) {
        SyncState sync = state.sync.orElseThrow();
        state.sync = Optional.of(SyncMachine.abandoned(sync, why, clock.instant()).state());
        engine.add(state.key);
    }

    private static SyncState terminationAsked(AppState state) {
        SyncState sync = state.sync.orElseThrow();
        boolean asked =
                Fields.text(state.object.content(), "status", "operationState", "phase")
                        .equals(Optional.of(OperationPhase.TERMINATING.toString()));
        return asked && sync.phase() == OperationPhase.RUNNING ? sync.terminating() : sync;
    }

    private boolean carryOut(AppState state, Decision decision, SyncTasks tasks) {
        state.sync = Optional.of(decision.state());
        if (decision instanceof Decision.Try attempt) {
            work.judge(state, attempt.targets());
            return true;
        }
        if (decision instanceof Decision.Do step) {
            work.perform(state, step.ranks(), tasks);
            return true;
        }
        if (decision instanceof Decision.Wait wait) {
            wait.until().ifPresent(at -> engine.wake(state.key, at));
            return false;
        }
        finished(state, decision.state());
        return true;
    }

    private void finished(AppState state, SyncState sync) {
        boolean whole = sync.request().resources().isEmpty() && !sync.request().dryRun();
        if (sync.succeeded() && whole) {
            state.finished = Optional.of(sync);
        }
        engine.add(state.key); // what it has changed is compared by another look
    }

    private static List<String> failureOf(AppState state) {
        return state
                .sync
                .filter(sync -> sync.awaitsRetry() || sync.isRunning() && sync.silences() > 0)
                .map(SyncState::message)
                .stream()
                .toList();
    }

    // ---- the end of an Application

    private void delete(AppState state) {
        if (!Deletion.cascades(state.application().metadata())
                && state.application().metadata().preDeleteFinalizers().isEmpty()
                && state.application().metadata().postDeleteFinalizers().isEmpty()) {
            engine.pause(state);
            return; // others' finalizers hold it
        }
        Optional<ServedKinds> kinds = engine.servedKinds();
        if (kinds.isEmpty()) {
            engine.wake(state.key, clock.instant().plus(AFTER_SILENCE));
            return;
        }
        if (!state.deleting) {
            beginDeletion(state);
        }
        SyncState sync = state.sync.orElseThrow();
        Optional<String> unknown = engine.unknownObjects(state);
        List<String> obstacles = unknown.isPresent() ? List.of() : obstaclesToDeletion(state, sync);
        if (unknown.isPresent() || !obstacles.isEmpty()) {
            String why = unknown.orElseGet(() -> String.join("; ", obstacles));
            state.sync = Optional.of(sync.waitingFor(why));
            statuses.reportDeletion(state, obstacles, clock.instant());
            engine.wake(state.key, clock.instant().plus(AFTER_SILENCE));
            return;
        }
        SyncTasks tasks = engine.endings().tasks(state);
        Decision decision =
                SyncMachine.next(
                        sync, tasks, engine.facts(sync, state, kinds.get()), clock.instant());
        if (decision instanceof Decision.End && decision.state().succeeded()) {
            work.release(state);
        } else if (!carryOut(state, decision, tasks)) {
            statuses.reportDeletion(state, failureOf(state), clock.instant());
        }
    }

    private void beginDeletion(AppState state) {
        state.deleting = true;
        state.aimAt(Optional.empty());
        engine.wantsNothingMore(state.key);
        if (state.sync.filter(Deletion::isUnderWay).isEmpty()) {
            state.sync = Optional.of(Deletion.begin(state, engine.origin(state), clock.instant()));
        }
    }

    /** What of Git a deletion waits for before it begins, and looks for again after a while. */
    private List<String> obstaclesToDeletion(AppState state, SyncState sync) {
        Optional<String> unread = engine.unreadForDeletion(state);
        boolean waits =
                unread.isPresent()
                        && Deletion.waitsForHooks(state, sync.startedAt(), clock.instant());
        return waits
                ? List.of(Deletion.waitingForHooks(state, unread.get()))
                : engine.endings().objections(state);
    }

    // ---- telling

    private void report(AppState state, Level level, List<String> complaints, boolean refreshed) {
        Instant now = clock.instant();
        ApplicationStatus status = statuses.report(state, level, complaints, now);
        boolean taken = state.taken.isPresent();
        state.finalizersDue = finalizersDue(state, level);
        boolean urgent =
                taken || refreshed || state.finished.isPresent() || state.finalizersDue.isPresent();
        if (!urgent && StatusWriting.saySame(status, state.written)) {
            state.statusDue = Optional.empty();
            return;
        }
        Instant due = state.statusDue.orElse(now.plus(statuses.statusPause(state, STATUS_SETTLES)));
        if (!taken && !refreshed && now.isBefore(due)) {
            state.statusDue = Optional.of(due);
            engine.wake(state.key, due);
            return;
        }
        work.tell(state, status, taken, refreshed);
    }

    private static Optional<List<String>> finalizersDue(AppState state, Level level) {
        return level.desired()
                .filter(known -> !state.isRoot() && state.aim().isEmpty())
                .flatMap(desired -> Deletion.finalizersDue(state, desired.hooks()));
    }
}
