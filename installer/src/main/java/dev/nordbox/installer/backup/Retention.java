package dev.nordbox.installer.backup;

import dev.nordbox.installer.config.BackupConfig.Keep;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Which kits stay, and which may go. Days are those of UTC, weeks begin on Monday. */
record Retention(Keep keep) {
    private static final Comparator<KitName> NEWEST_FIRST =
            Comparator.comparing(KitName::made).reversed();

    /**
     * Those that are dated ahead neither go nor count: as the newest for good they would push out
     * whatever is made from now on.
     *
     * @param kits of one box, in any order
     * @param made the kit that was just made, which stays: its name is older than others where the
     *     clock was set back
     * @return what may go, oldest first
     */
    List<KitName> surplus(Collection<KitName> kits, KitName made) {
        List<KitName> all =
                kits.stream()
                        .filter(kit -> !kit.isAheadOf(made.made()))
                        .distinct()
                        .sorted(NEWEST_FIRST)
                        .toList();
        Set<KitName> stays = new HashSet<>(all.subList(0, Math.min(keep.last(), all.size())));
        stays.add(made);
        stays.addAll(newestOfEach(all, keep.daily(), Retention::day));
        stays.addAll(newestOfEach(all, keep.weekly(), Retention::week));
        stays.addAll(newestOfEach(all, keep.monthly(), time -> YearMonth.from(day(time))));
        return all.stream()
                .filter(kit -> !stays.contains(kit))
                .sorted(NEWEST_FIRST.reversed())
                .toList();
    }

    /** Of the latest periods that have a kit at all: a box that was off loses none for that. */
    private static Set<KitName> newestOfEach(
            List<KitName> newestFirst, int periods, Function<Instant, Object> periodOf) {
        Set<Object> seen = new HashSet<>();
        Set<KitName> newest = new LinkedHashSet<>();
        for (KitName kit : newestFirst) {
            if (seen.size() < periods && seen.add(periodOf.apply(kit.made()))) {
                newest.add(kit);
            }
        }
        return newest;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** The first week of a year may begin in the year before. */
    private static List<Integer> week(Instant time) {
        LocalDate day = day(time);
        return List.of(
                day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
