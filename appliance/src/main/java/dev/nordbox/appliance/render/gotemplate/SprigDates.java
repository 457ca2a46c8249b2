package dev.nordbox.appliance.render.gotemplate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/** Sprig's functions on dates. What they call local is UTC. */
final class SprigDates {
    private static final String HTML = "2006-01-02";
    private static final long DAY = 24 * GoDuration.HOUR;

    private SprigDates() {}

    static void addTo(Functions.Table table) {
        table.add(
                "date",
                "string any",
                (scope, args) -> moment(scope, args.any(1)).format(args.string(0)));
        table.add("htmlDate", "any", (scope, args) -> moment(scope, args.any(0)).format(HTML));
        table.add(
                "htmlDateInZone",
                "any string",
                (scope, args) -> moment(scope, args.any(0)).in(zone(args.string(1))).format(HTML));
        for (String name : List.of("dateInZone", "date_in_zone")) {
            table.add(
                    name,
                    "string any string",
                    (scope, args) ->
                            moment(scope, args.any(1))
                                    .in(zone(args.string(2)))
                                    .format(args.string(0)));
        }
        for (String name : List.of("dateModify", "date_modify")) {
            table.add(name, "string time", (scope, args) -> modified(args, false));
        }
        for (String name : List.of("mustDateModify", "must_date_modify")) {
            table.add(name, "string time", (scope, args) -> modified(args, true));
        }
        table.add(
                "toDate",
                "string string",
                (scope, args) -> {
                    try {
                        return DateParser.parse(args.string(0), args.string(1));
                    } catch (Failure e) {
                        return GoTime.ZERO;
                    }
                });
        table.add(
                "mustToDate",
                "string string",
                (scope, args) -> DateParser.parse(args.string(0), args.string(1)));
        table.add(
                "unixEpoch",
                "time",
                (scope, args) -> Long.toString(args.time(0).at().toEpochSecond()));
        table.add("duration", "any", (scope, args) -> duration(args.any(0)));
        table.add("durationRound", "any", SprigDates::rounded);
        table.addWorldly("now", "", (scope, args) -> now(scope));
        table.addWorldly("ago", "any", SprigDates::ago);
    }

    private static GoTime now(Scope scope) {
        if (scope.worldIfAny().isEmpty()) {
            throw Failure.plain("what is no date means now, which is another one each time");
        }
        return new GoTime(scope.world().clock().instant().atZone(ZoneOffset.UTC));
    }

    /** A date, or seconds since 1970; anything else means now. */
    private static GoTime moment(Scope scope, Object value) {
        if (value instanceof GoTime time) {
            return time.in(ZoneOffset.UTC);
        }
        boolean seconds = value instanceof GoInt number && number.isSigned();
        return seconds ? GoTime.ofUnix(((GoInt) value).value()) : now(scope);
    }

    /** Unknown ones are UTC, as in the original. */
    private static ZoneId zone(String name) {
        if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ZoneOffset.UTC;
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static GoTime modified(Args args, boolean must) {
        OptionalLong nanos = GoDuration.parse(args.string(0));
        if (nanos.isEmpty() && must) {
            throw Failure.revealing(
                    "time: invalid duration " + Quoting.quote(args.string(0)),
                    "time: invalid duration");
        }
        return nanos.isEmpty()
                ? args.time(1)
                : new GoTime(args.time(1).at().plusNanos(nanos.getAsLong()));
    }

    private static String duration(Object value) {
        long seconds = 0;
        if (value instanceof String text) {
            seconds = GoNumbers.saturated(text);
        } else if (value instanceof GoInt number && number.kind() == GoInt.Kind.INT64) {
            seconds = number.value();
        }
        return GoDuration.print(seconds * GoDuration.SECOND);
    }

    private static Object rounded(Scope scope, Args args) {
        long nanos = 0;
        if (args.any(0) instanceof String text) {
            nanos = GoDuration.parse(text).orElse(0);
        } else if (args.any(0) instanceof GoInt number && number.kind() == GoInt.Kind.INT64) {
            nanos = number.value();
        } else if (args.any(0) instanceof GoTime time) {
            nanos = since(now(scope), time);
        }
        long size = Math.abs(nanos);
        long[] units = {
            365 * DAY, 30 * DAY, DAY, GoDuration.HOUR, GoDuration.MINUTE, GoDuration.SECOND
        };
        List<String> names = List.of("y", "mo", "d", "h", "m", "s");
        for (int i = 0; i < units.length; i++) {
            if (Long.compareUnsigned(size, units[i]) > 0) {
                return Long.divideUnsigned(size, units[i]) + names.get(i);
            }
        }
        return "0s";
    }

    private static Object ago(Scope scope, Args args) {
        GoTime then = moment(scope, args.any(0));
        double seconds = since(now(scope), then) / (double) GoDuration.SECOND;
        return GoDuration.print(Math.round(seconds) * GoDuration.SECOND);
    }

    private static long since(GoTime now, GoTime then) {
        try {
            return Duration.between(then.at(), now.at()).toNanos();
        } catch (ArithmeticException e) {
            return then.at().isBefore(now.at()) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }
}
