package dev.nordbox.appliance.render.yaml;

import java.util.Optional;

/** The timestamps go-yaml knows, written as Go's JSON writes a time. */
final class GoTime {
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final String text;
    private int at;

    private GoTime(String text) {
        this.text = text;
    }

    /**
     * Reads {@code 2001-1-2}, {@code 2001-1-2 3:4:5.6} and {@code 2001-1-2T3:4:5.6Z} or with an
     * offset; {@code t} does for {@code T}.
     *
     * @return in the form of RFC 3339, with as many digits of a second as it takes
     */
    static Optional<String> rfc3339(String text) {
        if (text.length() < 8 || text.charAt(4) != '-') {
            return Optional.empty();
        }
        try {
            return Optional.of(new GoTime(text).read());
        } catch (NotATime e) {
            return Optional.empty();
        }
    }

    private String read() throws NotATime {
        int year = number(4, 4);
        expect('-');
        int month = number(1, 2);
        expect('-');
        int day = number(1, 2);
        require(month >= 1 && month <= 12 && day >= 1 && day <= days(year, month));
        String date = pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2) + "T";
        if (at == text.length()) {
            return date + "00:00:00Z";
        }
        char separator = next();
        require(separator == 'T' || separator == 't' || separator == ' ');
        int hour = number(1, 2);
        expect(':');
        int minute = number(1, 2);
        expect(':');
        int second = number(1, 2);
        require(hour < 24 && minute < 60 && second < 60);
        String time = pad(hour, 2) + ":" + pad(minute, 2) + ":" + pad(second, 2) + fraction();
        String zone = separator == ' ' ? "Z" : zone();
        require(at == text.length());
        return date + time + zone;
    }

    private String fraction() {
        if (at + 1 >= text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
            return "";
        }
        int end = at + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end == at + 1) {
            return "";
        }
        String digits = text.substring(at + 1, Math.min(end, at + 10));
        at = end;
        int last = digits.length();
        while (last > 0 && digits.charAt(last - 1) == '0') {
            last--;
        }
        return last == 0 ? "" : "." + digits.substring(0, last);
    }

    private String zone() throws NotATime {
        char sign = next();
        if (sign == 'Z') {
            return "Z";
        }
        require(sign == '+' || sign == '-');
        int hours = number(2, 2);
        expect(':');
        int minutes = number(2, 2);
        require(hours <= 24 && minutes < 60);
        return hours == 0 && minutes == 0 ? "Z" : sign + pad(hours, 2) + ":" + pad(minutes, 2);
    }

    private int number(int least, int most) throws NotATime {
        int value = 0;
        int read = 0;
        while (read < most && at < text.length() && isDigit(text.charAt(at))) {
            value = value * 10 + (text.charAt(at) - '0');
            at++;
            read++;
        }
        require(read >= least);
        return value;
    }

    private void expect(char c) throws NotATime {
        require(next() == c);
    }

    private char next() throws NotATime {
        require(at < text.length());
        return text.charAt(at++);
    }

    private static void require(boolean holds) throws NotATime {
        if (!holds) {
            throw NotATime.IT_IS_NOT;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int days(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && !leap ? 28 : DAYS[month - 1];
    }

    private static String pad(int value, int width) {
        String digits = Integer.toString(value);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static final class NotATime extends Exception {
        private static final long serialVersionUID = 1L;
        private static final NotATime IT_IS_NOT = new NotATime();

        private NotATime() {
            super(null, null, false, false);
        }
    }
}
