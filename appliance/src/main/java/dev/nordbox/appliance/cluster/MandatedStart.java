package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.threads.Timer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * How work on a cluster begins that may be away, and goes on whenever the mandate has been taken:
 * nobody knows what was done, or left undone, while another one had it.
 */
public final class MandatedStart {
    private static final Logger LOG = LoggerFactory.getLogger(MandatedStart.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** It is taken again after a failure. */
    public interface Step {
        void take() throws ClusterException;
    }

    private final Timer timer;
    private final Mandate mandate;
    private final String waits;
    private final Step begin;
    private final Step takeOver;

    // Of the timer's thread.
    private boolean begun;
    private Optional<String> problem = Optional.empty();

    /**
     * @param timer whose thread takes the steps
     * @param waits what the log says while the cluster does not answer
     * @param begin with the mandate or without
     * @param takeOver of what has begun
     */
    public MandatedStart(Timer timer, Mandate mandate, String waits, Step begin, Step takeOver) {
        this.timer = timer;
        this.mandate = mandate;
        this.waits = waits;
        this.begin = begin;
        this.takeOver = takeOver;
    }

    /** Returns at once; the steps are taken when the cluster answers. */
    public void run() {
        mandate.onTaken(() -> timer.after(Duration.ZERO, this::takeOver));
        timer.after(Duration.ZERO, this::begin);
    }

    private void begin() {
        begun = isDone(begin, this::begin);
    }

    private void takeOver() {
        if (begun) { // else all of it is still to come
            isDone(takeOver, this::takeOver);
        }
    }

    private boolean isDone(Step step, Runnable again) {
        try {
            step.take();
            problem = Optional.empty();
            return true;
        } catch (ClusterException | RuntimeException e) {
            boolean told = problem.equals(Optional.ofNullable(e.getMessage()));
            problem = Optional.ofNullable(e.getMessage());
            LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                    .addKeyValue("problem", e.getMessage())
                    .log(waits);
            timer.after(AGAIN, again);
            return false;
        }
    }
}
