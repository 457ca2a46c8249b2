package dev.nordbox.appliance.render.gotemplate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Reads a date written in one of Go's layouts. Zones by offset or as UTC; no other names. */
final class DateParser {
    private static final List<String> MONTHS =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");
    private static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    private static final int ABSENT = -1;

    private final String layout;
    private final String value;
    private int at;
    private int year;
    private int month = ABSENT;
    private int day = ABSENT;
    private int yearDay = ABSENT;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private Optional<Boolean> afternoon = Optional.empty();
    private ZoneOffset zone = ZoneOffset.UTC;

    private DateParser(String layout, String value) {
        this.layout = layout;
        this.value = value;
    }

    static GoTime parse(String layout, String value) {
        return new DateParser(layout, value).run();
    }

    private GoTime run() {
        int from = 0;
        Optional<DateChunk.Found> next = DateChunk.next(layout, 0);
        while (next.isPresent()) {
            DateChunk.Found found = next.get();
            skip(layout.substring(from, found.start()));
            String text = layout.substring(found.start(), found.end());
            int hold = at;
            Optional<DateChunk.Found> after = DateChunk.next(layout, found.end());
            try {
                chunk(found.chunk(), text, after);
            } catch (NotThatChunk e) {
                throw cannot(text, value.substring(hold));
            }
            from = found.end();
            next = after;
        }
        skip(layout.substring(from));
        if (at < value.length()) {
            throw failure(": extra text: " + Quoting.quote(value.substring(at)));
        }
        return time();
    }

