package dev.nordbox.installer.steps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * How long and how often the host is asked while something is on its way.
 *
 * @param deadline after which a wait gives up, counted from the last time that anything new was
 *     seen: a busy host that still moves is waited for
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

    /** Begins to wait. */
    public Started start() {
        return new Started();
    }

    /** A wait that is on. */
    public final class Started {
        private final Set<String> seen = new HashSet<>();
        private Instant news = clock.instant();

        private Started() {}

        /**
         * Lets one interval pass, unless it is too late.
         *
         * @param sight what is waited for, as it looks now; one that was not seen before is a sign
         *     that something moves. Without numbers that count by themselves, such as times.
         * @return false when nothing new was seen for as long as the deadline; then nothing passed
         */
        public boolean again(String sight) {
            return again(sight, interval);
        }

        /** As {@link #again(String)}, with a pause of its own. */
        public boolean again(String sight, Duration length) {
            Instant now = clock.instant();
            if (seen.add(sight)) {
                news = now;
            }
            if (!now.isBefore(news.plus(deadline))) {
                return false;
            }
            try {
                pause.take(length);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
