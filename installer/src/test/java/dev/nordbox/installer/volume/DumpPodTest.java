package dev.nordbox.installer.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nordbox.installer.volume.DumpPod.Readiness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DumpPodTest {
    @Test
    void aPodThatWasStartedHereAndIsReadyReadsItIn() {
        assertThat(look(TrialPod.ready(), "pod/db-0").readiness()).isEqualTo(Readiness.READY);
        assertThat(look(TrialPod.ofReplicaSet(), "replicaset/db-5d4f").readiness())
                .isEqualTo(Readiness.READY);
    }

    @Test
    void oneThatIsNotThereOrNotReadyIsWaitedFor() {
        assertThat(look(TrialPod.ready(), "pod/db-1"))
                .isEqualTo(new DumpPod(Readiness.NOT_YET, "it is not there"));
        assertThat(look(TrialPod.notReady(), "pod/db-0"))
                .isEqualTo(new DumpPod(Readiness.NOT_YET, "it is not Ready"));
    }

    @Test
    void theSnapshotsWordIsNotTakenForAPodOfThisHost() {
        assertThat(look(TrialPod.ofBefore(), "pod/db-0"))
                .isEqualTo(new DumpPod(Readiness.NOT_YET, "it was not started on this host yet"));
        assertThat(look(TrialPod.pod("pod", "True", 999, 1200), "pod/db-0").readiness())
                .isEqualTo(Readiness.NOT_YET);
    }

    @Test
    void whatHasBeenAtWorkForLongIsNotOverwritten() {
        String later = TrialPod.ready().replace("now 1300", "now 2101");

        assertThat(look(later, "pod/db-0").readiness()).isEqualTo(Readiness.TOO_LATE);
        assertThat(look(later, "pod/db-0").why())
                .contains("at work since 1970-01-01T00:20:00Z", "would be lost");
        assertThat(look(later.replace("2101", "2100"), "pod/db-0").readiness())
                .isEqualTo(Readiness.READY);
    }

    @Test
    void anHourAfterTheRestoreNothingIsOverwrittenHoweverLatelyThePodBecameReady() {
        String booted = TrialPod.pod("pod", "True", 4500, 4590);

        assertThat(look(booted.replace("now 1300", "now 4600"), "pod/db-0").readiness())
                .isEqualTo(Readiness.READY);
        DumpPod late = look(booted.replace("now 1300", "now 4601"), "pod/db-0");
        assertThat(late.readiness()).isEqualTo(Readiness.TOO_LATE);
        assertThat(late.why()).contains("came back at 1970-01-01T00:16:40Z", "would be lost");
        assertThat(look(booted.replace("now 1300", "now 4601"), "pod/db-1").readiness())
                .as("nothing to wait for")
                .isEqualTo(Readiness.TOO_LATE);
    }

    @Test
    void anAnswerThatIsNoneIsNotTakenForAPod() {
        for (String wrong : List.of("", "restored x\nnow 1\n{}", "restored 1\nnow 1\nno")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> look(wrong, "pod/db-0"));
        }
    }

    private static DumpPod look(String answer, String pod) {
        Dump dump =
                new Dump(
                        "/place",
                        "shop",
                        pod,
                        "",
                        List.of("psql"),
                        1,
                        Dump.State.WAITS,
                        0,
                        Duration.ZERO,
                        "");
        return DumpPod.of(answer.getBytes(StandardCharsets.UTF_8), dump);
    }
}
