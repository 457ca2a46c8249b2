package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.Reading;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.HistoryEntry;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.SyncState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the controller remembers of one application between two looks at it. Nothing in it is the
 * truth: without it the next look finds out again. Used by one worker at a time; what a batch in
 * the background brings is put in under the lock.
 */
final class AppState {

    final AppKey key;
    final RevertPace reverts;

    volatile LiveObject object;

    /** Of the Application as it is aimed now. */
    volatile Reading reading;

    private volatile Optional<Aim> aim = Optional.empty();

    /** The Application, with the sources that are aimed at. */
    private volatile Map<String, Object> content;

    /** The operation for which it was found out whether it leads elsewhere. */
    Optional<Operation> aimedFor = Optional.empty();

    /** As it was last written, or read at the start. */
    volatile ApplicationStatus written = ApplicationStatus.NONE;

    /** As it would be written now. */
    volatile ApplicationStatus reported = ApplicationStatus.NONE;

    /** The one that runs, or ran last. */
    volatile Optional<SyncState> sync = Optional.empty();

    /** What the one that runs was asked for; empty when none runs, or it is not known yet. */
    Optional<Wants> wants = Optional.empty();

    /** What ran before a dry run or an undo took its place in the status. */
    Optional<SyncState> beforeAside = Optional.empty();

    /** What the undo that runs brings back. */
    Optional<Undoing.Opened> opened = Optional.empty();

    volatile Optional<Level> level = Optional.empty();
    volatile Optional<Desires.Kept> desires = Optional.empty();

    /** What it wanted at the last commit that could be read. */
    Optional<Desires.Kept> good = Optional.empty();

    /** Others wait since then to hear what it wants, as its repository has not answered yet. */
    volatile Optional<Instant> pendingSince = Optional.empty();

    /** A status that is to be written waits until then. */
    Optional<Instant> statusDue = Optional.empty();

    /** A sync of everything that has succeeded and is not in the history yet. */
    Optional<SyncState> finished = Optional.empty();

    /** What the status told of an earlier sync has been taken up. */
    boolean resumed;

    /** An operation that was asked for and begun, and is still written on the Application. */
    Optional<Operation> taken = Optional.empty();

    /** What was asked for at this controller's own desk, and is on record since. */
    volatile Optional<Operation> askedAtDesk = Optional.empty();

    /** Why the operation that was asked for last was not begun, until that is read and over. */
    Optional<Refused> refusedOperation = Optional.empty();

    /** All finalizers that the Application is to have; empty when it has them. */
    volatile Optional<List<String>> finalizersDue = Optional.empty();

    /** A fresh look that was asked for and taken, and is still written on the Application. */
    Optional<String> refreshed = Optional.empty();

    /** Whether Git has been asked for it, and has answered or failed. */
    BooleanSupplier refreshAnswered = () -> true;

    /** The deletion of the Application has begun. */
    boolean deleting;

    /** What a last look before its deletion kept. */
    final KeptObjects kept = new KeptObjects();

    private volatile boolean outdated;
    private boolean inFlight;
    private final List<Runnable> arrived = new ArrayList<>();

    /**
     * What is told of an operation that was not begun.
     *
     * @param at when it was asked for
     */
    record Refused(String why, Instant at) {}

    AppState(AppKey key, LiveObject object, RevertPace reverts) {
        this.key = key;
        this.reverts = reverts;
        this.object = object;
        this.content = object.content();
        this.reading = ApplicationReader.read(content);
        this.written = StatusReader.read(Fields.map(object.content(), "status"));
        this.reported = written;
    }

    /** Another controller may have gone on with it. */
    void outdate() {
        outdated = true;
    }

    /**
     * What another one has done since is in the status: as after a restart nothing else is known of
     * syncs, but of Git and the cluster it is. Work that is under way comes to its end before.
     */
    void beginAnewIfOutdated(LiveObject newest) {
        if (!outdated || !dropArrived()) {
            return;
        }
        outdated = false;
        takeIn(newest);
        aimAt(Optional.empty());
        aimedFor = Optional.empty();
        written = StatusReader.read(Fields.map(newest.content(), "status"));
        reported = written;
        wants = Optional.empty();
        beforeAside = Optional.empty();
        opened = Optional.empty();
        taken = Optional.empty();
        deleting = false;
        told();
        resumed = false;
    }

