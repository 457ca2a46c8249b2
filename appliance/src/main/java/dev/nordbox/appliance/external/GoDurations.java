package dev.nordbox.appliance.external;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go reads them: {@code 1h30m}, {@code 1.5s}, {@code 0}. */
public final class GoDurations {
    private static final Pattern PART =
            Pattern.compile("([0-9]{0,9}\\.?[0-9]{0,9})(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private GoDurations() {}

    /** Empty when it is none, or below zero. */
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher part = PART.matcher(text);
        Duration whole = Duration.ZERO;
        int at = 0;
        while (part.find() && part.start() == at) {
            String number = part.group(1);
            if (number.isEmpty() || number.equals(".")) {
                return Optional.empty();
            }
            BigDecimal nanos =
                    new BigDecimal(number + (number.endsWith(".") ? "0" : ""))
                            .multiply(BigDecimal.valueOf(NANOS.get(part.group(2))));
            whole =
                    whole.plusSeconds(
                                    nanos.divideToIntegralValue(BigDecimal.valueOf(1_000_000_000))
                                            .longValue())
                            .plusNanos(
                                    nanos.remainder(BigDecimal.valueOf(1_000_000_000)).longValue());
            at = part.end();
        }
        return text.isEmpty() || at < text.length() ? Optional.empty() : Optional.of(whole);
    }
}
