package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.status.Origin;
import dev.nordbox.appliance.argo.status.SyncStatus;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.sync.SyncState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes up the operation that somebody wrote to an Application. One that leads elsewhere than the
 * Application itself has the look taken there first, so that it begins with all that is known of
 * its revision, or is refused with all that is wrong with it.
 */
final class Intake {

    /** By then who asked has read why it was not begun. */
    private static final Duration IS_READ = Duration.ofMinutes(1);

    private final Engine engine;
    private final AuditTrail audit;
    private final Clock clock;

    Intake(Engine engine, AuditTrail audit, Clock clock) {
        this.engine = engine;
        this.audit = audit;
        this.clock = clock;
    }

    /** Sees to it that the look is taken where the sync leads that runs or is asked for. */
    void aim(AppState state) {
        if (state.syncing()) {
            keepAim(state, state.sync.orElseThrow());
            return;
        }
        Optional<Operation> asked =
                state.application().operation().filter(op -> !isTaken(state, op));
        if (asked.isEmpty() || !asked.equals(state.aimedFor)) {
            state.aimAt(Optional.empty());
            state.aimAt(asked.flatMap(op -> aim(state, op, engine.newest(state))));
            state.aimedFor = asked;
        }
    }

    /** A sync that no newer commit ends goes on at the commits with which it began. */
    private void keepAim(AppState state, SyncState sync) {
        if (yieldsToNewer(state, sync) || isRetriedAtNewest(sync)) {
            state.aimAt(Optional.empty());
        } else if (state.aim().isEmpty() && !state.isRoot() && !Undo.is(sync.operation())) {
            Origin newest = engine.newest(state);
            if (newest.known() && sync.origin().known() && !newest.equals(sync.origin())) {
                state.aimAt(Optional.of(Aim.at(sync.origin())));
            }
        }
    }

    /** {@code retry.refresh}: what it names no commit for is tried again at the newest one. */
    private static boolean isRetriedAtNewest(SyncState sync) {
        return sync.awaitsRetry()
                && sync.operation().retry().refresh()
                && !sync.request().namesItsOrigin();
    }

    /**
     * @param level read where the sync that runs leads by now
     */
    void retryAtNewest(AppState state, Level level) {
        state.sync =
                state.sync.map(
                        sync ->
                                isRetriedAtNewest(sync) && level.known() && !level.held()
                                        ? sync.at(level.origin())
                                        : sync);
    }

    /** Nobody asked for it, and it may begin anew at any time. */
    static boolean yieldsToNewer(AppState state, SyncState sync) {
        return sync.operation().initiatedBy().automated() && state.application().syncsByItself();
    }

    /**
     * @param own where the Application's own sources are
     */
    private static Optional<Aim> aim(AppState state, Operation operation, Origin own) {
        return operation
                .sync()
                .filter(sync -> !Undo.is(operation))
                .filter(sync -> RefusedOperation.ofAim(sync, state).isEmpty())
                .flatMap(sync -> Aim.of(sync, state, own));
    }

    /**
     * @param level read where the operation leads
     * @return whether the look has to be taken again, at what the Application itself names
     */
    boolean take(AppState state, Level level) {
        Optional<Operation> asked = state.application().operation();
        if (asked.isEmpty()) {
            state.taken = Optional.empty(); // it is off the Application, another one may come
            return false;
        }
        boolean aimed = state.aim().isPresent();
        boolean undo = Undo.is(asked.get());
        if (isTaken(state, asked.get()) || state.syncing()) {
            return false;
        }
        if (undo) {
            takeUndo(state, level, asked.get());
            return false;
        }
        if (level.known() && !aimed && aim(state, asked.get(), level.origin()).isPresent()) {
            // What was the Application's own revision a moment ago is another one now.
            state.aimedFor = Optional.empty();
            return true;
        }
        Optional<String> refusal = RefusedOperation.in(asked.get(), state, level);
        record(state, asked.get(), refusal.isPresent());
        if (refusal.isEmpty()) {
            begin(state, level, asked.get());
        }
        state.refusedOperation = refusal.map(this::refused);
        state.taken = asked;
        return aimed && refusal.isPresent();
    }

    /** What was deleted can come back whatever is the matter with Git. */
    private void takeUndo(AppState state, Level level, Operation asked) {
        Undoing.Beginning beginning = engine.undoing().begin(state, asked);
        record(state, asked, beginning.refusal().isPresent());
        state.refusedOperation = beginning.refusal().map(this::refused);
        state.taken = Optional.of(asked);
        beginning.operation().ifPresent(operation -> begin(state, level, operation));
    }

    /**
     * A request that was refused is no trouble of the application: it is told until it has been
     * read, and for longer only while the application is not what Git says, unless somebody looks
     * again.
     */
    void forgetRefusal(AppState state, Level level, boolean refreshed) {
        state.refusedOperation =
                state.refusedOperation.filter(refused -> !isOver(refused, state, level, refreshed));
        state.refusedOperation
                .map(refused -> refused.at().plus(IS_READ))
                .filter(clock.instant()::isBefore)
                .ifPresent(read -> engine.wake(state.key, read));
    }

    /**
     * Who writes an operation to the Application names himself there, so that is told as his word;
     * what the API server knows of it is the field manager.
     */
    private void record(AppState state, Operation asked, boolean refused) {
        boolean atDesk = state.askedAtDesk.equals(Optional.of(asked));
        String name = asked.initiatedBy().username();
        String asker = atDesk || name.isEmpty() ? name : "says " + name;
        if (!atDesk) {
            told(state, asked, "ask in the Application for ", asker);
        }
        if (refused) {
            told(state, asked, "refuse ", asker);
        }
    }

    private void told(AppState state, Operation asked, String action, String asker) {
        boolean dry = asked.sync().filter(SyncRequest::dryRun).isPresent();
        String what = dry ? "a dry run" : Undo.is(asked) ? "an undo" : "a sync";
        audit.wrote(
                action + what,
                state.key.resource(),
                Cause.request(
                        state.key.id(),
                        state.written.sync().map(SyncStatus::commits).orElse(""),
                        asker),
                state.object.changedBy());
    }

    private AppState.Refused refused(String why) {
        return new AppState.Refused(why, clock.instant());
    }

    private boolean isOver(
            AppState.Refused refused, AppState state, Level level, boolean refreshed) {
        boolean told =
                state.written.conditions().all().stream()
                        .anyMatch(condition -> condition.message().equals(refused.why()));
        boolean read = !clock.instant().isBefore(refused.at().plus(IS_READ));
        return told && (refreshed || read && level.sync() == SyncStatusCode.SYNCED);
    }

    private static boolean isTaken(AppState state, Operation operation) {
        return state.taken.equals(Optional.of(operation));
    }

    void begin(AppState state, Level level, Operation operation) {
        state.refusedOperation = Optional.empty();
        state.beforeAside = state.lastChange();
        state.wants = level.desired().map(Wants::of);
        state.sync =
                Optional.of(
                        SyncState.begin(
                                operation, level.origin(), clock.instant(), state.lastBegin()));
        if (state.aim().isPresent()) {
            state.aimAt(Optional.of(Aim.at(level.origin())));
        }
    }
}
