package dev.nordbox.appliance.seal.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys to be worked on: each at most once at a time, and once more when it was added meanwhile.
 * What is to be tried again waits longer each time.
 */
final class WorkQueue<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final ScheduledThreadPoolExecutor workers;
    private final Predicate<K> work;
    private final Set<K> waiting = new HashSet<>();
    private final Set<K> running = new HashSet<>();
    private final Set<K> again = new HashSet<>();
    private final Map<K, Integer> failures = new HashMap<>();

    /**
     * @param work false when the key is to be tried again
     */
    WorkQueue(String name, int threads, Predicate<K> work) {
        this.work = work;
        this.workers =
                new ScheduledThreadPoolExecutor(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    synchronized void add(K key) {
        if (running.contains(key)) {
            again.add(key);
        } else if (waiting.add(key)) {
            execute(key);
        }
    }

    private void execute(K key) {
        try {
            workers.execute(() -> run(key));
        } catch (RejectedExecutionException e) {
            waiting.remove(key); // closed
        }
    }

    private void run(K key) {
        synchronized (this) {
            waiting.remove(key);
            if (!running.add(key)) {
                again.add(key);
                return;
            }
        }
        boolean done = false;
        try {
            done = work.test(key);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("object", key).setCause(e).log("defect");
        }
        finish(key, done);
    }

    private synchronized void finish(K key, boolean done) {
        running.remove(key);
        if (done) {
            failures.remove(key);
        } else {
            retry(key, failures.merge(key, 1, Integer::sum));
        }
        if (again.remove(key)) {
            add(key);
        }
    }

    private void retry(K key, int failed) {
        long pause =
                Math.min(
                        LONGEST_PAUSE.toMillis(),
                        FIRST_PAUSE.toMillis() << Math.min(failed - 1, 20));
        long jitter = ThreadLocalRandom.current().nextLong(1 + pause / 4);
        try {
            workers.schedule(() -> add(key), pause + jitter, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // closed
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
