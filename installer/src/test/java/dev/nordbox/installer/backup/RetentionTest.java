package dev.nordbox.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BackupConfig.Keep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Comparator<KitName> BY_TIME = Comparator.comparing(KitName::made);
    private static final Instant NOW = Instant.parse("2026-11-29T03:30:00Z"); // a Sunday

    @Test
    void theLastOnesStay() {
        assertThat(kept(new Keep(2, 0, 0, 0), hourly(5)))
                .containsExactly("2026-11-29T03:30:00Z", "2026-11-29T02:30:00Z");
    }

    @Test
    void ofEachDayTheNewestStays() {
        assertThat(kept(new Keep(1, 3, 0, 0), hourly(60)))
                .containsExactly(
                        "2026-11-29T03:30:00Z", "2026-11-28T23:30:00Z", "2026-11-27T23:30:00Z");
    }

    @Test
    void daysWithoutAKitDoNotCount() {
        List<KitName> kits =
                List.of(
                        at("2026-11-29T03:30:00Z"),
                        at("2026-11-02T03:30:00Z"),
                        at("2026-10-01T03:30:00Z"));

        assertThat(kept(new Keep(1, 2, 0, 0), kits))
                .containsExactly("2026-11-29T03:30:00Z", "2026-11-02T03:30:00Z");
    }

    @Test
    void weeksBeginOnMondayAndYearsDoNotPartThem() {
        List<KitName> kits =
                List.of(
                        at("2027-01-03T03:30:00Z"), // the Sunday of a week that began in 2026
                        at("2026-12-31T03:30:00Z"),
                        at("2026-12-28T03:30:00Z"),
                        at("2026-12-27T03:30:00Z"));

        assertThat(kept(new Keep(1, 0, 2, 0), kits))
                .containsExactly("2027-01-03T03:30:00Z", "2026-12-27T03:30:00Z");
    }

    @Test
    void ofEachMonthTheNewestStays() {
        assertThat(kept(new Keep(1, 0, 0, 3), daily(100)))
                .containsExactly(
                        "2026-11-29T03:30:00Z", "2026-10-31T03:30:00Z", "2026-09-30T03:30:00Z");
    }

    @Test
    void aYearOfDailyKitsThinsOutToWhatWasAskedFor() {
        List<String> kept = kept(new Keep(3, 7, 4, 6), daily(365));

        // 7 days (the last 3 among them), 3 Sundays before these, 5 ends of months before that
        assertThat(kept).hasSize(7 + 3 + 5).startsWith("2026-11-29T03:30:00Z");
    }

    @Test
    void thinningOutAgainChangesNothingWhateverTheOrder() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Keep keep =
                    new Keep(
                            1 + random.nextInt(4),
                            random.nextInt(9),
                            random.nextInt(6),
                            random.nextInt(14));
            List<KitName> kits = new ArrayList<>();
            for (int i = 0; i < random.nextInt(80); i++) {
                kits.add(
                        KitName.of(
                                "prod",
                                NOW.minus(Duration.ofMinutes(random.nextInt(800_000))),
                                ""));
            }
            Retention retention = new Retention(keep);
            KitName made =
                    kits.isEmpty()
                            ? at("2026-11-29T03:30:00Z")
                            : kits.stream().max(BY_TIME).orElseThrow();
            List<KitName> surplus = retention.surplus(kits, made);
            List<KitName> left = new ArrayList<>(kits);
            left.removeAll(surplus);

            assertThat(kits).containsAll(surplus);
            assertThat(retention.surplus(left, made)).isEmpty();
            Collections.shuffle(kits, random);
            assertThat(retention.surplus(kits, made)).isEqualTo(surplus);
            assertThat(surplus).doesNotContain(made);
        }
    }

    @Test
    void theKitThatWasJustMadeStaysWhereTheClockWasSetBack() {
        KitName made = at("2026-11-28T23:00:00Z");
        KitName before = at("2026-11-29T03:30:00Z");
        KitName old = at("2026-11-27T03:30:00Z");
        Retention last = new Retention(new Keep(1, 0, 0, 0));

        assertThat(last.surplus(List.of(old, made, before), made)).containsExactly(old);
    }

    @Test
    void aKitThatIsDatedAheadNeitherGoesNorCounts() {
        KitName made = at("2026-11-29T03:30:00Z");
        KitName yesterday = at("2026-11-28T03:30:00Z");
        KitName older = at("2026-11-27T03:30:00Z");
        List<KitName> kits = List.of(older, yesterday, made, at("2031-01-01T00:00:00Z"));

        assertThat(new Retention(new Keep(1, 2, 0, 0)).surplus(kits, made)).containsExactly(older);
    }

    @Test
    void onlyWhatABoxNamedItselfIsAKitOfIt() {
        KitName mine = KitName.of("prod-1", NOW, "1f0c2a9b");

        assertThat(mine.file()).isEqualTo("nordbox-prod-1-20261129T033000Z-1f0c2a9b.kit");
        assertThat(KitName.parse(mine.file())).hasValue(mine);
        assertThat(KitName.of("root@[2001:db8::7]", NOW, "").file())
                .isEqualTo("nordbox-root__2001_db8__7_-20261129T033000Z.kit");
        for (String other :
                List.of(
                        "prod-1.kit",
                        "nordbox-prod-1-20261129T033000Z.kit.part",
                        "nordbox-prod-1-20261129T033000Z.kit ",
                        "nordbox-prod-1-20261399T033000Z.kit",
                        "nordbox--20261129T033000.kit",
                        "../nordbox-prod-1-20261129T033000Z.kit")) {
            assertThat(KitName.parse(other)).as(other).isEmpty();
        }
        assertThat(KitName.parse("nordbox-prod-1-20261129T033000Z.kit").orElseThrow())
                .as("of an earlier version, or of another host")
                .matches(name -> name.isOfSameBox(mine) && !name.isOfSameHost(mine));
        assertThat(KitName.parse("nordbox-prod-20261129T033000Z.kit").orElseThrow())
                .matches(name -> !name.isOfSameBox(mine));
    }

    private static List<String> kept(Keep keep, List<KitName> kits) {
        HashSet<KitName> surplus =
                new HashSet<>(
                        new Retention(keep)
                                .surplus(kits, kits.stream().max(BY_TIME).orElseThrow()));
        return kits.stream()
                .filter(kit -> !surplus.contains(kit))
                .map(kit -> kit.made().toString())
                .toList();
    }

    private static List<KitName> hourly(int count) {
        return every(Duration.ofHours(1), count);
    }

    private static List<KitName> daily(int count) {
        return every(Duration.ofDays(1), count);
    }

    private static List<KitName> every(Duration step, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> KitName.of("prod", NOW.minus(step.multipliedBy(i)), ""))
                .toList();
    }

    private static KitName at(String time) {
        return KitName.of("prod", Instant.parse(time), "");
    }
}
