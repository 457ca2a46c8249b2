package dev.nordbox.appliance.sync;

import java.time.Duration;

/**
 * When the loop does something of its own accord.
 *
 * @param firstRetry pause after the first failed pass; doubled with each further one
 * @param longestRetry where the doubling ends
 * @param resync a whole pass at least this often, in case an event was lost
 * @param betweenPasses the least pause between passes that no commit asked for
 */
public record SyncTiming(
        Duration firstRetry, Duration longestRetry, Duration resync, Duration betweenPasses) {

    public static SyncTiming standard() {
        return new SyncTiming(
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofSeconds(1));
    }
}
