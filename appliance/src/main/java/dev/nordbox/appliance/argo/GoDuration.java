package dev.nordbox.appliance.argo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as Argo CD takes it: {@code 5s}, {@code 1h30m}, {@code 1.5s}, or seconds. */
final class GoDuration {

    private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([a-zµμ]+)");

    private static final Map<String, BigDecimal> NANOS =
            Map.of(
                    "ns", BigDecimal.ONE,
                    "us", BigDecimal.valueOf(1_000),
                    "µs", BigDecimal.valueOf(1_000),
                    "μs", BigDecimal.valueOf(1_000),
                    "ms", BigDecimal.valueOf(1_000_000),
                    "s", BigDecimal.valueOf(1_000_000_000),
                    "m", BigDecimal.valueOf(60_000_000_000L),
                    "h", BigDecimal.valueOf(3_600_000_000_000L));

    private GoDuration() {}

    /** Empty for what is no duration, or a longer one than Go can hold (292 years). */
    static Optional<Duration> parse(String text) {
        Optional<Long> seconds = WholeNumber.parse(text);
        if (seconds.isPresent()) {
            return nanos(BigDecimal.valueOf(seconds.get()).movePointRight(9));
        }
        boolean negative = text.startsWith("-");
        String parts = negative || text.startsWith("+") ? text.substring(1) : text;
        return sum(parts).flatMap(sum -> nanos(negative ? sum.negate() : sum));
    }

    /** As Go prints it: {@code 3m0s}. */
    static String print(Duration duration) {
        if (duration.isNegative()) {
            return "-" + print(duration.negated());
        }
        BigDecimal seconds =
                BigDecimal.valueOf(duration.toSecondsPart())
                        .add(BigDecimal.valueOf(duration.getNano(), 9))
                        .stripTrailingZeros();
        String minutes = duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
        String hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        return hours + minutes + seconds.toPlainString() + "s";
    }

    private static Optional<BigDecimal> sum(String parts) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(parts);
        int end = 0;
        while (part.find() && part.start() == end) {
            BigDecimal unit = NANOS.get(part.group(2));
            if (unit == null) {
                return Optional.empty();
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
            end = part.end();
        }
        return end == 0 || end < parts.length() ? Optional.empty() : Optional.of(sum);
    }

    private static Optional<Duration> nanos(BigDecimal nanos) {
        return nanos.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }
}
