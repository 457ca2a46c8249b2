package dev.nordbox.installer.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.control.DrillEvidence;
import dev.nordbox.installer.drill.DrillFile;
import dev.nordbox.installer.drill.DrillResult;
import dev.nordbox.installer.drill.TrialDrill;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill's result on its way to the box. */
class HandedDrillTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final List<String> OPERATOR = List.of(TrialDrill.OPERATOR.publicKey());

    @TempDir private Path folder;
    private final FakeHost host = FakeHost.debian12();
    private String answer = TrialDrill.empty();

    @BeforeEach
    void aBox() {
        host.asks(DrillEvidence.ASK, (h, c) -> new CommandOutcome(0, answer, ""));
    }

    @Test
    void itStaysThereWithItsSignature() throws Exception {
        DrillResult drill = TrialDrill.ended(NOW.minus(Duration.ofHours(1)));

        written(drill, TrialDrill.OPERATOR).to(host, OPERATOR, NOW);

        assertThat(host.text(DrillEvidence.RECORD)).hasValue(drill.print());
        assertThat(host.text(DrillEvidence.SIGNATURE).orElseThrow()).contains("SSH SIGNATURE");
    }

    @Test
    void onlyWhoseSignatureCountsMayHandOneOver() throws Exception {
        HandedDrill drill = written(TrialDrill.ended(NOW), TrialDrill.STRANGER);

        assertRefused(drill, "nobody that is known");
        drill.to(host, List.of(TrialDrill.STRANGER.publicKey()), NOW);

        assertThat(host.text(DrillEvidence.RECORD)).isPresent();
    }

    @Test
    void whatProvesNothingOfThisBoxIsRefusedAndNothingIsWritten() throws Exception {
        assertRefused(
                written(TrialDrill.ended(NOW.minus(Duration.ofDays(40))), TrialDrill.OPERATOR),
                "drill of 2026-10-20");
        answer = answer.replace("ca=", "ca=0");
        assertRefused(written(TrialDrill.ended(NOW), TrialDrill.OPERATOR), "another box");
    }

    @Test
    void anEarlierOneDoesNotTakeThePlaceOfALaterOne() throws Exception {
        answer = TrialDrill.answer(TrialDrill.ended(NOW));

        assertRefused(
                written(TrialDrill.ended(NOW.minus(Duration.ofDays(1))), TrialDrill.OPERATOR),
                "a later drill");
    }

    @Test
    void aFileWithoutASignatureIsNone() throws Exception {
        DrillFile file = new DrillFile(folder.resolve("drill.json"));
        file.keep(TrialDrill.ended(NOW), Optional.empty(), why -> {});

        assertThatThrownBy(() -> HandedDrill.read(file.path()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("it and its signature cannot be read");
    }

    private void assertRefused(HandedDrill drill, String why) {
        assertThatThrownBy(() -> drill.to(host, OPERATOR, NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(why);
        assertThat(host.effects()).isEmpty();
    }

    private HandedDrill written(DrillResult result, SshSigner signer) throws Exception {
        DrillFile file = new DrillFile(folder.resolve("drill.json"));
        file.keep(result, Optional.of(signer), why -> {});
        return HandedDrill.read(file.path());
    }
}
