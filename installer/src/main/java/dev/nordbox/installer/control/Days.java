package dev.nordbox.installer.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times and spans in days. */
final class Days {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,5})\\s*(d|days?|w|weeks?)");
    private static final int IN_A_WEEK = 7;

    private Days() {}

    /** As systemd writes a span, {@code 180day}; empty for what is no number of days or weeks. */
    static OptionalLong span(@Nullable String text) {
        Matcher span = SPAN.matcher(text == null ? "" : text);
        if (!span.matches()) {
            return OptionalLong.empty();
        }
        long count = Long.parseLong(span.group(1));
        return OptionalLong.of(span.group(2).startsWith("w") ? count * IN_A_WEEK : count);
    }

    /** How long ago a time was that a script told, in seconds since 1970; empty when it did not. */
    static OptionalLong since(Map<String, String> values, String key, Instant now) {
        long seconds = GuardChecks.number(values.get(key));
        return seconds == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Duration.between(Instant.ofEpochSecond(seconds), now).toDays());
    }
}
