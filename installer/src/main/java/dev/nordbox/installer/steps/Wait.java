package dev.nordbox.installer.steps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long and how often the host is asked while something is on its way.
 *
 * @param deadline after which a wait gives up
 * @param interval between two questions; they cost the host time, too
 */
public record Wait(Duration deadline, Duration interval, Clock clock, Pause pause) {

    /** Lets time pass; tests let none pass. */
    @FunctionalInterface
    public interface Pause {
        void take(Duration duration) throws InterruptedException;
    }

    /** Ten minutes: a small VPS needs one. */
    public static Wait patient() {
        return new Wait(
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                Clock.systemUTC(),
                duration -> Thread.sleep(duration.toMillis()));
    }

    public Wait within(Duration limit) {
        return new Wait(limit, interval, clock, pause);
    }

    public Wait every(Duration pause) {
        return new Wait(deadline, pause, clock, this.pause);
    }

    /** The moment after which it is too late, when the wait begins now. */
    public Instant end() {
        return clock.instant().plus(deadline);
    }

    /**
     * Lets one interval pass.
     *
     * @return false when the end is reached; then nothing passed
     */
    public boolean again(Instant end) {
        if (!clock.instant().isBefore(end)) {
            return false;
        }
        try {
            pause.take(interval);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
