package dev.nordbox.installer.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From when on: so long ago by the clock of the box, a time, or the begin. */
public final class Since {
    public static final Since BEGIN = new Since();

    private static final Pattern AGO = Pattern.compile("([1-9]\\d{0,5})([smhd])");

    private final String[] parameters;

    private Since(String... parameters) {
        this.parameters = parameters;
    }

    /** Reads {@code 2h}, {@code 3d} or {@code 2026-11-29T12:00:00Z}; empty when it is neither. */
    public static Optional<Since> parse(String text) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return Optional.of(new Since("within", duration(ago).toString()));
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return Optional.of(new Since("since", time.toString()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration duration(Matcher ago) {
        long count = Long.parseLong(ago.group(1));
        return switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    String[] parameters() {
        return parameters.clone();
    }
}
