package dev.nordbox.appliance.threads;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys that somebody has to look at: now, or at a time. A key is handed to one worker at a time;
 * what is added meanwhile is handed out again afterwards. Thread safe.
 */
public final class WorkQueue<K> {

    private final Clock clock;
    private final Set<K> ready = new LinkedHashSet<>();
    private final Set<K> running = new HashSet<>();
    private final Set<K> again = new HashSet<>();
    private final Map<K, Instant> wakeUps = new HashMap<>();
    private boolean closed;

    public WorkQueue(Clock clock) {
        this.clock = clock;
    }

    public synchronized void add(K key) {
        if (running.contains(key)) {
            again.add(key);
        } else {
            ready.add(key);
        }
        notifyAll();
    }

    /** The earliest of several times counts; it is forgotten when the key is handed out. */
    public synchronized void wake(K key, Instant at) {
        wakeUps.merge(key, at, (one, other) -> one.isBefore(other) ? one : other);
        notifyAll();
    }

    /** Nothing more is to come for the key. */
    public synchronized void forget(K key) {
        ready.remove(key);
        again.remove(key);
        wakeUps.remove(key);
    }

    /** The next key, without waiting. */
    public synchronized Optional<K> poll() {
        due();
        Optional<K> next = ready.stream().findFirst();
        next.ifPresent(
                key -> {
                    ready.remove(key);
                    wakeUps.remove(key);
                    running.add(key);
                });
        return next;
    }

    /** The next key; empty when the queue is closed. */
    public synchronized Optional<K> take() throws InterruptedException {
        while (!closed) {
            Optional<K> next = poll();
            if (next.isPresent()) {
                return next;
            }
            waitForNext();
        }
        return Optional.empty();
    }

    private void waitForNext() throws InterruptedException {
        Optional<Instant> first = nextWakeUp();
        if (first.isEmpty()) {
            wait();
            return;
        }
        long millis = first.get().toEpochMilli() - clock.millis() + 1;
        if (millis > 0) {
            wait(millis);
        }
    }

    /**
     * When the next key is due by itself; empty when none is. One that is being worked on does not
     * count: it is not handed out before {@link #done}, which wakes whoever waits.
     */
    public synchronized Optional<Instant> nextWakeUp() {
        return wakeUps.entrySet().stream()
                .filter(wakeUp -> !running.contains(wakeUp.getKey()))
                .map(Map.Entry::getValue)
                .min(Instant::compareTo);
    }

    private void due() {
        Instant now = clock.instant();
        wakeUps.forEach(
                (key, at) -> {
                    if (!at.isAfter(now) && !running.contains(key)) {
                        ready.add(key);
                    }
                });
    }

    public synchronized void done(K key) {
        running.remove(key);
        if (again.remove(key)) {
            ready.add(key);
        }
        notifyAll();
    }

    /** Nobody works and nothing is due now. */
    public synchronized boolean idle() {
        due();
        return ready.isEmpty() && running.isEmpty();
    }

    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
