package dev.nordbox.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class KitsStateTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final String SETTINGS =
            """
            box: prod
            host: root@203.0.113.7
            backup:
              recipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]
              target: {directory: /srv/kits}
              staleAfter: 48h
            """;
    private static final String FIRST = "SHA256:" + "a".repeat(43);
    private static final String SECOND = "SHA256:" + "b".repeat(43);
    private static final LastRuns.Made KIT =
            new LastRuns.Made(
                    NOW.minus(Duration.ofHours(8)),
                    "nordbox-prod-20261129T040000Z.kit",
                    "/srv/kits",
                    5 << 20,
                    List.of(FIRST),
                    List.of("shop/media (nfs-1): NOT in the kit: its storage is nfs"),
                    List.of(),
                    List.of(),
                    List.of());

    private final FakeHost host = FakeHost.debian12();
    private LastRuns runs = LastRuns.NONE.after(KIT);
    private Instant since = NOW.minus(Duration.ofDays(9));
    private String keys = FIRST + " 2026-11-01T00:00:00Z\n";
    private String renewal = "active";
    private String timer = "active";
    private String service = "inactive";
    private String result = "success";

    @Test
    void aFreshKitIsToldWithWhenAndWhere() throws ProblemException {
        KitsState state = state();

        assertThat(state.line())
                .isEqualTo(
                        "2026-11-29T04:00:00Z (8 h ago), 5120 KiB in /srv/kits; next Mon 2026-11-30"
                                + " 03:41:12 UTC");
        assertThat(state.problems()).isEmpty();
        state.requireFresh();
        assertThat(state.document())
                .containsEntry("last", "2026-11-29T04:00:00Z")
                .containsEntry("size", 5L << 20)
                .containsEntry("problems", List.of());
    }

    @Test
    void aVolumeThatTheLastKitLacksIsNamedEveryTimeAndIsNoFailure() throws ProblemException {
        assertThat(state().left())
                .extracting(Problem::what)
                .containsExactly("volume shop/media (nfs-1): NOT in the kit: its storage is nfs");
        assertThat(state().document())
                .containsEntry(
                        "left", List.of("shop/media (nfs-1): NOT in the kit: its storage is nfs"));
        state().requireFresh();
    }

    @Test
    void aKitWithoutWhatACommandWouldHavePrintedIsNotWhole() throws ProblemException {
        runs =
                LastRuns.NONE.after(
                        new LastRuns.Made(
                                KIT.at(),
                                "k",
                                "/srv/kits",
                                1,
                                KIT.keys(),
                                List.of(),
                                List.of("shop/data (pvc-1): its files"),
                                List.of(),
                                List.of()));

        assertThat(told())
                .containsExactly("the last kit is not whole: volume shop/data (pvc-1): its files");
    }

    @Test
    void aKitOfATimeThatHasNotComeIsNamedUntilItHas() throws ProblemException {
        String ahead = "nordbox-prod-20310101T000000Z-7c2abb9e.kit";
        runs =
                LastRuns.NONE.after(
                        new LastRuns.Made(
                                KIT.at(),
                                KIT.file(),
                                "/srv/kits",
                                1,
                                KIT.keys(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(ahead, "nordbox-prod-20261130T040000Z-7c2abb9e.kit")));

        assertThat(state().problems())
                .singleElement()
                .matches(problem -> problem.what().startsWith(ahead + " is dated ahead"))
                .matches(problem -> problem.remedy().contains("remove that kit there, or rename"));
    }

    @Test
    void aVolumeWhoseFilesChangedMeanwhileIsNamedEveryTimeAndIsNoFailure() throws ProblemException {
        String blurred = "shop/data (pvc-1): its files, which changed while they were read";
        runs =
                LastRuns.NONE.after(
                        new LastRuns.Made(
                                KIT.at(),
                                KIT.file(),
                                "/srv/kits",
                                1,
                                KIT.keys(),
                                List.of(),
                                List.of(),
                                List.of(blurred),
                                List.of()));

        assertThat(state().left())
                .singleElement()
                .matches(problem -> problem.what().equals("volume " + blurred))
                .matches(problem -> problem.remedy().contains("backup.nordbox.no/command"));
        assertThat(state().document()).containsEntry("changed", List.of(blurred));
        state().requireFresh();
    }

    @Test
    void aKitThatIsTooOldEndsStatusInItsOwnCode() throws ProblemException {
        runs =
                LastRuns.NONE.after(
                        new LastRuns.Made(
                                NOW.minus(Duration.ofHours(49)),
                                "k",
                                "/srv/kits",
                                1,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()));

        assertThat(told())
                .containsExactly("the last kit is of 2026-11-27T11:00:00Z, longer ago than 48 h");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> state().requireFresh())
                .matches(e -> e.exitCode() == ExitCode.KIT_STALE);
    }

    @Test
    void aBoxThatNeverMadeOneHasUntilItsSettingsAreOld() throws ProblemException {
        runs = LastRuns.NONE;
        since = NOW.minus(Duration.ofHours(47));
        assertThat(told()).isEmpty();
        assertThat(state().line()).startsWith("none yet; next");

        since = NOW.minus(Duration.ofHours(49));
        assertThat(told())
                .containsExactly(
                        "no kit was made since 2026-11-27T11:00:00Z, longer ago than 48 h");
    }

    @Test
    void aFailureIsToldAtOnceWithWhy() throws ProblemException {
        runs = runs.after(new LastRuns.Failure(NOW.minus(Duration.ofHours(1)), "no login (store)"));
        result = "exit-code";

        assertThat(told())
                .containsExactly("the last kit failed at 2026-11-29T11:00:00Z: no login (store)");
    }

    @Test
    void aBoxThatAnotherHostHasTakenOverSaysSoWithWhatHelps() throws ProblemException {
        runs =
                runs.after(
                        new LastRuns.Failure(
                                NOW, "root@198.51.100.5 has taken this box over (store)", true));

        assertThat(state().problems())
                .containsExactly(
                        new Problem(
                                "root@198.51.100.5 has taken this box over (store)",
                                "/srv/kits",
                                BackupFile.TAKEN_OVER_REMEDY));
    }

    @Test
    void aRunThatWasKilledIsToldByHowSystemdSawIt() throws ProblemException {
        result = "oom-kill";
        assertThat(told()).containsExactly("the last kit was not made: its run ended in oom-kill");

        service = "activating";
        assertThat(told()).isEmpty();
        assertThat(state().line()).contains("one is being made");
    }

    @Test
    void aTimerThatSomebodyStoppedIsTold() throws ProblemException {
        timer = "inactive";

        assertThat(told())
                .containsExactly("nordbox-backup.timer does not run, so no kits are made");
    }

    @Test
    void aKitThatLacksANewKeyIsToldAtOnceAndIsAFailureAfterAnHour() throws ProblemException {
        keys += SECOND + " 2026-11-29T11:50:00Z\n";
        assertThat(state().line())
                .contains("; without sealing key " + SECOND + " of 2026-11-29T11:50:00Z; next");
        assertThat(told()).isEmpty();

        keys = keys.replace("11:50", "10:50");
        assertThat(told())
                .containsExactly(
                        "the last kit lacks sealing key %s of 2026-11-29T10:50:00Z: what was sealed with"
                                        .formatted(SECOND)
                                + " it could not be unsealed from that kit");
    }

    @Test
    void whatTheControllerWroteIsNotTrustedToBeAnything() throws ProblemException {
        keys = "root:x:0:0\n%s yesterday\nSHA256:short 2026-11-29T11:50:00Z\n".formatted(SECOND);

        assertThat(told()).isEmpty();
        assertThat(state().line()).doesNotContain("without", "root");
    }

    @Test
    void aKitThatDoesNotListItsKeysIsNotAccused() throws ProblemException {
        runs =
                LastRuns.NONE.after(
                        new LastRuns.Made(
                                KIT.at(),
                                "k",
                                "/srv/kits",
                                1,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()));
        keys = SECOND + " 2026-11-01T00:00:00Z\n";

        assertThat(told()).isEmpty();
    }

    @Test
    void aWatchThatSomebodyStoppedIsTold() throws ProblemException {
        renewal = "failed";

        assertThat(told())
                .containsExactly(
                        "nordbox-backup-renewal.path does not run, so a new sealing key makes no kit");
    }

    @Test
    void aBoxWithoutTheSectionHasNothingToTell() throws ProblemException {
        host.asks(BoxBackup.LABEL, (h, c) -> new CommandOutcome(0, "", ""));

        assertThat(KitsState.of(host, NOW)).isEmpty();
    }

    private List<String> told() throws ProblemException {
        return state().problems().stream().map(Problem::what).toList();
    }

    private KitsState state() throws ProblemException {
        String answer =
                """
                settings=%s
                since=%d
                last=%s
                keys=%s
                renewal=%s
                timer=%s
                next=Mon 2026-11-30 03:41:12 UTC
                service=%s
                result=%s
                """
                        .formatted(
                                base64(SETTINGS.getBytes()),
                                since.getEpochSecond(),
                                base64(runs.print()),
                                base64(keys.getBytes()),
                                renewal,
                                timer,
                                service,
                                result);
        host.asks(BoxBackup.LABEL, (h, c) -> new CommandOutcome(0, answer, ""));
        return KitsState.of(host, NOW).orElseThrow();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
