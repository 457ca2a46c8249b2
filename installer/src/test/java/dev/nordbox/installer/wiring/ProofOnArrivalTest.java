package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.control.Uptime;
import dev.nordbox.installer.evidence.OwnProof;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.ssh.SshTarget;
import dev.nordbox.installer.host.ssh.Whereabouts;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.steps.HeldTo;
import dev.nordbox.installer.steps.Provisioning;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.installer.up.Phases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofOnArrivalTest {
    @TempDir Path home;

    private final FakeHost host = FakeHost.debian12();
    private final List<Event> events = new ArrayList<>();
    private InstallSpec spec = HeldTo.nordic(Specs.plain());
    private String counts = "nordic/no: 30 pass";
    private String own = "";
    private int proofs;

    @BeforeEach
    void aBoxThatWasProvedAnHourAgo() {
        host.asks(
                "cat",
                (fake, command) ->
                        command.words().get(1).endsWith("last-proof")
                                ? said(anHourAgo() + " " + counts)
                                : said("boot=4be9 k3s=a1b2"));
        host.asks(Uptime.LABEL, (fake, command) -> said("boot=4be9\nk3s=a1b2\n"));
        host.asks("go before the box' own proof", (fake, command) -> said(""));
        host.asks("let the box prove itself again", (fake, command) -> said(""));
        host.asks(OwnProof.LABEL, (fake, command) -> said(own));
        host.asks(
                "fetch the evidence",
                (fake, command) -> {
                    proofs++;
                    return new CommandOutcome(1, "", "this is as far as it gets here");
                });
    }

    @Test
    void aRunThatChangedNothingDoesNotRepeatAProofThatHolds() throws ProblemException {
        InstallReport first = Provisioning.ofHostSteps(spec).up(host);
        InstallReport second = Provisioning.ofHostSteps(spec).up(host);

        assertThatThrownBy(() -> arrive(first)).hasMessageContaining("as far as it gets");
        arrive(second);

        assertThat(proofs).isEqualTo(1);
        assertThat(events)
                .anySatisfy(
                        event ->
                                assertThat(event)
                                        .isEqualTo(
                                                new Event.Noted(
                                                        "verify",
                                                        "proved 60 minutes ago, nordic/no: 30"
                                                                + " pass")));
    }

    @Test
    void aProofThatSomethingFailedInIsMadeAgain() throws ProblemException {
        counts = "nordic/no: 29 pass, 1 fail";
        Provisioning.ofHostSteps(spec).up(host);
        InstallReport second = Provisioning.ofHostSteps(spec).up(host);

        assertThatThrownBy(() -> arrive(second)).hasMessageContaining("as far as it gets");
        assertThat(proofs).isEqualTo(1);
    }

    @Test
    void aFailureThatTheBoxItselfFoundSinceIsNotPassedOver() throws ProblemException {
        Provisioning.ofHostSteps(spec).up(host);
        InstallReport second = Provisioning.ofHostSteps(spec).up(host);
        own = "note=%s nordic/no: 29 pass, 1 fail\nuptime=boot=4be9 k3s=a1b2\nfailed=NET-01\n";
        own = own.formatted(surroundings().clock().instant()) + "timer=active\n";

        assertThatThrownBy(() -> arrive(second)).hasMessageContaining("as far as it gets");

        own = own.replace("NET-01", "-");
        arrive(second);
        assertThat(proofs).isEqualTo(1);
    }

    @Test
    void withoutAProfileThereIsNothingToProve() throws ProblemException {
        spec = Specs.plain();

        arrive(Provisioning.ofHostSteps(spec).up(host));

        assertThat(proofs).isZero();
        assertThat(events).isEmpty();
    }

    private void arrive(InstallReport report) throws ProblemException {
        Proving proving =
                new Proving(
                        surroundings(),
                        spec.config().ssh(),
                        new Whereabouts(new SshTarget("root", "203.0.113.7", 22), true));
        new ProofOnArrival(
                        proving,
                        Optional.empty(),
                        "1",
                        events::add,
                        new Phases(events::add, surroundings().clock()))
                .complete(host, spec.config(), report);
    }

    private Surroundings surroundings() {
        return new TestSurroundings(home).surroundings();
    }

    private String anHourAgo() {
        return surroundings()
                .clock()
                .instant()
                .minus(Duration.ofHours(1))
                .toString()
                .replaceFirst("\\.\\d+", "");
    }

    private static CommandOutcome said(String text) {
        return new CommandOutcome(0, text, "");
    }
}
