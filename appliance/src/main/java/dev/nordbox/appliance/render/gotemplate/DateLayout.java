package dev.nordbox.appliance.render.gotemplate;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/** Dates in one of Go's layouts. */
final class DateLayout {
    private static final int NANO_DIGITS = 9;

    private final ZonedDateTime at;
    private final StringBuilder out = new StringBuilder();

    private DateLayout(ZonedDateTime at) {
        this.at = at;
    }

    static String format(String layout, ZonedDateTime at) {
        DateLayout date = new DateLayout(at);
        int from = 0;
        Optional<DateChunk.Found> next = DateChunk.next(layout, 0);
        while (next.isPresent()) {
            DateChunk.Found found = next.get();
            date.out.append(layout, from, found.start());
            date.chunk(found.chunk(), layout.substring(found.start(), found.end()));
            from = found.end();
            next = DateChunk.next(layout, from);
        }
        return date.out.append(layout.substring(from)).toString();
    }

    private void chunk(DateChunk chunk, String text) {
        int half = at.getHour() % 12 == 0 ? 12 : at.getHour() % 12;
        switch (chunk) {
            case LONG_MONTH -> out.append(month());
            case MONTH -> out.append(month(), 0, 3);
            case NUMBER_MONTH -> out.append(at.getMonthValue());
            case ZERO_MONTH -> number(at.getMonthValue(), 2, '0');
            case LONG_WEEKDAY -> out.append(weekday());
            case WEEKDAY -> out.append(weekday(), 0, 3);
            case DAY -> out.append(at.getDayOfMonth());
            case PADDED_DAY -> number(at.getDayOfMonth(), 2, ' ');
            case ZERO_DAY -> number(at.getDayOfMonth(), 2, '0');
            case PADDED_YEAR_DAY -> number(at.getDayOfYear(), 3, ' ');
            case ZERO_YEAR_DAY -> number(at.getDayOfYear(), 3, '0');
            case HOUR -> number(at.getHour(), 2, '0');
            case HALF_HOUR -> out.append(half);
            case ZERO_HALF_HOUR -> number(half, 2, '0');
            case MINUTE -> out.append(at.getMinute());
            case ZERO_MINUTE -> number(at.getMinute(), 2, '0');
            case SECOND -> out.append(at.getSecond());
            case ZERO_SECOND -> number(at.getSecond(), 2, '0');
            case LONG_YEAR -> number(at.getYear(), 4, '0');
            case YEAR -> number(Math.max(0, at.getYear()) % 100, 2, '0');
            case UPPER_HALF -> out.append(at.getHour() >= 12 ? "PM" : "AM");
            case LOWER_HALF -> out.append(at.getHour() >= 12 ? "pm" : "am");
            case ZONE_NAME -> out.append(zoneName());
            case FRACTION_ZEROS, FRACTION_NINES -> fraction(text);
            default -> offset(text);
        }
    }

    private String month() {
        return capitalized(at.getMonth().name());
    }

    private String weekday() {
        return capitalized(at.getDayOfWeek().name());
    }

    private static String capitalized(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private void number(int value, int width, char pad) {
        if (value < 0) {
            out.append('-');
        }
        String digits = Integer.toString(Math.abs(value));
        out.append(String.valueOf(pad).repeat(Math.max(0, width - digits.length())));
        out.append(digits);
    }

    private void fraction(String text) {
        boolean trims = text.charAt(1) == '9';
        String nanos = String.format(Locale.ROOT, "%09d", at.getNano());
        int length = Math.min(NANO_DIGITS, text.length() - 1);
        String digits = nanos.substring(0, length);
        if (trims) {
            digits = digits.replaceFirst("0+$", "");
        }
        if (!digits.isEmpty()) {
            out.append(text.charAt(0)).append(digits);
        }
    }

    /** {@code text} is the chunk: its colons and its length say how. */
    private void offset(String text) {
        int seconds = at.getOffset().getTotalSeconds();
        if (text.startsWith("Z") && seconds == 0) {
            out.append('Z');
            return;
        }
        String colon = text.contains(":") ? ":" : "";
        int digits = text.replace(":", "").length() - 1;
        out.append(seconds < 0 ? '-' : '+');
        int size = Math.abs(seconds);
        number(size / 3600, 2, '0');
        if (digits >= 4) {
            out.append(colon);
            number(size / 60 % 60, 2, '0');
        }
        if (digits >= 6) {
            out.append(colon);
            number(size % 60, 2, '0');
        }
    }

    private String zoneName() {
        if (at.getZone().equals(ZoneOffset.UTC) || at.getZone().getId().equals("UTC")) {
            return "UTC";
        }
        if (!(at.getZone() instanceof ZoneOffset)) {
            boolean summer = at.getZone().getRules().isDaylightSavings(at.toInstant());
            String name =
                    TimeZone.getTimeZone(at.getZone())
                            .getDisplayName(summer, TimeZone.SHORT, Locale.ROOT);
            if (name.matches("[A-Z]{3,5}")) {
                return name;
            }
        }
        boolean wholeHours = at.getOffset().getTotalSeconds() % 3600 == 0;
        boolean hoursOnly = wholeHours && !(at.getZone() instanceof ZoneOffset);
        return format(hoursOnly ? "-07" : "-0700", at);
    }
}
