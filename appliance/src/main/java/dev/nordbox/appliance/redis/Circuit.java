package dev.nordbox.appliance.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps from asking what does not answer: after a failure for a second, after each further one for
 * twice as long, up to a minute. Says it once, and once that it is over.
 */
final class Circuit {

    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String where;
    private final LongSupplier nanoTime;
    private int failures;
    private long closedFrom;
    private Optional<String> problem = Optional.empty();

    Circuit(String where, LongSupplier nanoTime) {
        this.where = where;
        this.nanoTime = nanoTime;
    }

    synchronized boolean allows() {
        return failures == 0 || nanoTime.getAsLong() - closedFrom >= 0;
    }

    synchronized void answered() {
        if (failures > 0) {
            LOG.atInfo().addKeyValue("redis", where).log("Redis answers again");
        }
        failures = 0;
        problem = Optional.empty();
    }

    /**
     * @param reason goes on from "Redis"
     */
    synchronized void failed(String reason) {
        if (!allows()) {
            return; // it was under way when another found out
        }
        String told =
                "Redis at "
                        + where
                        + " "
                        + reason
                        + "; renders are kept in memory alone, see `systemctl status nordbox-redis`";
        if (failures == 0) {
            LOG.warn(told);
        }
        failures++;
        long pause = FIRST_PAUSE.toNanos() << Math.min(failures - 1, 6);
        closedFrom = nanoTime.getAsLong() + Math.min(pause, LONGEST_PAUSE.toNanos());
        problem = Optional.of(told);
    }

    synchronized Optional<String> problem() {
        return problem;
    }
}
