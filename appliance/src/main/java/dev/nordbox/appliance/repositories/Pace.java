package dev.nordbox.appliance.repositories;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How often a repository is asked. Each pause is a little less than the interval, another each
 * time, so that neither the repositories of a box nor the boxes of one repository all ask a host at
 * once.
 *
 * @param shortest part of the interval that a pause may take, in percent
 */
public record Pace(Duration interval, int shortest, RandomGenerator random) {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int SHORTEST_PERCENT = 85;

    public static Pace about(Duration interval) {
        return new Pace(interval, SHORTEST_PERCENT, new SplittableRandom());
    }

    /** A host that refuses us is not asked every few seconds for ever. */
    Duration pauseAfter(int failures) {
        Duration doubled = interval.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 10));
        Duration longest = interval.compareTo(LONGEST_PAUSE) > 0 ? interval : LONGEST_PAUSE;
        Duration pause = doubled.compareTo(longest) > 0 ? longest : doubled;
        int percent = shortest < 100 ? random.nextInt(shortest, 101) : 100;
        return pause.multipliedBy(percent).dividedBy(100);
    }
}
