package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.git.FreeDisk;
import dev.nordbox.appliance.git.MirrorRoom;
import dev.nordbox.appliance.git.MirrorRoom.Reservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository takes, it takes from nobody's own part. */
class MirrorSharesTest {

    private static final long MIB = 1L << 20;
    private static final long MOST = 256 * MIB;

    @TempDir Path directory;

    private MirrorShares shares() {
        return new MirrorShares(MOST, 100, FreeDisk.of(directory));
    }

    @Test
    void oneGetsHalfOfWhatIsCommonAndLeavesEverybodyHisOwn() throws Exception {
        MirrorShares shares = shares();

        long big = all(shares.of(mirror("big")).reserve());

        assertThat(big).isBetween((MOST - 100 * MIB) / 2 / 2, (MOST - 100 * MIB) / 2 + MIB);
        assertThat(shares.left(mirror("big"))).isZero();
        assertThat(shares.left(mirror("small"))).isEqualTo(MIB + (MOST - 100 * MIB) / 2);
    }

    @Test
    void aHundredAtOnceAreNeverGrantedMoreThanThereIs() throws Exception {
        MirrorShares shares = shares();
        List<Reservation> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            open.add(shares.of(mirror("m" + i)).reserve());
        }

        long granted = 0;
        for (int round = 0; round < 50; round++) {
            for (Reservation one : open) {
                granted += one.more();
            }
        }

        assertThat(granted).isBetween(MOST / 2, MOST * 2 / 3);
        assertThat(open.get(99).more()).isZero();
    }

    @Test
    void afterTwoThatTookAllThatIsCommonTheNextStillGetsHisOwn() throws Exception {
        MirrorShares shares = shares();
        all(shares.of(mirror("one")).reserve());
        all(shares.of(mirror("two")).reserve());

        assertThat(all(shares.of(mirror("late")).reserve())).isBetween(MIB / 2, MIB);
    }

    @Test
    void whatWasWrittenCountsAndWhatWasNotIsGivenBack() throws Exception {
        MirrorShares shares = shares();
        Path mirror = mirror("web");
        Files.createDirectories(mirror);
        long before = shares.left(mirror);
        try (Reservation reservation = shares.of(mirror).reserve()) {
            all(reservation);
            assertThat(shares.left(mirror)).isZero();
            Files.write(mirror.resolve("pack"), new byte[(int) (2 * MIB)]);
            Files.createDirectories(MirrorSpace.historyOf(mirror));
            Files.write(MirrorSpace.historyOf(mirror).resolve("pack"), new byte[(int) MIB]);
        }
        assertThat(shares.left(mirror)).isEqualTo(before - 3 * MIB);

        shares.forget(mirror);
        assertThat(shares.left(mirror)).isEqualTo(before);
    }

    @Test
    void mirrorsOfAnEarlierProcessCountBeforeAnybodyAsksForThem() throws Exception {
        Path old = Files.createDirectories(mirror("old"));
        Files.write(old.resolve("pack"), new byte[(int) (40 * MIB)]);
        MirrorSpace space =
                new MirrorSpace(
                        directory.resolve("mirrors"), 64 * MIB, 100, FreeDisk.of(directory));

        assertThat(all(space.room(mirror("new")).reserve())).isLessThan(MIB);
    }

    @Test
    void whatCannotBeMeasuredIsRoomForNobody() throws Exception {
        Path endless = directory.resolve("endless");
        Files.createSymbolicLink(endless, endless);
        MirrorSpace space =
                new MirrorSpace(endless.resolve("mirrors"), MOST, 100, FreeDisk.of(directory));
        MirrorRoom room = space.room(mirror("web"));

        assertThatThrownBy(room::reserve)
                .isInstanceOf(MirrorRoom.NoRoom.class)
                .hasMessageContaining("is not known")
                .hasMessageContaining("endless");
    }

    private Path mirror(String name) {
        return directory.resolve("mirrors").resolve(name);
    }

    private static long all(Reservation reservation) throws IOException {
        long granted = 0;
        for (long more = reservation.more(); more > 0; more = reservation.more()) {
            granted += more;
        }
        return granted;
    }
}
