package dev.nordbox.appliance.cluster;

import java.time.Duration;

/**
 * How long a watch waits, for what.
 *
 * @param stream the server is asked to end a stream after this long
 * @param grace one that outlives it by more than this is dead
 * @param firstPause after the first failure; doubled with each further one
 * @param longestPause where the doubling ends; a stream that lived longer was no failure
 */
record WatchTiming(Duration stream, Duration grace, Duration firstPause, Duration longestPause) {

    static WatchTiming standard() {
        return new WatchTiming(
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                Duration.ofSeconds(15));
    }

    /** The pause that follows this one. */
    Duration after(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    }
}
