package dev.nordbox.installer.host.ssh;

import java.time.Duration;
import java.util.Optional;

/**
 * Ends the wait for a command once nothing was heard of it for a while, and nothing of it moved on
 * the host meanwhile: a deadline belongs to silence, not to work that a busy machine is slow at.
 */
final class Silence {

    /** A look at what a command does on the host. */
    @FunctionalInterface
    interface Pulse {
        Pulse UNKNOWN = Optional::empty;

        /** The same text twice: nothing moved in between. Empty when it cannot be seen. */
        Optional<String> take();
    }

    private final long limit;
    private final Pulse pulse;
    private long since = System.nanoTime();
    private Optional<String> before = Optional.empty();

    Silence(Duration limit, Pulse pulse) {
        this.limit = limit.toNanos();
        this.pulse = pulse;
    }

    /** How long a wait may last before this is asked again. */
    Duration pause() {
        return Duration.ofNanos(Math.max(1_000_000, Math.min(limit / 4, 5_000_000_000L)));
    }

    /**
     * @param heard when the command was heard last, as {@link System#nanoTime} counts
     */
    boolean isTooLong(long heard) {
        if (heard - since > 0) {
            since = heard;
            before = Optional.empty();
        }
        long silent = System.nanoTime() - since;
        if (silent < limit) {
            // Half way through, for something to compare with at the end.
            if (silent >= limit / 2 && before.isEmpty()) {
                before = pulse.take();
            }
            return false;
        }
        Optional<String> now = pulse.take();
        if (now.equals(before)) {
            return true;
        }
        since = System.nanoTime();
        before = now;
        return false;
    }
}
