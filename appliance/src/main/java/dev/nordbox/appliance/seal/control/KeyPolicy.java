package dev.nordbox.appliance.seal.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a new sealing key is made.
 *
 * @param bits of a new key
 * @param renewEvery age of the newest key at which the next one is made; zero: never
 * @param cutoff a newest key from before that is not used to seal any more: the next one is made;
 *     one that is still to come does nothing
 */
public record KeyPolicy(int bits, Duration renewEvery, Optional<Instant> cutoff) {

    /** As Bitnami's controller does it: every 30 days. */
    public static final Duration RENEW_EVERY = Duration.ofHours(720);

    /** Why a new key is due; empty when none is. */
    Optional<String> due(Optional<Instant> newest, Instant now) {
        if (newest.isEmpty()) {
            return Optional.of("the first key");
        }
        boolean cutOff = cutoff.filter(at -> newest.get().isBefore(at)).isPresent();
        // One that is still to come would cut off the next key, too, and the one after that. It is
        // no reason not to start: the clock of a box may be behind for a while after a boot.
        if (cutOff && !cutoff.get().isAfter(now)) {
            return Optional.of("the newest key is from before the cut-off " + cutoff.get());
        }
        return renewal(newest.get()).filter(at -> !at.isAfter(now)).map(at -> "renewal");
    }

    /** When the next key is due by age. */
    Optional<Instant> renewal(Instant newest) {
        return renewEvery.isZero() ? Optional.empty() : Optional.of(newest.plus(renewEvery));
    }
}
