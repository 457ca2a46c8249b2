package dev.nordbox.installer.output;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Durations and sizes as people read them. */
public final class Times {
    private Times() {}

    /** {@code 0.8s}, {@code 38s}, {@code 2m05s}. */
    static String of(Duration took) {
        if (took.toMillis() < 10_000) {
            return String.format(Locale.ROOT, "%.1fs", took.toMillis() / 1000.0);
        }
        return took.toSeconds() < 60
                ? took.toSeconds() + "s"
                : String.format(Locale.ROOT, "%dm%02ds", took.toMinutes(), took.toSecondsPart());
    }

    /** {@code 5s}, {@code 3m}, {@code 7h}, {@code 12d}; {@code ""} for what is no time. */
    public static String age(String time, Instant now) {
        try {
            Duration age = Duration.between(Instant.parse(time), now);
            long seconds = Math.max(0, age.toSeconds());
            if (seconds < 120) {
                return seconds + "s";
            }
            if (seconds < 7200) {
                return seconds / 60 + "m";
            }
            return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
        } catch (DateTimeException e) {
            return "";
        }
    }

    /** {@code 41.0 of 248.3 MB}, or {@code 41.0 MB} where the total is not known. */
    static String transferred(long sent, long total) {
        if (total < 0) {
            return String.format(Locale.ROOT, "%.1f MB", sent / 1e6);
        }
        return String.format(Locale.ROOT, "%.1f of %.1f MB", sent / 1e6, total / 1e6);
    }
}
