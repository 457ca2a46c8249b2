package dev.nordbox.appliance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until a test moves it. */
public final class HandClock extends Clock {
    private volatile Instant now;

    public HandClock() {
        this(Instant.parse("2026-11-28T12:00:00Z"));
    }

    public HandClock(Instant start) {
        now = start;
    }

    public void passes(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
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
