package dev.nordbox.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.age.X25519Identity;
import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.DirectoryStore;
import dev.nordbox.installer.volume.TrialListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private static final Instant NOW = Instant.parse("2026-11-29T03:30:00Z");
    private static final String KIT = "nordbox-prod-20261129T033000Z-7c2abb9e.kit";
    private static final String SCRIPT = "read what is not in Git";
    static final String WHOLE =
            """
            meta k3s v1.36.4+k3s1
            meta node prod-1
            part 600 6 k3s/token
            secretpart 600 9 k3s/etcd-snapshot
            snap
            shotpart 600 10 nordbox.yaml
            kind: Box
            end
            """;

    @TempDir private Path folder;
    private final X25519Identity key = X25519Identity.make(new SecureRandom());
    private final FakeHost host = FakeHost.debian12();
    private Path kits;
    private Path last;
    private Keep keep = new Keep(1, 2, 0, 0);
    private Stores stores;

    @BeforeEach
    void aBox() throws IOException {
        kits = Files.createDirectory(folder.resolve("kits"));
        last = folder.resolve("last.json");
        stores = target -> new DirectoryStore(Path.of(target.name()));
        host.asks("ask the controller", (h, c) -> new CommandOutcome(3, "", "not running"));
        says(WHOLE);
    }

    @Test
    void aKitIsStoredThatOpensWithTheRecipientsKey() throws Exception {
        String done = backup().run();

        Kit kit = Kit.open(kits.resolve(KIT), List.of(key));
        assertThat(kit.small(Kit.TOKEN)).hasValue("secret".getBytes());
        assertThat(kit.small(Kit.CONFIGURATION)).hasValue("kind: Box\n".getBytes());
        assertThat(kit.manifest().box()).isEqualTo("prod");
        assertThat(done).startsWith(KIT).contains("is in " + kits);
        assertThat(remembered().kit().orElseThrow())
                .isEqualTo(
                        new LastRuns.Made(
                                NOW,
                                KIT,
                                kits.toString(),
                                Files.size(kits.resolve(KIT)),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()));
        assertThat(remembered().failure()).isEmpty();
    }

    @Test
    void aVolumeThatIsNotInTheKitIsNamedInTheJournalAndRemembered() throws Exception {
        TrialListing listing =
                new TrialListing().volume("nfs-1", "shop/media", "\"nfs\":{\"server\":\"s\"}");
        host.on("list the volumes", (h, c) -> new CommandOutcome(0, listing.json(), ""));

        assertThat(backup().run().lines())
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "volume shop/media (nfs-1): NOT in the kit: its storage is"
                                                + " nfs"));

        assertThat(remembered().kit().orElseThrow().left())
                .singleElement()
                .asString()
                .startsWith("shop/media (nfs-1): NOT in the kit");
    }

    @Test
    void aVolumeWhoseFilesChangedWhileTheyWereReadIsRemembered() throws Exception {
        TrialListing listing =
                new TrialListing().volume("pvc-1", "shop/data", TrialListing.local("one"));
        host.on("list the volumes", (h, c) -> new CommandOutcome(0, listing.json(), ""));
        host.on(
                "measure the volumes",
                (h, c) -> new CommandOutcome(0, "777 0:0 4096 " + Volume.ROOT + "/one\n", ""));
        host.on(
                "read the files of pvc-1",
                (h, c) -> new CommandOutcome(1, "a tar", "tar: ./x: file changed as we read it\n"));

        backup().run();

        LastRuns.Made made = remembered().kit().orElseThrow();
        assertThat(made.torn()).isEmpty();
        assertThat(made.changed())
                .singleElement()
                .asString()
                .startsWith("shop/data (pvc-1)")
                .endsWith("which changed while they were read");
    }

    @Test
    void onlyOldKitsOfThisBoxGo() throws Exception {
        String yesterday = "nordbox-prod-20261128T033000Z-7c2abb9e.kit";
        String older = "nordbox-prod-20261127T033000Z-7c2abb9e.kit";
        List<String> others =
                List.of(
                        "nordbox-other-20200101T000000Z.kit",
                        "nordbox-prod-20200101T000000Z-ffffffff.kit",
                        "nordbox-prod-20200101T000000Z-ffffffff.kit.part",
                        "nordbox-prod-20200101T000000Z.kit",
                        "prod.kit",
                        "nordbox-prod-20200101T000000Z.kit.bak");
        for (String each : List.of(yesterday, older)) {
            Files.writeString(kits.resolve(each), each);
        }
        for (String each : others) {
            Files.writeString(kits.resolve(each), each);
        }

        String killed = "nordbox-prod-20261125T033000Z-7c2abb9e.kit.part";
        Files.writeString(kits.resolve(killed), "half");
        String elsewhere = "nordbox-other-20261125T033000Z.kit.part";
        Files.writeString(kits.resolve(elsewhere), "half");

        assertThat(backup().run()).endsWith("removed " + older);

        assertThat(kits.resolve(killed)).doesNotExist();
        assertThat(kits.resolve(elsewhere)).exists();

        assertThat(kits.resolve(older)).doesNotExist();
        assertThat(kits.resolve(yesterday)).exists();
        assertThat(others).allMatch(name -> Files.exists(kits.resolve(name)));
        assertThat(backup().list())
                .extracting(Backup.Listed::file)
                .as("with those of another host of that name, which are left alone")
                .containsExactlyInAnyOrder(
                        KIT,
                        yesterday,
                        "nordbox-prod-20200101T000000Z-ffffffff.kit",
                        "nordbox-prod-20200101T000000Z.kit");
    }

    /** The last one that was whole must not be thinned out by those that are not. */
    @Test
    void aKitThatLacksADatabaseIsKeptFailsAndRemovesNothing() throws Exception {
        keep = new Keep(1, 0, 0, 0);
        String whole = KIT.replace("20261129", "20261128");
        Files.writeString(kits.resolve(whole), "the last one that was whole");
        TrialListing listing =
                new TrialListing()
                        .volume("pvc-1", "shop/data", TrialListing.local("one"))
                        .pod("db-0", true, "{\"backup.nordbox.no/command\":\"dump\"}", "data");
        host.on("list the volumes", (h, c) -> new CommandOutcome(0, listing.json(), ""));
        host.on("measure the volumes", (h, c) -> new CommandOutcome(0, "", ""));
        host.on(
                "run the backup command of shop/db-0",
                (h, c) -> new CommandOutcome(1, "", "no such role"));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> backup().run())
                .matches(e -> e.exitCode() == ExitCode.STEP_FAILED)
                .withMessageContaining("no such role");

        assertThat(Kit.open(kits.resolve(KIT), List.of(key)).manifest().volumes()).hasSize(1);
        assertThat(kits.resolve(whole)).exists();
        assertThat(remembered().kit().orElseThrow().file()).isEqualTo(KIT);
        assertThat(remembered().failure()).isPresent();
    }

    @Test
    void aKitOfAnotherTimeDoesNotTakeThePlaceOfTheOneJustMade() throws Exception {
        keep = new Keep(1, 0, 0, 0);
        String hoursAhead = "nordbox-prod-20261129T053000Z-7c2abb9e.kit";
        String yearsAhead = "nordbox-prod-20310101T000000Z-7c2abb9e.kit";
        for (String each : List.of(hoursAhead, yearsAhead)) {
            Files.writeString(kits.resolve(each), each);
        }

        assertThat(backup().run()).doesNotContain("removed");

        assertThat(kits.resolve(KIT)).exists();
        assertThat(kits.resolve(yearsAhead)).exists();
        assertThat(remembered().kit().orElseThrow().ahead()).containsExactly(yearsAhead);
    }

    @Test
    void aCutKitLeavesNothingRemovesNothingAndIsRemembered() throws Exception {
        backup().run();
        Files.move(kits.resolve(KIT), kits.resolve("nordbox-prod-20200101T000000Z-7c2abb9e.kit"));
        says(WHOLE.replace("end\n", ""));

        refused(ExitCode.HOST_UNREACHABLE, "did not send the kit to its end");

        assertThat(kits)
                .isDirectoryContaining("glob:**/nordbox-prod-20200101T000000Z-7c2abb9e.kit");
        assertThat(kits).isDirectoryNotContaining("glob:**/*20261129*");
        assertThat(remembered().kit()).isPresent();
        assertThat(remembered().failure().orElseThrow().why())
                .contains("did not send the kit to its end")
                .doesNotContain("secret");
    }

    @Test
    void aDiskThatIsMissingIsNotWrittenBeside() throws Exception {
        Files.delete(kits);

        refused(ExitCode.KIT_UNUSABLE, "is its disk mounted?");

        assertThat(kits).doesNotExist();
        assertThat(host.effects()).doesNotContain(SCRIPT);
        assertThat(remembered().failure().orElseThrow().why()).contains("is its disk mounted?");
    }

    @Test
    void aStoreThatLetsNobodyInIsRememberedAndTheNextSuccessClearsIt() throws Exception {
        Stores open = stores;
        stores =
                target -> {
                    throw new ProblemException(
                            ExitCode.LOGIN_REFUSED, new Problem("no such key", "store", "add it"));
                };
        refused(ExitCode.LOGIN_REFUSED, "no such key");
        assertThat(remembered().failure().orElseThrow().why()).isEqualTo("no such key (store)");

        stores = open;
        backup().run();

        assertThat(remembered().failure()).isEmpty();
        assertThat(remembered().kit()).isPresent();
    }

    @Test
    void aRecordThatAPowerCutHasEmptiedIsWrittenAnew() throws Exception {
        Files.writeString(last, "");

        backup().run();

        assertThat(remembered().kit()).isPresent();
    }

    private Backup backup() {
        return new Backup(
                new BackupFile(
                        "prod",
                        "root@203.0.113.7",
                        new BackupConfig(
                                List.of(key.recipient().toString()),
                                new Schedule("daily at 03:30", "", Duration.ofDays(1)),
                                new Target.Directory(kits.toString()),
                                keep,
                                Duration.ofDays(2))),
                "0123456789abcdef0123456789abcdef",
                Optional.empty(),
                last,
                stores,
                host,
                "0.1",
                new SecureRandom(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void says(String text) {
        host.on("list the volumes", (h, c) -> new CommandOutcome(0, "{\"items\":[]}", ""));
        host.on(SCRIPT, (h, c) -> new CommandOutcome(0, text, ""));
    }

    private LastRuns remembered() throws IOException {
        return LastRuns.parse(Files.readAllBytes(last));
    }

    private void refused(ExitCode code, String why) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> backup().run())
                .matches(e -> e.exitCode() == code, code.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(why).doesNotContain("secret"));
    }
}
