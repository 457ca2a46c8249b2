package dev.nordbox.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.age.X25519Identity;
import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.DirectoryStore;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts of one name and one store: the one that was lost, and the one that was restored. */
class SuccessionTest {
    @TempDir private Path folder;
    private final X25519Identity key = X25519Identity.make(new SecureRandom());
    private static final String RESTORED = "2026-11-30T11:59:00Z";
    private Path kits;
    private Box lost;
    private Box restored;

    @BeforeEach
    void aBoxThatWasLostAndCameBack() throws Exception {
        kits = Files.createDirectory(folder.resolve("kits"));
        lost = new Box("prod", "root@203.0.113.7", "lost", Optional.empty());
        restored = restored("root@198.51.100.5", "restored", "0123456789abcdef", RESTORED);
    }

    @Test
    void aBoxThatWasNeverRestoredSaysNothing() throws Exception {
        lost.at("2026-11-29T03:30:00Z").run();

        assertThat(records()).isEmpty();
        assertThat(lost.held).isEmpty();
    }

    @Test
    void theRestoredOneSaysSoOnceAndGoesOnMakingKits() throws Exception {
        assertThat(restored.at("2026-11-30T12:00:00Z").settle())
                .isEqualTo("this host goes on as prod");
        restored.at("2026-12-01T03:30:00Z").run();
        restored.at("2026-12-02T03:30:00Z").run();

        assertThat(records())
                .singleElement()
                .asString()
                .startsWith("nordbox-prod-20261130T115900Z-")
                .endsWith(".0123456789abcdef.taken");
        assertThat(restored.runs().failure()).isEmpty();
    }

    @Test
    void theLostOneThatComesBackMakesNoKitHoldsAndSaysWhoGoesOn() throws Exception {
        lost.at("2026-11-29T03:30:00Z").run();
        restored.at("2026-11-30T12:00:00Z").settle();
        List<String> before = files();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lost.at("2026-12-01T03:30:00Z").run())
                .matches(e -> e.exitCode() == ExitCode.KIT_STALE)
                .withMessageContaining(
                        "root@198.51.100.5 has taken this box over at 2026-11-30T11:59")
                .withMessageContaining("`kit claim`");

