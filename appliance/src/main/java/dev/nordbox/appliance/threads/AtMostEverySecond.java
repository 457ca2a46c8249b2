package dev.nordbox.appliance.threads;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Does a thing when it is asked for, and once for all that ask within a second of the last time.
 */
public final class AtMostEverySecond implements AutoCloseable {

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<Set<String>> task;
    private final Timer timer;
    private long doneNanos = System.nanoTime() - PAUSE_NANOS;
    private final Set<String> asked = new HashSet<>();

    public AtMostEverySecond(String name, Consumer<Set<String>> task) {
        this.task = task;
        this.timer = new Timer(name);
    }

    /** For these; none of them: not at all. */
    public synchronized void ask(Set<String> those) {
        boolean waiting = !asked.isEmpty();
        asked.addAll(those);
        if (!waiting && !asked.isEmpty()) {
            long left = PAUSE_NANOS - (System.nanoTime() - doneNanos);
            timer.after(Duration.ofNanos(Math.max(left, 0)), this::run);
        }
    }

    private void run() {
        Set<String> those;
        synchronized (this) {
            those = Set.copyOf(asked);
            asked.clear();
            doneNanos = System.nanoTime();
        }
        task.accept(those);
    }

    @Override
    public void close() {
        timer.close();
    }
}