    /** Spaces in the layout stand for any number of them. */
    private void skip(String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            char wanted = prefix.charAt(i);
            if (wanted == ' ') {
                if (at < value.length() && value.charAt(at) != ' ') {
                    throw cannot(prefix, value.substring(at));
                }
                while (i + 1 < prefix.length() && prefix.charAt(i + 1) == ' ') {
                    i++;
                }
                while (at < value.length() && value.charAt(at) == ' ') {
                    at++;
                }
            } else if (at >= value.length() || value.charAt(at) != wanted) {
                throw cannot(prefix.substring(i), value.substring(at));
            } else {
                at++;
            }
        }
    }

    private void chunk(DateChunk chunk, String text, Optional<DateChunk.Found> after)
            throws NotThatChunk {
        switch (chunk) {
            case YEAR -> {
                int two = digits(2, 2);
                year = two + (two >= 69 ? 1900 : 2000);
            }
            case LONG_YEAR -> year = digits(4, 4);
            case MONTH -> month = 1 + name(MONTHS, 3);
            case LONG_MONTH -> month = 1 + name(MONTHS, 0);
            case NUMBER_MONTH -> month = within(digits(1, 2), 1, 12, "month");
            case ZERO_MONTH -> month = within(digits(2, 2), 1, 12, "month");
            case WEEKDAY -> name(DAYS, 3);
            case LONG_WEEKDAY -> name(DAYS, 0);
            case DAY -> day = digits(1, 2);
            case PADDED_DAY -> {
                skipSpaces(1);
                day = digits(1, 2);
            }
            case ZERO_DAY -> day = digits(2, 2);
            case PADDED_YEAR_DAY -> {
                skipSpaces(2);
                yearDay = digits(1, 3);
            }
            case ZERO_YEAR_DAY -> yearDay = digits(3, 3);
            case HOUR -> hour = within(digits(1, 2), 0, 23, "hour");
            case HALF_HOUR -> hour = within(digits(1, 2), 0, 12, "hour");
            case ZERO_HALF_HOUR -> hour = within(digits(2, 2), 0, 12, "hour");
            case MINUTE -> minute = within(digits(1, 2), 0, 59, "minute");
            case ZERO_MINUTE -> minute = within(digits(2, 2), 0, 59, "minute");
            case SECOND, ZERO_SECOND -> {
                second = within(digits(chunk == DateChunk.SECOND ? 1 : 2, 2), 0, 59, "second");
                boolean layoutHas = after.isPresent() && isFraction(after.get().chunk());
                if (!layoutHas && atFraction()) {
                    fraction(Integer.MAX_VALUE);
                }
            }
            case UPPER_HALF -> half("AM", "PM");
            case LOWER_HALF -> half("am", "pm");
            case ZONE_NAME -> zoneName();
            case FRACTION_ZEROS -> fraction(text.length() - 1);
            case FRACTION_NINES -> {
                if (atFraction()) {
                    fraction(Integer.MAX_VALUE);
                }
            }
            default -> offset(text);
        }
    }

    private static boolean isFraction(DateChunk chunk) {
        return chunk == DateChunk.FRACTION_ZEROS || chunk == DateChunk.FRACTION_NINES;
    }

    private boolean atFraction() {
        return at + 1 < value.length()
                && ".,".indexOf(value.charAt(at)) >= 0
                && Lexer.isAsciiDigit(value.charAt(at + 1));
    }

    private void fraction(int count) throws NotThatChunk {
        if (at >= value.length() || ".,".indexOf(value.charAt(at)) < 0) {
            throw new NotThatChunk();
        }
        at++;
        int start = at;
        while (at - start < count && at < value.length() && isDigit(at)) {
            at++;
        }
        if (count != Integer.MAX_VALUE && at - start < count) {
            throw new NotThatChunk();
        }
        String nine = (value.substring(start, at) + "000000000").substring(0, 9);
        nanos = Integer.parseInt(nine);
    }

    private boolean isDigit(int i) {
        return i < value.length() && Lexer.isAsciiDigit(value.charAt(i));
    }

    private int digits(int least, int most) throws NotThatChunk {
        int start = at;
        while (at - start < most && isDigit(at)) {
            at++;
        }
        if (at - start < least) {
            throw new NotThatChunk();
        }
        return Integer.parseInt(value.substring(start, at));
    }

    private void skipSpaces(int most) {
        for (int i = 0; i < most && at < value.length() && value.charAt(at) == ' '; i++) {
            at++;
        }
    }

    private int within(int number, int least, int most, String what) {
        if (number < least || number > most) {
            throw failure(": " + what + " out of range");
        }
        return number;
    }

    /** In any case; so many letters of the name, or all for 0. */
    private int name(List<String> names, int letters) throws NotThatChunk {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).substring(0, letters > 0 ? letters : names.get(i).length());
            if (value.regionMatches(true, at, name, 0, name.length())) {
                at += name.length();
                return i;
            }
        }
        throw new NotThatChunk();
    }

    private void half(String morning, String evening) throws NotThatChunk {
        if (!value.startsWith(morning, at) && !value.startsWith(evening, at)) {
            throw new NotThatChunk();
        }
        afternoon = Optional.of(value.startsWith(evening, at));
        at += 2;
    }

    private void zoneName() throws NotThatChunk {
        if (!value.startsWith("UTC", at)) {
            throw new NotThatChunk();
        }
        at += 3;
    }

    /** The chunk is the pattern: its digits are digits, its colons are colons. */
    private void offset(String text) throws NotThatChunk {
        if (text.startsWith("Z") && at < value.length() && value.charAt(at) == 'Z') {
            at++;
            return;
        }
        if (at >= value.length() || "+-".indexOf(value.charAt(at)) < 0) {
            throw new NotThatChunk();
        }
        int sign = value.charAt(at++) == '-' ? -1 : 1;
        int[] parts = new int[3];
        for (int i = 0, part = 1; part < text.length(); i++, part += 2) {
            if (text.charAt(part) == ':') {
                part++;
                if (at >= value.length() || value.charAt(at++) != ':') {
                    throw new NotThatChunk();
                }
            }
            parts[i] = digits(2, 2);
        }
        try {
            zone = ZoneOffset.ofTotalSeconds(sign * (parts[0] * 3600 + parts[1] * 60 + parts[2]));
        } catch (DateTimeException e) {
            throw failure(": time zone offset hour out of range");
        }
    }

    private GoTime time() {
        if (afternoon.isPresent()) {
            boolean evening = afternoon.get();
            hour = evening && hour < 12 ? hour + 12 : !evening && hour == 12 ? 0 : hour;
        }
        LocalDate date;
        if (yearDay != ABSENT) {
            if (yearDay < 1 || yearDay > Year.of(year).length()) {
                throw failure(": day-of-year out of range");
            }
            date = LocalDate.ofYearDay(year, yearDay);
            if (month != ABSENT && month != date.getMonthValue()) {
                throw failure(": day-of-year does not match month");
            }
            if (day != ABSENT && day != date.getDayOfMonth()) {
                throw failure(": day-of-year does not match day");
            }
        } else {
            try {
                date = LocalDate.of(year, month == ABSENT ? 1 : month, day == ABSENT ? 1 : day);
            } catch (DateTimeException e) {
                throw failure(": day out of range");
            }
        }
        return new GoTime(ZonedDateTime.of(date, LocalTime.of(hour, minute, second, nanos), zone));
    }

    private Failure cannot(String layoutPart, String valuePart) {
        return failure(
                " as "
                        + Quoting.quote(layout)
                        + ": cannot parse "
                        + Quoting.quote(valuePart)
                        + " as "
                        + Quoting.quote(layoutPart));
    }

    private Failure failure(String problem) {
        return Failure.revealing(
                "parsing time " + Quoting.quote(value) + problem,
                "parsing time as " + Quoting.quote(layout));
    }

    private static final class NotThatChunk extends Exception {
        private static final long serialVersionUID = 1;

        NotThatChunk() {
            super(null, null, false, false);
        }
    }
}