    /** The newest state of the object in the cluster. */
    void takeIn(LiveObject newest) {
        if (newest != object) {
            object = newest;
            read();
        }
    }

    private void read() {
        content = aim.map(elsewhere -> elsewhere.in(object.content())).orElse(object.content());
        reading = ApplicationReader.read(content);
    }

    /** Where its sync leads, while that is not what the Application itself names. */
    Optional<Aim> aim() {
        return aim;
    }

    /**
     * @param other empty for what the Application itself names
     */
    void aimAt(Optional<Aim> other) {
        if (!aim.equals(other)) {
            aim = other;
            read();
        }
    }

    Application application() {
        return reading.application();
    }

    /** {@code spec} as it is aimed now. */
    Map<String, Object> spec() {
        return Fields.map(content, "spec");
    }

    boolean isRoot() {
        return Roots.isRoot(object);
    }

    boolean syncing() {
        return sync.filter(SyncState::isRunning).isPresent();
    }

    /** The sync under way deletes something for good. */
    boolean prunes(Level level) {
        return bringing()
                .filter(running -> running.request().prune())
                .filter(running -> level.going().stream().anyMatch(l -> isDue(l, running)))
                .isPresent();
    }

    /** One whose deletion has been taken may stay for ever, held by a finalizer. */
    private boolean isDue(Leftover leftover, SyncState running) {
        boolean decided =
                leftover.fate() == Leftover.Fate.GOES
                        || application().requests().deletionApproved(running.startedAt());
        return decided && !leftover.entry().terminating();
    }

    /** The sync under way may delete something to make it anew. */
    boolean remakes(Level level) {
        return bringing()
                .filter(
                        running ->
                                level.mine().values().stream()
                                        .filter(target -> level.isChanging(target.key()))
                                        .anyMatch(
                                                target ->
                                                        running.request().strategy().force()
                                                                || target.options().force()))
                .isPresent();
    }

    /** The sync under way, if it brings what Git says. */
    private Optional<SyncState> bringing() {
        return sync.filter(SyncState::isRunning).filter(running -> !Undo.is(running.operation()));
    }

    /** When its last sync or deletion began, be it one of an earlier controller. */
    Optional<Instant> lastBegin() {
        return sync.map(SyncState::startedAt)
                .or(() -> written.operationState().map(OperationState::startedAt));
    }

    /**
     * The last sync that was to bring what Git says, running or over. A dry run leaves all to be
     * done, and undone nothing; so does an undo.
     */
    Optional<SyncState> lastChange() {
        if (sync.isEmpty() || !isAside(sync.get())) {
            return sync;
        }
        return beforeAside.or(this::lastOfHistory);
    }

    private static boolean isAside(SyncState sync) {
        return sync.request().dryRun() || Undo.is(sync.operation());
    }

    private Optional<SyncState> lastOfHistory() {
        List<HistoryEntry> history = written.history();
        return history.isEmpty()
                ? Optional.empty()
                : Optional.of(SyncState.completed(history.get(history.size() - 1)));
    }

    /** The status says all there is to say. */
    void told() {
        statusDue = Optional.empty();
        finished = Optional.empty();
    }

    // ---- work in the background

    synchronized boolean inFlight() {
        return inFlight;
    }

    synchronized void departed() {
        inFlight = true;
    }

    /** The work is done; what came of it is taken in by the next look. */
    synchronized void arrived(Runnable outcome) {
        inFlight = false;
        arrived.add(outcome);
    }

    /** Whether there was nothing more to wait for; what came of it is found out again. */
    private synchronized boolean dropArrived() {
        if (!inFlight) {
            arrived.clear();
        }
        return !inFlight;
    }

    void takeInArrived() {
        List<Runnable> outcomes;
        synchronized (this) {
            outcomes = List.copyOf(arrived);
            arrived.clear();
        }
        outcomes.forEach(Runnable::run);
    }
}
