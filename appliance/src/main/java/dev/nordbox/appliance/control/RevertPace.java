package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps us from fighting for an object for ever: a person's changes are reverted at once, another
 * controller's more and more slowly. Not thread safe.
 */
final class RevertPace {

    /** More than a person makes by hand; a fight gets there in seconds. */
    private static final int FREE = 30;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<ResourceKey, Fight> fights = new HashMap<>();

    private volatile long total;

    private record Fight(int reverts, Instant last) {}

    RevertPace(Clock clock) {
        this.clock = clock;
    }

    /** How many reverts there were. */
    long total() {
        return total;
    }

    void reverted(ResourceKey key) {
        total++;
        Instant now = clock.instant();
        fights.values().removeIf(fight -> fight.last.plus(QUIET).isBefore(now));
        fights.merge(key, new Fight(1, now), (old, one) -> new Fight(old.reverts + 1, now));
    }

    /** When the object may be reverted next; a time that has passed means now. */
    Instant notBefore(ResourceKey key) {
        Fight fight = fights.get(key);
        if (fight == null || fight.reverts < FREE) {
            return Instant.MIN;
        }
        int doublings = Math.min(fight.reverts - FREE, 10);
        Duration pause = FIRST.multipliedBy(1L << doublings);
        return fight.last.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    /** Said when somebody keeps changing an object against the repository. */
    Optional<String> complaint(ResourceKey key) {
        Fight fight = fights.get(key);
        return fight == null || fight.reverts < FREE
                ? Optional.empty()
                : Optional.of(
                        key
                                + " was reverted "
                                + fight.reverts
                                + " times: something else keeps changing it. Its"
                                + " metadata.managedFields name who; take the field out of the"
                                + " repository or stop the other");
    }
}
