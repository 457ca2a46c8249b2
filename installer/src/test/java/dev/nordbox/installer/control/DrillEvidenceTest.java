package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.drill.Checked;
import dev.nordbox.installer.drill.DrillResult;
import dev.nordbox.installer.drill.TrialDrill;
import dev.nordbox.installer.kit.TrialKit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a drill speaks for a box, and when not. */
class DrillEvidenceTest {
    private static final Instant NOW = SeenBox.NOW;
    private static final DrillResult GOOD = TrialDrill.ended(NOW.minus(Duration.ofDays(8)));

    @Test
    void aDrillOfThisBoxWithinThirtyDaysIsAPassAndSaysHowLongItTook() {
        Finding finding = judged(TrialDrill.answer(GOOD));

        assertThat(finding.result()).isEqualTo(Result.PASS);
        assertThat(finding.observed())
                .contains("RTO 7 min 0 s", "RPO 24 h 0 min", "sha256:" + "ab".repeat(32));
    }

    @Test
    void oneWhoseChecksFailedIsAFailure() {
        DrillResult failed =
                TrialDrill.of(
                        NOW.minus(Duration.ofDays(1)),
                        Duration.ofDays(1),
                        List.of(new Checked("namespaces", false, "shop is not there")));

        Finding finding = judged(TrialDrill.answer(failed));

        assertThat(finding.result()).isEqualTo(Result.FAIL);
        assertThat(finding.reason()).contains("namespaces");
    }

    @ParameterizedTest
    @CsvSource({"29, PASS", "31, INCONCLUSIVE", "-1, INCONCLUSIVE"})
    void itCountsForThirtyDays(int days, Result result) {
        DrillResult drill = TrialDrill.ended(NOW.minus(Duration.ofDays(days)));

        assertThat(judged(TrialDrill.answer(drill)).result()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"29, PASS", "31, INCONCLUSIVE", "-1, INCONCLUSIVE"})
    void theKitMayNotBeOlderEither(int days, Result result) {
        DrillResult drill =
                TrialDrill.of(
                        NOW.minus(Duration.ofDays(2)), Duration.ofDays(days), GOOD.findings());

        assertThat(judged(TrialDrill.answer(drill)).result()).isEqualTo(result);
    }

    @Test
    void whatWasChangedOrSignedByNobodyKnownSaysNothing() {
        String record = GOOD.print();
        String signature = TrialDrill.sign(TrialDrill.OPERATOR, record);
        String later = record.replace("2026-11-20", "2026-11-27");

        assertSaysNothing(TrialDrill.answer(later, signature), "signature does not hold");
        assertSaysNothing(
                TrialDrill.answer(record, TrialDrill.sign(TrialDrill.STRANGER, record)),
                "nobody that is known: SHA256:");
        assertSaysNothing(TrialDrill.answer(record, ""), "signature does not hold");
        String other = "{\"format\":\"nordbox-kit\",\"version\":1}\n";
        assertSaysNothing(
                TrialDrill.answer(other, TrialDrill.sign(TrialDrill.OPERATOR, other)),
                "cannot be read");
    }

    /** Whoever has root on the box could write a key there, and sign with the box' own. */
    @Test
    void whatTheBoxSaysOfSignersCountsForNothing() {
        Finding finding = DrillEvidence.parse(TrialDrill.answer(GOOD), List.of()).finding(NOW);

        assertThat(finding.result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding.reason()).contains("profile.signers");
    }

    @Test
    void oneOfAnotherBoxSaysNothing() {
        String answer = TrialDrill.answer(GOOD);
        String otherKey = TrialKit.HOST_KEY.substring(0, TrialKit.HOST_KEY.length() - 8);

        assertSaysNothing(answer.replace(TrialKit.HOST_KEY, otherKey + "AAAAAAAA"), "another box");
        assertSaysNothing(answer.replace("ca=" + TrialDrill.CA, "ca="), "another box");
    }

    @Test
    void withoutOneTheCommandsAreTold() {
        assertSaysNothing(TrialDrill.empty(), "no drill of this box is known");
        assertThat(judged(TrialDrill.empty()).reason())
                .contains("`drill --host SCRATCH --kit FILE`", "`verify --drill");
        assertSaysNothing("", "not looked at");
    }

    private static void assertSaysNothing(String answer, String why) {
        Finding finding = judged(answer);
        assertThat(finding.result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding.observed()).contains(why);
    }

    private static Finding judged(String answer) {
        return DrillEvidence.parse(answer, List.of(TrialDrill.OPERATOR.publicKey() + " ops@laptop"))
                .finding(NOW);
    }
}
