package dev.nordbox.appliance.cel;

import dev.nordbox.appliance.threads.Daemon;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets one expression compute for so long and no longer. Steps are bounded, but not what a step
 * costs; the thread of one that is too slow is left to its end, and it never gets another one. What
 * counts is the processor's time: a machine that is busy with other things makes nobody too slow.
 */
final class TimeLimit {

    /** An expression takes some twenty microseconds. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Whoever gets no processor at all for so long is asked again later. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(250);

    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(work -> Daemon.of(work, "cel"));
    private static final ThreadMXBean CLOCKS = ManagementFactory.getThreadMXBean();

    private volatile boolean tooSlow;

    Object run(Callable<Object> work) throws CelException {
        if (tooSlow) {
            throw tooSlow();
        }
        Computing computing = new Computing(work);
        Future<Object> result = THREADS.submit(computing);
        for (long looks = PATIENCE.dividedBy(LOOK); looks > 0; looks--) {
            try {
                return result.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (computing.took().compareTo(LONGEST) > 0) {
                    tooSlow = true;
                    throw tooSlow();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof CelException why
                        ? why
                        : new CelException("it cannot be told because of a defect");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CelException("it was interrupted");
            }
        }
        throw new CelException("the machine is too busy to tell");
    }

    private static CelException tooSlow() {
        return new CelException("it takes longer than " + LONGEST.toMillis() + " ms");
    }

    /** Knows how long its thread has had a processor for it. */
    private static final class Computing implements Callable<Object> {
        private final Callable<Object> work;
        private volatile long thread;
        private volatile long begun;

        Computing(Callable<Object> work) {
            this.work = work;
        }

        @Override
        public Object call() throws Exception {
            begun = CLOCKS.getCurrentThreadCpuTime();
            thread = Thread.currentThread().getId();
            return work.call();
        }

        Duration took() {
            long id = thread;
            return id == 0 ? Duration.ZERO : Duration.ofNanos(CLOCKS.getThreadCpuTime(id) - begun);
        }
    }
}
