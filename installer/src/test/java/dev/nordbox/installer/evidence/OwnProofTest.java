package dev.nordbox.installer.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.control.SeenBox;
import dev.nordbox.installer.control.Uptime;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnProofTest {
    private static final Instant AT = Instant.parse("2026-11-28T11:56:00Z");
    private static final LastProof EARLIER =
            new LastProof(
                    AT.minus(Duration.ofHours(3)),
                    "nordic: 30 pass",
                    7,
                    Optional.of("not proved since k3s started anew"));

    private final FakeHost host = FakeHost.debian12();
    private String said =
            """
            note=2026-11-28T11:56:00Z nordic: 27 pass, 1 fail, 5 inconclusive
            uptime=boot=4be9 k3s=a1b2
            failed=NET-01 K8S-03
            timer=active
            next=Sun 2026-11-29 04:37:12 UTC
            result=exit-code
            status=30
            """;
    private String k3s = "a1b2";

    @BeforeEach
    void aBoxThatProvesItself() {
        host.asks(OwnProof.LABEL, (fake, command) -> new CommandOutcome(0, said, ""));
        host.asks(
                Uptime.LABEL,
                (fake, command) -> new CommandOutcome(0, "boot=4be9\nk3s=" + k3s + "\n", ""));
    }

    @Test
    void itsProofIsToldWithTheNextOne() throws Exception {
        assertThat(own().words(SeenBox.NOW))
                .isEqualTo(
                        "4 minutes ago, nordic: 27 pass, 1 fail, 5 inconclusive; next Sun 2026-11-29"
                                + " 04:37:12 UTC");
        assertThat(own().warnings("box")).isEmpty();
    }

    @Test
    void inItsStartAPersonsProofOfAnEarlierOneNeedsNoAdvice() throws Exception {
        assertThat(OwnProof.words(EARLIER, Optional.of(own()), SeenBox.NOW))
                .contains("of an earlier start", "the box has proved itself")
                .doesNotContain("not proved since", "run `verify`");

        k3s = "another";
        assertThat(OwnProof.words(EARLIER, Optional.of(own()), SeenBox.NOW))
                .contains("not proved since k3s started anew", "run `verify` again");
        assertThat(own().words(SeenBox.NOW))
                .contains("not proved since k3s started anew, which comes by itself");
        assertThat(OwnProof.words(EARLIER, Optional.empty(), SeenBox.NOW))
                .isEqualTo(EARLIER.words(SeenBox.NOW));
    }

    @Test
    void eachMustControlThatFailedIsNamedWithWhatToDo() throws Exception {
        assertThatThrownBy(() -> own().refuseFailedMusts("root@box"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.CONTROL_FAILED);
                            assertThat(e.problems())
                                    .extracting(Problem::what)
                                    .containsExactly(
                                            "NET-01 is not met, as the box itself found at " + AT,
                                            "K8S-03 is not met, as the box itself found at " + AT);
                            assertThat(e.getMessage()).contains("`profiles explain NET-01`");
                        });
    }

    @Test
    void aPersonsProofOfLaterOverrulesWhatItFoundMet() throws Exception {
        assertThat(own().document())
                .containsEntry("failed", List.of("NET-01", "K8S-03"))
                .containsEntry("ofThisStart", true);

        said += "after=aa\nunmet=bb K8S-03 LOG-01\n";
        assertThat(own().document()).containsEntry("failed", List.of("K8S-03"));
        assertThatThrownBy(() -> own().refuseFailedMusts("root@box"))
                .hasMessageContaining("K8S-03 is not met")
                .hasMessageNotContaining("NET-01");

        said = said.replace(" K8S-03 LOG-01", "");
        own().refuseFailedMusts("root@box");
    }

    @Test
    void thePersonsProofThatItCameAfterOverrulesNothing() throws Exception {
        said += "after=bb\nunmet=bb\n";

        assertThat(own().failed()).containsExactly("NET-01", "K8S-03");
    }

    @Test
    void withoutAFailureNothingIsRefused() throws Exception {
        said = said.replace("NET-01 K8S-03", "-").replace("exit-code", "success");

        own().refuseFailedMusts("root@box");

        assertThat(own().failed()).isEmpty();
    }

    @Test
    void aBoxThatCannotProveItselfIsWarnedOf() throws Exception {
        said = "timer=inactive\nresult=timeout\nstatus=0\nnext=\n";

        assertThat(own().words(SeenBox.NOW)).isEqualTo("not yet");
        assertThat(own().warnings("box"))
                .extracting(Problem::what)
                .containsExactly(
                        "nordbox-proof.timer does not run, so the box does not prove itself",
                        "the box could not prove itself: its run ended in timeout");
        own().refuseFailedMusts("root@box");
    }

    @Test
    void aBoxThatDoesNotProveItselfSaysNothing() throws Exception {
        said = "";

        assertThat(OwnProof.on(host, SeenBox.goodOne().config())).isEmpty();
    }

    private OwnProof own() throws Exception {
        return OwnProof.on(host, SeenBox.goodOne().config()).orElseThrow();
    }
}
