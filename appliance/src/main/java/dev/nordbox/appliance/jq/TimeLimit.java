package dev.nordbox.appliance.jq;

import dev.nordbox.appliance.threads.Daemon;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a path run for so long and no longer. The library cannot be interrupted, so the thread of
 * one that is too slow is left to its end, which comes since nothing in {@link Functions} is
 * endless, and the path never gets another one.
 */
final class TimeLimit {

    private final Duration longest;
    private final Set<String> tooSlow = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(work -> Daemon.of(work, "jq"));

    TimeLimit(Duration longest) {
        this.longest = longest;
    }

    /**
     * @throws JqException when it takes too long, or did before
     */
    <T> T run(String path, Callable<T> work) throws Exception {
        if (tooSlow.contains(path)) {
            throw tooSlow(path);
        }
        Future<T> result = threads.submit(work);
        try {
            return result.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            tooSlow.add(path);
            throw tooSlow(path);
        } catch (ExecutionException e) {
            throw cause(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JqException(path, "was interrupted");
        }
    }

    private JqException tooSlow(String path) {
        return new JqException(path, "takes longer than " + longest.toMillis() + " ms");
    }

    private static Exception cause(String path, ExecutionException e) {
        return e.getCause() instanceof StackOverflowError
                ? new JqException(path, "calls itself without end")
                : Optional.ofNullable(e.getCause())
                        .filter(Exception.class::isInstance)
                        .map(Exception.class::cast)
                        .orElse(e);
    }
}
