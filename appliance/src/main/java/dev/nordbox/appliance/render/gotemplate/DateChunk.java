package dev.nordbox.appliance.render.gotemplate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pieces of a layout: how the reference time, January 2 15:04:05 2006 MST, is written. */
enum DateChunk {
    LONG_MONTH("January"),
    MONTH("Jan"),
    NUMBER_MONTH("1"),
    ZERO_MONTH("01"),
    LONG_WEEKDAY("Monday"),
    WEEKDAY("Mon"),
    DAY("2"),
    PADDED_DAY("_2"),
    ZERO_DAY("02"),
    PADDED_YEAR_DAY("__2"),
    ZERO_YEAR_DAY("002"),
    HOUR("15"),
    HALF_HOUR("3"),
    ZERO_HALF_HOUR("03"),
    MINUTE("4"),
    ZERO_MINUTE("04"),
    SECOND("5"),
    ZERO_SECOND("05"),
    LONG_YEAR("2006"),
    YEAR("06"),
    UPPER_HALF("PM"),
    LOWER_HALF("pm"),
    ZONE_NAME("MST"),
    Z_SECONDS_COLON("Z07:00:00"),
    Z_SECONDS("Z070000"),
    Z_COLON("Z07:00"),
    Z_MINUTES("Z0700"),
    Z_HOURS("Z07"),
    SECONDS_COLON("-07:00:00"),
    SECONDS("-070000"),
    COLON("-07:00"),
    MINUTES("-0700"),
    HOURS("-07"),
    /** A point or comma and zeros: that many digits. */
    FRACTION_ZEROS(""),
    /** A point or comma and nines: at most that many digits, none at the end a zero. */
    FRACTION_NINES("");

    private static final List<DateChunk> LONGEST_FIRST =
            Stream.of(values())
                    .filter(chunk -> !chunk.text.isEmpty())
                    .sorted(Comparator.comparing((DateChunk chunk) -> -chunk.text.length()))
                    .toList();

    private final String text;

    DateChunk(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** A chunk at its place in a layout. */
    record Found(DateChunk chunk, int start, int end) {}

    static Optional<Found> next(String layout, int from) {
        for (int i = from; i < layout.length(); i++) {
            Optional<Found> found = at(layout, i);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> at(String layout, int i) {
        char c = layout.charAt(i);
        if (c == '.' || c == ',') {
            return fraction(layout, i);
        }
        for (DateChunk chunk : LONGEST_FIRST) {
            if (layout.startsWith(chunk.text, i) && !misread(layout, i, chunk)) {
                // _2006 is an underscore and a year
                boolean year = chunk == PADDED_DAY && layout.startsWith("_2006", i);
                return Optional.of(
                        year
                                ? new Found(LONG_YEAR, i + 1, i + 5)
                                : new Found(chunk, i, i + chunk.text.length()));
            }
        }
        return Optional.empty();
    }

    /** Jan and Mon end there only if no small letter follows: "Jane" is a name. */
    private static boolean misread(String layout, int i, DateChunk chunk) {
        int end = i + chunk.text.length();
        boolean lowerFollows =
                end < layout.length() && layout.charAt(end) >= 'a' && layout.charAt(end) <= 'z';
        return (chunk == MONTH || chunk == WEEKDAY) && lowerFollows;
    }

    private static Optional<Found> fraction(String layout, int i) {
        if (i + 1 >= layout.length() || "09".indexOf(layout.charAt(i + 1)) < 0) {
            return Optional.empty();
        }
        char digit = layout.charAt(i + 1);
        int end = i + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean more = end < layout.length() && Lexer.isAsciiDigit(layout.charAt(end));
        DateChunk chunk = digit == '0' ? FRACTION_ZEROS : FRACTION_NINES;
        return more ? Optional.empty() : Optional.of(new Found(chunk, i, end));
    }
}
