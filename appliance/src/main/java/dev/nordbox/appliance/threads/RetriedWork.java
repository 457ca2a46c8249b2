package dev.nordbox.appliance.threads;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A queue with threads of its own. What is to be tried again waits longer each time. */
public final class RetriedWork<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetriedWork.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final String name;
    private final int mostThreads;
    private final Predicate<K> work;
    private final Clock clock;
    private final WorkQueue<K> queue;
    private final Runnable whenIdle;

    // Guarded by this.
    private final List<Thread> threads = new ArrayList<>();
    private final Map<K, Integer> failures = new HashMap<>();

    /**
     * @param work false when the key is to be tried again
     */
    public RetriedWork(String name, int mostThreads, Clock clock, Predicate<K> work) {
        this(name, mostThreads, clock, work, () -> {});
    }

    /**
     * @param work false when the key is to be tried again
     * @param whenIdle what to do whenever nothing is due any more; returns at once
     */
    public RetriedWork(
            String name, int mostThreads, Clock clock, Predicate<K> work, Runnable whenIdle) {
        this.name = name;
        this.mostThreads = mostThreads;
        this.work = work;
        this.clock = clock;
        this.queue = new WorkQueue<>(clock);
        this.whenIdle = whenIdle;
    }

    public void add(K key) {
        queue.add(key);
        oneMoreThread();
    }

    /** The same at its time. */
    public void addAt(K key, Instant at) {
        queue.wake(key, at);
        oneMoreThread();
    }

    /** It is not to be worked on any more, unless it is added again. */
    public synchronized void forget(K key) {
        queue.forget(key);
        failures.remove(key);
    }

    private synchronized void oneMoreThread() {
        if (threads.size() < mostThreads) {
            Thread thread = Daemon.of(this::workForEver, name);
            threads.add(thread);
            thread.start();
        }
    }

    private void workForEver() {
        try {
            Optional<K> next = queue.take();
            while (next.isPresent()) {
                work(next.get());
                next = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() interrupts
        }
    }

    private void work(K key) {
        boolean done = false;
        try {
            done = work.test(key);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError().addKeyValue("object", key).setCause(e).log("defect");
        }
        if (done) {
            worked(key);
        } else {
            queue.wake(key, clock.instant().plus(pause(failed(key))));
        }
        queue.done(key);
        if (queue.idle()) {
            whenIdle.run();
        }
    }

    private synchronized void worked(K key) {
        failures.remove(key);
    }

    private synchronized int failed(K key) {
        return failures.merge(key, 1, Integer::sum);
    }

    private static Duration pause(int failed) {
        long pause =
                Math.min(
                        LONGEST_PAUSE.toMillis(),
                        FIRST_PAUSE.toMillis() << Math.min(failed - 1, 20));
        return Duration.ofMillis(pause + ThreadLocalRandom.current().nextLong(1 + pause / 4));
    }

    /** Nothing is worked on, and nothing is due now. */
    public boolean idle() {
        return queue.idle();
    }

    @Override
    public synchronized void close() {
        queue.close();
        threads.forEach(Thread::interrupt);
    }
}
