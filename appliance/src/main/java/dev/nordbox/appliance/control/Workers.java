package dev.nordbox.appliance.control;

import dev.nordbox.appliance.threads.Daemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads of the controller: a few that look, some that wait for the API server, one that
 * tends.
 */
public final class Workers implements AutoCloseable {

    private static final int LOOKS = 2;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final GitOps engine;
    private final List<Thread> threads = new ArrayList<>();

    private Workers(GitOps engine) {
        this.engine = engine;
    }

    public static Workers start(GitOps engine) {
        Workers workers = new Workers(engine);
        workers.threads.add(Daemon.of(workers::tend, "cluster"));
        for (int i = 0; i < LOOKS; i++) {
            workers.threads.add(Daemon.of(workers::look, "applications"));
        }
        workers.threads.forEach(Thread::start);
        return workers;
    }

    private void look() {
        try {
            engine.lookForEver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() interrupts
        }
    }

    private void tend() {
        try {
            engine.tendForEver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The engine is stopped, and whose it is closes it. */
    @Override
    public void close() {
        engine.stop();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(LAST_WORDS.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
