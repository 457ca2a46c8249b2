package dev.nordbox.appliance.control;

import dev.nordbox.appliance.threads.Daemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the controller: a few that look, some that wait for the API server, one that
 * tends.
 */
public final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int LOOKS = 2;
    private static final Duration TEND_READY = Leadership.RENEWAL;
    private static final Duration TEND_WAITING = Duration.ofMillis(500);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final GitOps engine;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

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
        boolean first = true;
        try {
            do {
                boolean ready = tendSafely();
                if (ready && first) {
                    engine.resync();
                }
                first = first && !ready;
            } while (!closed.await(pause(first).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration pause(boolean waiting) {
        return waiting ? TEND_WAITING : TEND_READY;
    }

    private boolean tendSafely() {
        try {
            return engine.tend();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError().setCause(e).log("defect");
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        engine.close();
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
