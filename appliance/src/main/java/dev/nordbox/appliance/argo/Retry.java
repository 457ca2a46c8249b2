package dev.nordbox.appliance.argo;

import java.time.Duration;

/**
 * How often and after what pauses a failed sync is tried again.
 *
 * @param limit further attempts; 0 for none, negative for without end
 * @param duration first pause
 * @param factor each pause is the one before times this
 * @param maxDuration longest pause; zero for no bound
 * @param refresh a retry takes the newest commit; otherwise the one that failed. One of an
 *     automated sync always does
 */
public record Retry(
        long limit, Duration duration, long factor, Duration maxDuration, boolean refresh) {

    public static final Duration DEFAULT_DURATION = Duration.ofSeconds(5);
    public static final long DEFAULT_FACTOR = 2;
    public static final Duration DEFAULT_MAX_DURATION = Duration.ofMinutes(3);

    /** No attempt after the first: what an operation without {@code retry} gets. */
    public static final Retry NEVER = withLimit(0);

    /** What an automated sync gets whose policy has no {@code retry}. */
    public static final Retry DEFAULT = withLimit(5);

    public static Retry withLimit(long limit) {
        return new Retry(limit, DEFAULT_DURATION, DEFAULT_FACTOR, DEFAULT_MAX_DURATION, false);
    }

    public Retry refreshing(boolean newest) {
        return new Retry(limit, duration, factor, maxDuration, newest);
    }

    /**
     * @param retries attempts made after the first one
     */
    public boolean allowsAnother(long retries) {
        return limit < 0 || retries < limit;
    }

    /**
     * The pause after an attempt failed.
     *
     * @param retries attempts made after the first one; the pause after the first attempt is {@code
     *     duration}
     */
    public Duration pause(long retries) {
        double seconds = seconds(duration) * Math.pow(factor, retries);
        double longest = maxDuration.isZero() ? Long.MAX_VALUE : seconds(maxDuration);
        return Duration.ofMillis(Math.round(Math.min(seconds, longest) * 1000));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
