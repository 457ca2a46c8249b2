package dev.nordbox.appliance.webhook;

import dev.nordbox.appliance.threads.Timer;
import java.time.Duration;

/**
 * Does a thing when it is asked for, and once for all that ask within a second of the last time.
 */
final class AtMostEverySecond implements AutoCloseable {

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Runnable task;
    private final Timer timer;
    private long doneNanos = System.nanoTime() - PAUSE_NANOS;
    private boolean waiting;

    AtMostEverySecond(String name, Runnable task) {
        this.task = task;
        this.timer = new Timer(name);
    }

    synchronized void ask() {
        if (!waiting) {
            waiting = true;
            long left = PAUSE_NANOS - (System.nanoTime() - doneNanos);
            timer.after(Duration.ofNanos(Math.max(left, 0)), this::run);
        }
    }

    private void run() {
        synchronized (this) {
            waiting = false;
            doneNanos = System.nanoTime();
        }
        task.run();
    }

    @Override
    public void close() {
        timer.close();
    }
}
