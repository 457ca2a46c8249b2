package dev.nordbox.appliance.render.gotemplate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code time.Time}. The local zone of a template is UTC: it must not matter where it runs. */
record GoTime(ZonedDateTime at) implements GoObject {
    static final GoTime ZERO = new GoTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    /** About a million years: what is farther is a mistake, and Java's calendar ends somewhere. */
    private static final long FARTHEST_SECOND = 31_000_000_000_000L;

    private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";
    private static final Set<String> ALL_METHODS =
            Set.of(
                    ("Add AddDate After AppendBinary AppendFormat AppendText Before Clock Compare"
                                    + " Date Day Equal Format GoString GobEncode Hour ISOWeek In"
                                    + " IsDST IsZero Local Location MarshalBinary MarshalJSON"
                                    + " MarshalText Minute Month Nanosecond Round Second String"
                                    + " Sub Truncate UTC Unix UnixMicro UnixMilli UnixNano"
                                    + " Weekday Year YearDay Zone ZoneBounds")
                            .split(" "));
    private static final Map<String, java.util.function.Function<GoTime, Object>> GETTERS =
            Map.ofEntries(
                    Map.entry("String", GoTime::printed),
                    Map.entry("Unix", time -> GoInt.of64(time.at.toEpochSecond())),
                    Map.entry("Year", time -> GoInt.of(time.at.getYear())),
                    Map.entry("Day", time -> GoInt.of(time.at.getDayOfMonth())),
                    Map.entry("YearDay", time -> GoInt.of(time.at.getDayOfYear())),
                    Map.entry("Hour", time -> GoInt.of(time.at.getHour())),
                    Map.entry("Minute", time -> GoInt.of(time.at.getMinute())),
                    Map.entry("Second", time -> GoInt.of(time.at.getSecond())),
                    Map.entry("IsZero", GoTime::isZero),
                    Map.entry("UTC", time -> time.in(ZoneOffset.UTC)));

    static GoTime ofUnix(long seconds) {
        if (Math.abs(seconds / 2) > FARTHEST_SECOND / 2) {
            throw Failure.plain("a date that far away is refused here");
        }
        return new GoTime(Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC));
    }

    GoTime in(ZoneId zone) {
        return new GoTime(at.withZoneSameInstant(zone));
    }

    String format(String layout) {
        return DateLayout.format(layout, at);
    }

    String rfc3339() {
        return format("2006-01-02T15:04:05.999999999Z07:00");
    }

    private boolean isZero() {
        return at.toInstant().equals(ZERO.at.toInstant());
    }

    @Override
    public String type() {
        return "time.Time";
    }

    @Override
    public String kind() {
        return "struct";
    }

    @Override
    public String printed() {
        return format(PRINTED);
    }

    @Override
    public boolean hasMethod(String name) {
        return ALL_METHODS.contains(name);
    }

    @Override
    public Optional<Function> method(String name) {
        if (name.equals("Format")) {
            Function.Body format = (scope, args) -> format(args.string(0));
            return Optional.of(Function.of(name, "string", format));
        }
        return Optional.ofNullable(GETTERS.get(name))
                .map(getter -> Function.of(name, "", (scope, args) -> getter.apply(this)));
    }
}
