package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.catalog.ShownUrl;
import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitSource;
import dev.nordbox.appliance.repositories.Delivery.Heard;
import dev.nordbox.appliance.status.RepositoryStatus;
import dev.nordbox.appliance.threads.Daemon;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one repository at every interval for all revisions that are wanted of it, and passes on each
 * new commit. The last commits of an earlier run are passed on first, so that a box converges while
 * its Git host is away.
 */
public final class RepositoryPoll implements RootRevisions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryPoll.class);

    /** An exchange that does not end when it is interrupted ends with the process. */
    private static final long LAST_EXCHANGE_MILLIS = 1_000;

    /** Hears of what is new, in the thread of the poll. */
    public interface Listener {

        /** A revision is another commit now, or has been read anew. */
        void arrived(String targetRevision, Checkout checkout);

        /** A problem began, changed or ended. */
        void problemChanged();
    }

    private final String url;
    private final Pace pace;
    private final Door door;
    private final Delivery delivery;
    private final Clock clock;
    private final Thread thread;

    // Guarded by this; the thread sleeps on it.
    private final Map<String, Wish> wishes = new LinkedHashMap<>();
    private final Answers answers = new Answers();
    private boolean closed;
    private boolean askedNow;
    private long begun;
    private long ended;
    private Optional<Instant> polledAt = Optional.empty();

    /** The poll under way is the first, or was asked for. */
    private boolean awaited = true;

    /** In a row; written by the thread alone. */
    private volatile int failures;

    /** The last poll got no answer to its question; written by the thread alone. */
    private volatile boolean refused;

    /** Of all that is wanted, told by whoever knows of all; the source has not heard it yet. */
    private Optional<Set<String>> allWanted = Optional.empty();

    // Of the thread alone.
    private Optional<GitSource> source = Optional.empty();

    /**
     * @param url as it is written where it is named
     */
    public RepositoryPoll(String url, Pace pace, Door door, Listener listener, Clock clock) {
        this.url = url;
        this.pace = pace;
        this.door = door;
        this.delivery = new Delivery(url, listener, clock);
        this.clock = clock;
        this.thread = Daemon.of(this::run, "repository");
    }

    public RepositoryPoll start() {
        thread.start();
        return this;
    }

    // ---- what is wanted

    @Override
    public synchronized Sighting want(String targetRevision) {
        Wish wish = wishes.get(targetRevision);
        if (wish == null) {
            wishes.put(targetRevision, new Wish(url, targetRevision));
            pollNow();
            return Sighting.NOT_YET;
        }
        return wish.sighting();
    }

    /** Other revisions are not asked for any more, and what was fetched of them is forgotten. */
    @Override
    public synchronized void wantOnly(Set<String> targetRevisions) {
        wishes.keySet().retainAll(targetRevisions);
        answers.keepOnly(targetRevisions);
        allWanted = Optional.of(Set.copyOf(targetRevisions));
    }

    @Override
    public synchronized void askAnew() {
        answers.askAnew();
        pollNow();
    }

    /**
     * Polls at once; if a poll is under way, once more after it.
     *
     * @return whether a poll that began after this is over, or none is to come
     */
    public synchronized BooleanSupplier pollNow() {
        askedNow = true;
        notifyAll();
        long next = begun + 1;
        return () -> isOver(next);
    }

    private synchronized boolean isOver(long poll) {
        return closed || ended >= poll;
    }

    /**
     * Polls at once, unless the repository refuses: whoever pushes much would have a host asked
     * again and again that wants to be left alone. One that has nothing of what is wanted does not
     * refuse.
     */
    synchronized void pushed() {
        if (!refused) {
            pollNow();
        }
    }

    /** Polls at once if the login of before may be why there is no answer yet. */
    synchronized void loginsChanged() {
        if (refused || begun > ended) {
            pollNow();
        }
    }

    // ---- what is known

    /**
     * @param readable all of the revision could be read
     */
    public synchronized RepositoryStatus status(
            String targetRevision, String path, boolean readable) {
        Optional<Wish> wish = Optional.ofNullable(wishes.get(targetRevision));
        return new RepositoryStatus(
                ShownUrl.in(url),
                targetRevision,
                path,
                wish.flatMap(Wish::revision),
                polledAt,
                readable,
                awaited || askedNow,
                wish.flatMap(Wish::problem));
    }

    @Override
    public synchronized Answered answered(String targetRevision) {
        return answers.of(targetRevision);
    }

    @Override
    public synchronized List<RepositoryStatus> statuses() {
        return wishes.keySet().stream().map(revision -> status(revision, "", true)).toList();
    }

    /** Waits for the end of the first poll, whichever it was. */
    public synchronized void awaitFirstPoll(long atMostMillis) throws InterruptedException {
        long end = System.nanoTime() + atMostMillis * 1_000_000;
        while (awaited) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
    }

    // ---- one poll after the other

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
        Map<String, Wish> asked = begin();
        try {
            readTwiceIfDamaged(asked);
        } catch (GitException e) {
            failed();
            delivery.refused(asked.values(), e);
        } catch (RuntimeException | StackOverflowError e) {
            failed();
            delivery.defect(asked.values(), e);
        }
        ended(asked.values());
    }

    private void failed() {
        failures++;
        refused = true;
    }

    /** What is asked for from here on is answered by this poll. */
    private synchronized Map<String, Wish> begin() {
        awaited = awaited || askedNow;
        askedNow = false;
        begun++;
        answers.begin();
        return new LinkedHashMap<>(wishes);
    }

    /** A mirror that turns out to be damaged is made anew by the second fetch. */
    private void readTwiceIfDamaged(Map<String, Wish> asked) throws GitException {
        try {
            read(asked);
        } catch (GitException e) {
            if (e.reason() != Reason.MIRROR) {
                throw e;
            }
            LOG.atInfo().log("{}; it is made anew", e.getMessage());
            read(asked);
        }
    }

    private void read(Map<String, Wish> asked) throws GitException {
        source = Optional.of(door.open(source));
        GitSource opened = source.get();
        forgetTheRest(opened, asked);
        delivery.resume(opened, asked.values());
        Heard heard = delivery.fetch(opened, asked);
        failures = heard == Heard.FOUND ? 0 : failures + 1;
        refused = heard == Heard.REFUSED;
        synchronized (this) {
            polledAt = Optional.of(clock.instant());
        }
    }

    private void forgetTheRest(GitSource opened, Map<String, Wish> asked) throws GitException {
        Optional<Set<String>> all;
        synchronized (this) {
            all = allWanted;
        }
        if (all.isPresent()) {
            Set<String> kept = new HashSet<>(all.get());
            kept.addAll(asked.keySet()); // wanted since
            opened.keepOnly(kept);
            synchronized (this) {
                allWanted = allWanted.filter(now -> !now.equals(all.get()));
            }
        }
    }

    /** What was found has been passed on by now. */
    private synchronized void ended(Collection<Wish> asked) {
        asked.forEach(wish -> answers.end(wish.targetRevision(), wish.problem().isEmpty()));
        awaited = false;
        ended = begun;
        notifyAll();
    }

    private synchronized void pause() throws InterruptedException {
        long end = System.nanoTime() + pace.pauseAfter(failures).toNanos();
        while (!closed && !askedNow) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Begins to end: the thread closes the source when it is done with it. */
    void stop() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
    }

    /** Stops, and waits a moment for the end. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(LAST_EXCHANGE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
