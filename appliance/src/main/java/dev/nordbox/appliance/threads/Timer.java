package dev.nordbox.appliance.threads;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for what is due at its time. */
public final class Timer implements AutoCloseable {
    private final ScheduledThreadPoolExecutor thread;

    public Timer(String name) {
        this.thread = new ScheduledThreadPoolExecutor(1, task -> Daemon.of(task, name));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Empty once it is closed. */
    public Optional<Future<?>> after(Duration wait, Runnable task) {
        try {
            return Optional.of(thread.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
