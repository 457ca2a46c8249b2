package dev.nordbox.installer.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The host's clock against this machine's.
 *
 * @param ahead how far the host is ahead; negative when it is behind
 * @param at what it said when it was asked
 * @param synchronised a time daemon says so
 */
public record HostClock(Duration ahead, Instant at, boolean synchronised) {
    private static final String CHRONY = "chrony.service";

    public static final FactSection<HostClock> SECTION =
            new FactSection<>("clock", HostClock::read, "clock", "time-synchronised")
                    .needing(FactQuery.NOTHING.units(List.of(CHRONY)));

    private static final Duration TOLERATED = Duration.ofMinutes(1);

    /** What the clocks of those who write and read a date may be apart. */
    private static final Duration APART = Duration.ofMinutes(5);

    private static HostClock read(FactLines lines) throws FactsUnreadable {
        Instant there = lines.one("clock", 2, line -> Instant.ofEpochMilli(line.size(1)));
        Instant asked = lines.way().asked();
        Instant answered = lines.way().answered();
        // Anywhere between question and answer is as good as exact: a loaded host is not a late
        // one.
        Instant here = there.isBefore(asked) ? asked : there.isAfter(answered) ? answered : there;
        boolean synchronised = lines.has("time-synchronised") || lines.unit(CHRONY).isActive();
        return new HostClock(Duration.between(here, there), there, synchronised);
    }

    /** Whoever wrote this date had a clock that was ahead, or whoever reads it has one behind. */
    public static boolean isYetToCome(Instant at, Instant now) {
        return at.isAfter(now.plus(APART));
    }

    /** Nothing is made of a minute: both are asked over a network. */
    public boolean agrees() {
        return ahead.abs().compareTo(TOLERATED) <= 0;
    }

    /** {@code 3 min ahead}. */
    public String words() {
        Duration skew = ahead.abs();
        return "%s %s"
                .formatted(
                        skew.toHours() > 0 ? skew.toHours() + " h" : skew.toMinutes() + " min",
                        ahead.isNegative() ? "behind" : "ahead");
    }
}
