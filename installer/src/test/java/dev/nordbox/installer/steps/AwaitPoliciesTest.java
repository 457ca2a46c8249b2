package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Waiver;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.StepFailed;
import dev.nordbox.installer.step.StepResult;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwaitPoliciesTest {
    private static final String TAKEN = "taken=service: service/nordbox-must-be-refused created\n";

    private final FakeHost host = FakeHost.debian12();
    private final List<String> answers = new ArrayList<>();
    private Command asked = Command.of("true");
    private InstallSpec spec = HeldTo.nordic(Specs.plain());

    @Test
    void itIsWaitedUntilAPolicyBites() throws ProblemException {
        answers.addAll(List.of(TAKEN, TAKEN, ""));

        assertThat(up().changed()).extracting(StepResult::id).contains("policies-in-force");

        assertThat(answers).isEmpty();
        assertThat(asked.words()).endsWith("service", "claim", "networkpolicy");
        assertThat(up().changed()).isEmpty();
    }

    @Test
    void aPolicyThatNeverBitesEndsTheRunBeforeTheController() {
        for (int i = 0; i < 1000; i++) {
            answers.add(TAKEN);
        }

        assertThatThrownBy(this::up)
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMED_OUT))
                .hasMessageContaining("takes what the profile's policies refuse: service");
    }

    @Test
    void networkPoliciesThatNobodyEnforcesEndItToo() {
        spec = Specs.plain();
        answers.add(
                "skipped=time=\"2026-11-23T10:00:00Z\" level=warning msg=\"Skipping network policy"
                        + " controller start, ipset unavailable\"\n");

        assertThatThrownBy(this::up)
                .isInstanceOfSatisfying(
                        StepFailed.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STEP_FAILED))
                .hasMessageContaining("Skipping network policy controller start, ipset unavailable")
                .hasMessageContaining("apt-get install ipset");
    }

    @Test
    void whatIsWaivedIsNotExpectedToBite() throws ProblemException {
        Waiver waiver = new Waiver("K8S-04", "ports", "ops", LocalDate.of(2027, 5, 31));
        spec =
                HeldTo.with(
                        spec,
                        spec.config().git(),
                        Optional.of(HeldTo.profile(List.of(waiver), Map.of())));
        answers.add("");

        up();

        assertThat(asked.words()).endsWith("claim", "networkpolicy").doesNotContain("service");
    }

    private InstallReport up() throws ProblemException {
        host.asks(
                AwaitPolicies.LABEL,
                (fake, command) -> {
                    asked = command;
                    return new CommandOutcome(0, answers.remove(0), "");
                });
        TickingClock clock = new TickingClock();
        Wait brief = new Wait(Duration.ofSeconds(5), Duration.ofSeconds(1), clock, clock::advance);
        return new Provisioning(List.of(new AdoptHost(), new AwaitPolicies(brief)), spec).up(host);
    }
}
