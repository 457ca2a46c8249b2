package dev.nordbox.appliance.render.gotemplate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code time.Duration}: nanoseconds, written like {@code 1h2m3.5s}. */
final class GoDuration {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;

    private static final Map<String, Long> UNITS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "\u00C2\u00B5s", 1_000L,
                    "\u00CE\u00BCs", 1_000L,
                    "ms", 1_000_000L,
                    "s", SECOND,
                    "m", MINUTE,
                    "h", HOUR);
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^0-9.]+)");

    private GoDuration() {}

    /** Empty for what is none. */
    static OptionalLong parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        if (rest.equals("0")) {
            return OptionalLong.of(0);
        }
        if (rest.isEmpty() || rest.length() > 200) {
            return OptionalLong.empty();
        }
        Matcher part = PART.matcher(rest);
        BigDecimal total = BigDecimal.ZERO;
        int at = 0;
        while (part.lookingAt()) {
            Long unit = UNITS.get(part.group(2));
            if (unit == null) {
                return OptionalLong.empty();
            }
            BigDecimal size = new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit));
            total = total.add(new BigDecimal(size.toBigInteger()));
            at = part.end();
            part.region(at, rest.length());
        }
        BigDecimal result = text.startsWith("-") ? total.negate() : total;
        boolean fits =
                result.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
                        && result.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return at == rest.length() && fits
                ? OptionalLong.of(result.longValue())
                : OptionalLong.empty();
    }

    static String print(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        BigDecimal size = new BigDecimal(nanos).abs();
        if (size.longValue() >= 0 && size.longValue() < SECOND) {
            return sign + small(size.longValue());
        }
        long whole = size.divideToIntegralValue(BigDecimal.valueOf(SECOND)).longValue();
        BigDecimal seconds =
                size.movePointLeft(9)
                        .subtract(BigDecimal.valueOf(whole))
                        .add(BigDecimal.valueOf(whole % 60));
        StringBuilder out = new StringBuilder(sign);
        if (whole >= 3600) {
            out.append(whole / 3600).append('h');
        }
        if (whole >= 60) {
            out.append(whole / 60 % 60).append('m');
        }
        return out.append(plain(seconds)).append('s').toString();
    }

    private static String small(long nanos) {
        BigDecimal size = BigDecimal.valueOf(nanos);
        if (nanos < 1_000) {
            return nanos + "ns";
        } else if (nanos < 1_000_000) {
            return plain(size.movePointLeft(3)) + "\u00C2\u00B5s";
        }
        return plain(size.movePointLeft(6)) + "ms";
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
