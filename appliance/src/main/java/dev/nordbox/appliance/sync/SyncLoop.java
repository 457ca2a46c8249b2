package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster at what the newest revision wants: the thread, the triggers and the pauses around
 * the {@link Reconciler}.
 *
 * <p>A pass runs for a new revision, after a failure (with growing pauses), after a change that
 * cannot be reverted object by object, and now and then in case an event was lost. Between passes,
 * objects that somebody changed are set back as the events come in. A newer revision always goes
 * before retrying an older one. Nothing changed: nothing is asked and nothing is written.
 */
public final class SyncLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);

    private final Clock clock;
    private final SyncTiming timing;
    private final Sightings sightings = new Sightings();
    private final Reconciler reconciler;
    private final DriftRepair drift;
    private final DriftWatch watch;
    private final RevertBackoff backoff;
    private final StatusBoard board;
    private final Thread thread = new Thread(this::run, "sync");
    private final CountDownLatch ended = new CountDownLatch(1);

    // Guarded by this; the loop's thread sleeps on it.
    private Optional<DesiredState> desired = Optional.empty();
    private Instant passDue = Instant.MAX;
    private final Set<ResourceKey> touched = new HashSet<>();
    private boolean closed;

    // Of the loop's thread alone.
    private final Set<ResourceKey> suspects = new HashSet<>();
    private int failures;
    private Set<Condition> told = Set.of();

    public SyncLoop(Cluster cluster, Clock clock) {
        this(cluster, clock, SyncTiming.standard());
    }

    public SyncLoop(Cluster cluster, Clock clock, SyncTiming timing) {
        this.clock = clock;
        this.timing = timing;
        this.reconciler = new Reconciler(cluster, sightings);
        this.drift = reconciler.drift();
        this.watch = new DriftWatch(cluster, sightings, this::touched);
        this.backoff = new RevertBackoff(clock);
        this.board = new StatusBoard(sightings);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** From now on the cluster is to be this. */
    public synchronized void desire(DesiredState state) {
        desired = Optional.of(state);
        board.wanted(state.revision());
        passDue = Instant.MIN;
        notifyAll();
    }

    /**
     * A whole pass soon, though nothing is known to have changed; none before the first revision.
     */
    public synchronized void resync() {
        if (desired.isEmpty()) {
            return;
        }
        board.asked();
        passDue = Instant.MIN;
        notifyAll();
    }

    public ControllerStatus status() {
        return board.snapshot();
    }

    /**
     * Waits until the status is as asked, or the time is over.
     *
     * @return the last status, whichever of the two it was
     */
    public ControllerStatus await(Predicate<ControllerStatus> condition, Duration atMost)
            throws InterruptedException {
        return board.await(condition, atMost);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        try {
            if (thread.isAlive()) {
                ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.close();
    }

    private synchronized void touched(ResourceKey key) {
        board.touched();
        touched.add(key);
        notifyAll();
    }

    // ---- the thread

    private void run() {
        try {
            while (!isClosed()) {
                Optional<DesiredState> due = awaitWork();
                if (due.isPresent()) {
                    pass(due.get());
                }
                revertDrift();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() interrupts
        } finally {
            ended.countDown();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** The state to pass over, or empty when it was an event that woke us. */
    private synchronized Optional<DesiredState> awaitWork() throws InterruptedException {
        while (!closed) {
            Instant now = clock.instant();
            suspects.addAll(touched);
            boolean events = !touched.isEmpty();
            touched.clear();
            if (desired.isPresent() && !passDue.isAfter(now)) {
                if (passDue.equals(Instant.MIN)) {
                    failures = 0; // somebody asked, so the pauses after old failures are over
                }
                passDue = Instant.MAX;
                return desired;
            }
            Instant next = earlier(passDue, nextRevert());
            if (events || !next.isAfter(now)) {
                return Optional.empty();
            }
            board.busy(!suspects.isEmpty() || passDue.equals(Instant.MIN));
            wait(pauseUntil(now, next));
        }
        return Optional.empty();
    }

    private Instant nextRevert() {
        return suspects.stream()
                .map(backoff::notBefore)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static long pauseUntil(Instant now, Instant next) {
        return next.equals(Instant.MAX) ? 0 : Math.max(1, Duration.between(now, next).toMillis());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void pass(DesiredState state) {
        long started = System.nanoTime();
        Duration again;
        try {
            PassReport report = reconciler.reconcile(state);
            watch.follow(drift.tracked());
            board.passed(report, clock.instant(), Duration.ofNanos(System.nanoTime() - started));
            log(report);
            failures = report.retry() && report.changes() == 0 ? failures + 1 : 0;
            again = report.retry() ? retryPause() : timing.resync();
        } catch (ClusterException e) {
            again = failed(state, e.getMessage());
        } catch (RuntimeException e) {
            // A defect; the cluster must be looked after all the same.
            LOG.atError().setCause(e).log("defect");
            again = failed(state, "a defect of nordbox, see the log: " + e.getClass().getName());
        }
        passAt(clock.instant().plus(again));
    }

    private Duration failed(DesiredState state, String problem) {
        failures++;
        Duration pause = retryPause();
        board.failed(problem, clock.instant());
        LOG.atWarn()
                .addKeyValue("revision", state.revision())
                .addKeyValue("retryIn", pause)
                .log("pass failed: {}", problem);
        return pause;
    }

    /** Doubles from the first failure on; some progress means that the next try comes soon. */
    private Duration retryPause() {
        Duration pause =
                timing.firstRetry().multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 16));
        return pause.compareTo(timing.longestRetry()) > 0 ? timing.longestRetry() : pause;
    }

    private synchronized void passAt(Instant when) {
        passDue = earlier(passDue, when); // a newer revision may have come in meanwhile
    }

    private void revertDrift() {
        suspects.removeIf(key -> !drift.drifted(key));
        Instant now = clock.instant();
        if (suspects.isEmpty()) {
            return;
        }
        Set<ResourceKey> fought = Set.copyOf(suspects);
        List<ResourceKey> due =
                fought.stream().filter(key -> !backoff.notBefore(key).isAfter(now)).toList();
        due.forEach(suspects::remove);
        Map<Boolean, List<ResourceKey>> healable =
                due.stream().collect(Collectors.partitioningBy(drift::healable));
        // A pass is no cheaper when it is a fight that asks for it.
        healable.get(false).forEach(backoff::reverted);
        Set<ResourceKey> failed = heal(healable.get(true));
        board.complaints(
                fought.stream().map(backoff::complaint).flatMap(Optional::stream).toList());
        if (!healable.get(false).isEmpty() || !failed.isEmpty()) {
            passAt(now.plus(timing.betweenPasses()));
        }
    }

    private Set<ResourceKey> heal(List<ResourceKey> due) {
        if (due.isEmpty()) {
            return Set.of();
        }
        Set<ResourceKey> failed = drift.heal(due);
        for (ResourceKey key : due) {
            backoff.reverted(key);
            if (!failed.contains(key)) {
                board.reverted();
                LOG.atInfo()
                        .addKeyValue("kind", key.kind())
                        .addKeyValue("namespace", key.namespace())
                        .addKeyValue("name", key.name())
                        .log("reverted a change in the cluster");
            }
        }
        return failed;
    }

    /** A condition is told when it comes up, not with every retry. */
    private void log(PassReport report) {
        LOG.atInfo()
                .addKeyValue("revision", report.revision())
                .addKeyValue("changes", report.changes())
                .addKeyValue("converged", report.converged())
                .log("pass done");
        Set<Condition> now = new HashSet<>();
        for (ApplicationStatus application : report.applications()) {
            for (Condition condition : application.conditions()) {
                if (now.add(condition) && !told.contains(condition)) {
                    LOG.atWarn()
                            .addKeyValue("application", application.name())
                            .addKeyValue("condition", condition.type())
                            .log(condition.message());
                }
            }
        }
        told = now;
    }
}
