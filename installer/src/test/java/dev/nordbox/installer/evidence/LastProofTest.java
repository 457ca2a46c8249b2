package dev.nordbox.installer.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.control.SeenBox;
import dev.nordbox.installer.control.Uptime;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastProofTest {
    private final FakeHost host = FakeHost.debian12();
    private String boot = "4be9";
    private Map<String, String> notes =
            Map.of(
                    "last-proof", "2026-11-28T09:00:00Z nordic: 30 pass",
                    "last-proof-uptime", "boot=4be9 k3s=a1b2");

    @BeforeEach
    void aBoxWithNotes() {
        host.asks(
                "cat",
                (fake, command) -> {
                    String path = command.words().get(1);
                    String note = notes.get(path.substring(path.lastIndexOf('/') + 1));
                    return new CommandOutcome(note == null ? 1 : 0, note == null ? "" : note, "");
                });
        host.asks(
                Uptime.LABEL,
                (fake, command) ->
                        new CommandOutcome(
                                0, "boot=" + boot + "\nbooted=1795939200\nk3s=a1b2\n", ""));
    }

    @Test
    void aProofOfThisStartIsTold() throws Exception {
        assertThat(told()).isEqualTo("3 hours ago, nordic: 30 pass");
    }

    @Test
    void aProofOfTheFutureIsNotTakenForAFreshOne() throws Exception {
        notes =
                Map.of(
                        "last-proof", "2026-12-28T09:00:00Z nordic: 30 pass",
                        "last-proof-uptime", "boot=4be9 k3s=a1b2");

        assertThat(told()).contains("yet to come", "run `verify` again").doesNotContain("ago");
    }

    @Test
    void aProofOfBeforeARebootSaysSo() throws Exception {
        boot = "77aa";

        assertThat(told())
                .isEqualTo(
                        "3 hours ago, nordic: 30 pass; not proved since the reboot at"
                                + " 2026-11-29T08:00:00Z: run `verify` again");
    }

    @Test
    void aProofThatNamesNoStartIsNoneOfThisOne() throws Exception {
        notes = Map.of("last-proof", "2026-11-28T09:00:00Z nordic: 30 pass");

        assertThat(told()).contains("run `verify` again");
    }

    @Test
    void aProofHoldsForThisStartThisProfileAndWithoutAFailure() throws Exception {
        assertThat(proof().holds("nordic", SeenBox.NOW)).isTrue();
        assertThat(proof().holds("nordic/no", SeenBox.NOW)).isFalse();
        assertThat(proof().holds("nordic", SeenBox.NOW.plus(Duration.ofDays(8)))).isFalse();
        assertThat(proof().holds("nordic", SeenBox.NOW.minus(Duration.ofDays(1)))).isFalse();
        boot = "77aa";
        assertThat(proof().holds("nordic", SeenBox.NOW)).isFalse();
        boot = "4be9";
        notes =
                Map.of(
                        "last-proof", "2026-11-28T09:00:00Z nordic: 30 pass, 1 fail",
                        "last-proof-uptime", "boot=4be9 k3s=a1b2");
        assertThat(proof().holds("nordic", SeenBox.NOW)).isFalse();
    }

    @Test
    void aBoxThatWasNeverProvedSaysNothing() throws Exception {
        notes = Map.of();

        assertThat(LastProof.on(host, SeenBox.goodOne().config())).isEmpty();
    }

    private String told() throws Exception {
        return proof().words(SeenBox.NOW);
    }

    private LastProof proof() throws Exception {
        return LastProof.on(host, SeenBox.goodOne().config()).orElseThrow();
    }
}
