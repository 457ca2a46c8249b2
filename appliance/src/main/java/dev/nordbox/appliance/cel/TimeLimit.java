package dev.nordbox.appliance.cel;

import dev.nordbox.appliance.threads.Daemon;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets one expression run for so long and no longer. Steps are bounded, but not what a step costs;
 * the thread of one that is too slow is left to its end, and it never gets another one.
 */
final class TimeLimit {

    /** A busy machine is no reason; an expression takes some twenty microseconds. */
    private static final long LONGEST_MILLIS = 1_000;

    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(work -> Daemon.of(work, "cel"));

    private volatile boolean tooSlow;

    Object run(Callable<Object> work) throws CelException {
        if (tooSlow) {
            throw tooSlow();
        }
        Future<Object> result = THREADS.submit(work);
        try {
            return result.get(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            tooSlow = true;
            throw tooSlow();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CelException why
                    ? why
                    : new CelException("it cannot be told because of a defect");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CelException("it was interrupted");
        }
    }

    private static CelException tooSlow() {
        return new CelException("it takes longer than " + LONGEST_MILLIS + " ms");
    }
}