        assertThat(files()).isEqualTo(before);
        assertThat(lost.held)
                .hasValue("root@198.51.100.5 has taken this box over at 2026-11-30T11:59:00Z");
        assertThat(lost.runs().kit()).as("the last one that it made").isPresent();
        assertThat(lost.runs().failure().orElseThrow().takenOver()).isTrue();
        assertThat(restored.held).isEmpty();
    }

    /** A box that nobody gave a name is called by its address, which the new host does not have. */
    @Test
    void theLostOneFindsOutUnderTheNameThatItHad() throws Exception {
        Box old = new Box("203.0.113.7", "root@203.0.113.7", "old", Optional.empty());
        CameFrom kit = new CameFrom("0123456789abcdef", old.name, Instant.parse(RESTORED));
        Box back = new Box("198.51.100.5", "root@198.51.100.5", "back", Optional.of(kit));
        old.at("2026-11-29T03:30:00Z").run();
        back.at("2026-11-30T12:00:00Z").run();
        back.at("2026-12-01T03:30:00Z").run();

        assertThatThrownBy(() -> old.at("2026-12-01T04:00:00Z").run())
                .hasMessageContaining("root@198.51.100.5 has taken this box over");

        old.at("2026-12-01T05:00:00Z").claim();
        assertThatThrownBy(() -> back.at("2026-12-02T03:30:00Z").run())
                .hasMessageContaining("root@203.0.113.7 has taken this box over");
        back.at("2026-12-02T04:00:00Z").claim();
        assertThatThrownBy(() -> old.at("2026-12-03T03:30:00Z").run())
                .hasMessageContaining("root@198.51.100.5 has taken this box over");
    }

    @Test
    void oneThatCannotBeHeldSaysNotThatItIs() throws Exception {
        restored.at("2026-11-30T12:00:00Z").settle();
        lost.host.on(ControllerHold.LABEL, (h, c) -> new CommandOutcome(1, "", "no API"));

        assertThatThrownBy(() -> lost.at("2026-12-01T03:30:00Z").run())
                .hasMessageContaining("no kit is made here")
                .hasMessageNotContaining("holds");
    }

    @Test
    void whoClaimsTheBoxGoesOnAndTheOtherHolds() throws Exception {
        restored.at("2026-11-30T12:00:00Z").settle();
        assertThatThrownBy(() -> lost.at("2026-12-01T03:30:00Z").run());

        // Its clock is behind.
        lost.at("2026-11-30T01:00:00Z").claim();

        assertThat(lost.held).isEmpty();
        assertThat(lost.runs().failure()).isEmpty();
        lost.at("2026-12-02T03:30:00Z").run();
        assertThatThrownBy(() -> restored.at("2026-12-02T03:30:00Z").run())
                .hasMessageContaining("root@203.0.113.7 has taken this box over");
        assertThat(restored.held).isPresent();

        restored.at("2026-12-03T00:00:00Z").claim();
        restored.at("2026-12-03T03:30:00Z").run();
        assertThat(records()).as("one of each").hasSize(2);
        assertThat(newest()).as("the last that a person wanted").contains(".0123456789abcdef.");
        assertThatThrownBy(() -> lost.at("2026-12-04T03:30:00Z").run())
                .hasMessageContaining("root@198.51.100.5");
    }

    @Test
    void whatAPersonWantedIsNotUndoneByTheOneThatWasRestoredBefore() throws Exception {
        restored.at("2026-11-30T12:00:00Z").settle();
        restored.at("2026-11-30T13:00:00Z").claim();
        lost.at("2026-12-01T00:00:00Z").claim();

        assertThatThrownBy(() -> restored.at("2026-12-02T03:30:00Z").run())
                .hasMessageContaining("root@203.0.113.7");

        lost.at("2026-12-02T03:30:00Z").run();
        assertThat(newest()).startsWith("nordbox-prod-20261201T000000Z-");
    }

    @Test
    void oneThatFindsTheStoreLateYieldsToWhoeverCameAfterIt() throws Exception {
        Box third = restored("root@192.0.2.9", "third", "fedcba9876543210", "2026-12-05T00:00:00Z");
        third.at("2026-12-05T00:01:00Z").settle();

        assertThatThrownBy(() -> restored.at("2026-12-06T03:30:00Z").run())
                .hasMessageContaining("root@192.0.2.9");

        third.at("2026-12-07T03:30:00Z").run();
        assertThat(records()).singleElement().asString().startsWith("nordbox-prod-20261205T000000");
    }

    @Test
    void aRecordOfATimeThatIsFarFromHereHoldsNobody() throws Exception {
        for (String time : List.of("99991231T235959Z", "20261203T000000Z")) {
            Files.writeString(kits.resolve("nordbox-prod-" + time + "-ffffffff.taken"), "{}");
        }

        lost.at("2026-12-01T03:30:00Z").run();
        restored.at("2026-12-01T03:30:00Z").settle();

        assertThat(restored.held).isEmpty();
        assertThatThrownBy(() -> lost.at("2026-12-01T04:00:00Z").run())
                .hasMessageContaining("root@198.51.100.5");
    }

    @Test
    void whatARecordSaysOfItsHostIsToldInSafeLettersAndBriefly() throws Exception {
        Files.writeString(
                kits.resolve("nordbox-prod-20261130T120000Z-ffffffff.taken"),
                "{\"host\": \"a\\n\\\"b$(c)%s\"}".formatted("x".repeat(2000)));

        assertThatThrownBy(() -> lost.at("2026-12-01T03:30:00Z").run())
                .hasMessageContaining("a??b??c?xxx");

        assertThat(lost.held.orElseThrow()).hasSizeLessThan(200).startsWith("a??b??c?x");
    }

    @Test
    void whoCannotLetTheControllerGoOnDoesNotSayThatItDoes() throws Exception {
        restored.host.on(ControllerHold.LABEL, (h, c) -> new CommandOutcome(1, "", "no API"));

        assertThatThrownBy(() -> restored.at("2026-12-01T03:30:00Z").claim())
                .hasMessageContaining("may hold still");
        assertThatThrownBy(() -> restored.at("2026-12-01T03:30:00Z").settle())
                .hasMessageContaining("may hold still");
    }

    @Test
    void whoComesBackFromAKitOnceMoreSaysSoAgain() throws Exception {
        restored.at("2026-11-30T12:00:00Z").settle();
        Box third = restored("root@192.0.2.9", "third", "fedcba9876543210", "2026-12-05T00:00:00Z");
        third.at("2026-12-05T00:00:00Z").settle();
        assertThatThrownBy(() -> restored.at("2026-12-06T00:00:00Z").settle())
                .hasMessageContaining("root@192.0.2.9");

        Box again =
                restored(
                        "root@198.51.100.5",
                        "restored",
                        "00000000ffffffff",
                        "2026-12-07T00:00:00Z");
        again.at("2026-12-07T00:00:00Z").settle();

        assertThatThrownBy(() -> third.at("2026-12-08T00:00:00Z").run())
                .hasMessageContaining("root@198.51.100.5");
    }

    @Test
    void aRecordThatNobodyCanReadCountsAllTheSame() throws Exception {
        Files.writeString(kits.resolve("nordbox-prod-20261130T120000Z-ffffffff.taken"), "\0");
        Files.writeString(kits.resolve("nordbox-other-20261130T120000Z-ffffffff.taken"), "{}");

        assertThatThrownBy(() -> lost.at("2026-12-01T03:30:00Z").run())
                .hasMessageContaining("another host has taken this box over");
    }

    @Test
    void whatHappenedIsRememberedUntilSomebodyClaimsTheBox() {
        LastRuns.Failure failure =
                new LastRuns.Failure(
                        Instant.EPOCH, "root@198.51.100.5 has taken this box over", true);
        LastRuns runs = LastRuns.parse(LastRuns.NONE.after(failure).print());

        assertThat(runs.failure()).hasValue(failure);
        assertThat(runs.claimed().failure()).isEmpty();
        assertThat(LastRuns.NONE.after(new LastRuns.Failure(Instant.EPOCH, "full")).claimed())
                .as("another failure stays")
                .matches(left -> left.failure().isPresent());
    }

    private Box restored(String address, String machine, String kit, String when) {
        return new Box(
                "prod",
                address,
                machine,
                Optional.of(new CameFrom(kit, "prod", Instant.parse(when))));
    }

    private String newest() throws IOException {
        List<String> records = records(); // times of one length: the last is the newest
        return records.get(records.size() - 1);
    }

    private List<String> records() throws IOException {
        return files().stream().filter(name -> name.endsWith(".taken")).toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(kits)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private final class Box {
        final FakeHost host = FakeHost.debian12();
        final String name;
        final String address;
        final String machine;
        final Optional<CameFrom> cameFrom;
        Optional<String> held = Optional.empty();

        Box(String name, String address, String machine, Optional<CameFrom> cameFrom) {
            this.name = name;
            this.address = address;
            this.machine = machine;
            this.cameFrom = cameFrom;
            host.asks("ask the controller", (h, c) -> new CommandOutcome(3, "", "not running"));
            host.on("list the volumes", (h, c) -> new CommandOutcome(0, "{\"items\":[]}", ""));
            host.on(
                    "read what is not in Git",
                    (h, c) -> new CommandOutcome(0, BackupTest.WHOLE, ""));
            host.on(ControllerHold.LABEL, (h, c) -> hold(c));
        }

        private CommandOutcome hold(Command command) {
            List<String> words = command.words();
            boolean holds = words.get(words.size() - 2).equals("hold");
            held = holds ? Optional.of(words.get(words.size() - 1)) : Optional.empty();
            return new CommandOutcome(0, "", "");
        }

        Backup at(String time) {
            return new Backup(
                    new BackupFile(
                            name,
                            address,
                            new BackupConfig(
                                    List.of(key.recipient().toString()),
                                    new Schedule("daily at 03:30", "", Duration.ofDays(1)),
                                    new Target.Directory(kits.toString()),
                                    new Keep(3, 0, 0, 0),
                                    Duration.ofDays(2))),
                    machine,
                    cameFrom,
                    last(),
                    target -> new DirectoryStore(Path.of(target.name())),
                    host,
                    "0.1",
                    new SecureRandom(),
                    Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
        }

        private Path last() {
            return folder.resolve(machine + ".json");
        }

        LastRuns runs() throws IOException {
            return LastRuns.parse(Files.readAllBytes(last()));
        }
    }
}
