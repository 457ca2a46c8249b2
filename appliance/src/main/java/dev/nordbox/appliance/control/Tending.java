package dev.nordbox.appliance.control;

import dev.nordbox.appliance.threads.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the upkeep done when its time has come, or something was heard. */
final class Tending implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tending.class);

    private final Clock clock;
    private final AppKey root;
    private final Upkeep upkeep;

    /** Of one key alone. */
    private final WorkQueue<AppKey> queue;

    /**
     * @param clock the steady one that the upkeep has
     */
    Tending(Clock clock, AppKey root, Upkeep upkeep) {
        this.clock = clock;
        this.root = root;
        this.upkeep = upkeep;
        this.queue = new WorkQueue<>(clock);
    }

    /** Something was heard; returns at once. */
    void wake() {
        queue.add(root);
    }

    /** Until it is closed, beginning now. */
    void forEver() throws InterruptedException {
        queue.add(root);
        Optional<AppKey> due = queue.take();
        while (due.isPresent()) {
            once();
            queue.wake(root, upkeep.next());
            queue.done(root);
            due = queue.take();
        }
    }

    private void once() {
        try {
            upkeep.tend();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError().setCause(e).log("defect");
        }
    }

    /** At once if something was heard. */
    Instant next() {
        return queue.idle() ? upkeep.next() : clock.instant();
    }

    @Override
    public void close() {
        queue.close();
    }
}
