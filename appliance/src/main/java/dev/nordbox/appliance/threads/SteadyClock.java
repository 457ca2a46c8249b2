package dev.nordbox.appliance.threads;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Says how much time has passed, whoever sets the machine's clock. What it shows is compared with
 * what it showed before and with nothing else. It may stand still while the machine sleeps.
 */
public final class SteadyClock extends Clock {

    private final Instant beginning;
    private final LongSupplier nanoTime;
    private final long first;

    /**
     * @param beginning what it shows now
     * @param nanoTime as {@link System#nanoTime}
     */
    public SteadyClock(Instant beginning, LongSupplier nanoTime) {
        this.beginning = beginning;
        this.nanoTime = nanoTime;
        this.first = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return beginning.plusNanos(nanoTime.getAsLong() - first);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
