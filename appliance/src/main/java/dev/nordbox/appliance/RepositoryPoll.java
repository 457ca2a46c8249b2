package dev.nordbox.appliance;

import dev.nordbox.appliance.catalog.FollowedRevision;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitSource;
import dev.nordbox.appliance.git.Revision;
import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.status.RepositoryStatus.Problem;
import dev.nordbox.appliance.threads.Daemon;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the repository at every interval, and passes on each new revision. The last revision of an
 * earlier run is passed on first, so that a box converges while its Git host is away.
 */
final class RepositoryPoll implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryPoll.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** An exchange that does not end when it is interrupted ends with the process. */
    private static final Duration LAST_EXCHANGE = Duration.ofSeconds(1);

    /** Opens the source; it can fail for reasons that pass, as a key that is not there yet. */
    interface SourceOpening {
        GitSource open() throws GitException;
    }

    private final ControllerConfig.Repo repo;
    private final SourceOpening opening;
    private final Consumer<Checkout> arrived;
    private final Clock clock;
    private final Thread thread = Daemon.of(this::run, "repository");

    // Guarded by this; the thread sleeps on it.
    private boolean closed;
    private boolean askedNow;

    /** The poll under way is the first, or was asked for. */
    private boolean awaited = true;

    private Optional<Revision> revision = Optional.empty();
    private Optional<Instant> polledAt = Optional.empty();
    private Optional<Problem> problem = Optional.empty();

    // Of the thread alone.
    private Optional<GitSource> source = Optional.empty();
    private Optional<Revision> delivered = Optional.empty();
    private int failures;

    RepositoryPoll(
            ControllerConfig.Repo repo,
            SourceOpening opening,
            Consumer<Checkout> arrived,
            Clock clock) {
        this.repo = repo;
        this.opening = opening;
        this.arrived = arrived;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    /** Polls at once; if a poll is under way, once more after it. */
    synchronized void pollNow() {
        askedNow = true;
        notifyAll();
    }

    /**
     * @param readable all of the revision could be read
     */
    synchronized RepositoryStatus status(boolean readable) {
        return new RepositoryStatus(
                repo.url().toString(),
                repo.targetRevision(),
                repo.path(),
                revision,
                polledAt,
                readable,
                awaited || askedNow,
                problem);
    }

    private void run() {
        try {
            while (!isClosed()) {
                poll();
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() interrupts
        } finally {
            source.ifPresent(GitSource::close);
        }
    }

    private void poll() {
        try {
            readTwiceIfDamaged();
        } catch (GitException e) {
            failed(e.reason().name(), e.getMessage(), e.remedy());
        } catch (RuntimeException | StackOverflowError e) {
            // One poisonous repository must not end the loop: the next commit may be sane.
            String message = "the revision cannot be read because of a defect of nordbox: " + e;
            if (!isKnown(message)) {
                LOG.error("defect of nordbox, the last good state is kept", e);
            }
            failed("DEFECT", message, "report it with the stack trace in the log");
        }
    }

    /** A mirror that turns out to be damaged is made anew by the second fetch. */
    private void readTwiceIfDamaged() throws GitException {
        try {
            read();
        } catch (GitException e) {
            if (e.reason() != Reason.MIRROR) {
                throw e;
            }
            LOG.atInfo().log("{}; it is made anew", e.getMessage());
            read();
        }
    }

    private void read() throws GitException {
        if (source.isEmpty()) {
            source = Optional.of(opening.open());
            resume(source.get());
        }
        boolean damaged = source.get().lastFetched().isEmpty();
        Revision newest = source.get().fetch();
        if (damaged) {
            delivered = Optional.empty(); // what was read of it may be wrong
        }
        deliver(source.get(), newest);
        answered(newest);
    }

    private void resume(GitSource opened) throws GitException {
        Optional<Revision> last = opened.lastFetched();
        if (last.isPresent()) {
            deliver(opened, last.get());
            synchronized (this) {
                revision = last;
            }
        }
    }

    private void deliver(GitSource from, Revision newest) throws GitException {
        boolean sameCommit = delivered.map(Revision::commit).equals(Optional.of(newest.commit()));
        if (!sameCommit) {
            LOG.atInfo()
                    .addKeyValue("revision", newest.commit())
                    .addKeyValue("ref", newest.ref())
                    .log("revision arrived");
            arrived.accept(new Checkout(followed(newest), from.tree(newest)));
        }
        delivered = Optional.of(newest);
    }

    private FollowedRevision followed(Revision newest) {
        return new FollowedRevision(
                repo.url().toString(), repo.targetRevision(), newest.ref(), newest.commit());
    }

    private synchronized void answered(Revision newest) {
        if (failures > 0) {
            LOG.atInfo().addKeyValue("url", repo.url()).log("repository answers again");
        }
        failures = 0;
        polledAt = Optional.of(clock.instant());
        revision = Optional.of(newest);
        problem = Optional.empty();
        ended();
    }

    private synchronized void failed(String reason, String message, String remedy) {
        failures++;
        boolean known = isKnown(message);
        Instant since = known ? problem.orElseThrow().since() : clock.instant();
        if (!known) {
            LOG.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("fix", remedy)
                    .log("repository: {}", message);
        }
        problem = Optional.of(new Problem(reason, message, remedy, since));
        ended();
    }

    private synchronized boolean isKnown(String message) {
        return problem.map(Problem::message).equals(Optional.of(message));
    }

    private synchronized void ended() {
        awaited = false;
        notifyAll();
    }

    private synchronized void pause() throws InterruptedException {
        long end = System.nanoTime() + pauseAfter(failures).toNanos();
        while (!closed && !askedNow) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
        awaited = askedNow;
        askedNow = false;
    }

    /** A host that refuses us is not asked every few seconds for ever. */
    private Duration pauseAfter(int failures) {
        Duration interval = repo.pollInterval();
        Duration doubled = interval.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 10));
        Duration longest = interval.compareTo(LONGEST_PAUSE) > 0 ? interval : LONGEST_PAUSE;
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /** Waits for the end of the first poll, whichever it was. */
    synchronized RepositoryStatus awaitFirstPoll(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (awaited) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
        return status(true);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        try {
            thread.join(LAST_EXCHANGE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
