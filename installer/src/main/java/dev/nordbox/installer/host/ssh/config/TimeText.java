package dev.nordbox.installer.host.ssh.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Times as ssh writes them: {@code 90}, {@code 90s}, {@code 1m30s}, {@code 1h30}.
 *
 * @see <a href="https://man.openbsd.org/sshd_config#TIME_FORMATS">sshd_config(5), TIME FORMATS</a>
 */
final class TimeText {
    private static final Pattern PART = Pattern.compile("(\\d{1,10})([smhdw]?)");
    private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,10}[smhdw])*(?:\\d{1,10})?");
    private static final Map<String, Integer> SECONDS =
            Map.of("", 1, "s", 1, "m", 60, "h", 3600, "d", 86_400, "w", 604_800);

    private TimeText() {}

    /** Empty for what is no time, and for more seconds than ssh can count. */
    static Optional<Duration> parse(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        if (small.isEmpty() || !WHOLE.matcher(small).matches()) {
            return Optional.empty();
        }
        long seconds = PART.matcher(small).results().mapToLong(TimeText::seconds).sum();
        return seconds <= Integer.MAX_VALUE
                ? Optional.of(Duration.ofSeconds(seconds))
                : Optional.empty();
    }

    private static long seconds(MatchResult part) {
        return Long.parseLong(part.group(1)) * SECONDS.get(part.group(2));
    }
}
