package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.LogOutput;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.installer.up.Up;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningTest {
    @TempDir private Path home;

    @Test
    void whatWritesNoKubeconfigIsStoppedByNone() {
        Provisioning plan =
                Provisioning.withoutArrival(
                        new TestSurroundings(home).surroundings(),
                        new SshFlags(FirstContact.ASK, Optional.of("none"), "--host-key"),
                        Map.of(),
                        new LogOutput());

        assertThat(plan.arrival(List.of(), (host, config) -> {}).problems(Specs.plain().config()))
                .isEmpty();
    }

    @Test
    void whereTheCertificateIsIsToldBeforeAnythingIsAwaited() {
        List<Event> events = new ArrayList<>();
        Provisioning plan =
                Provisioning.withoutArrival(
                        new TestSurroundings(home).surroundings(),
                        new SshFlags(FirstContact.ASK, Optional.of("none"), "--host-key"),
                        Map.of(),
                        events::add);
        Problem end = new Problem("here it ends", "the test", "");
        Up.Arrival last =
                (host, config) -> {
                    throw new ProblemException(ExitCode.UNEXPECTED, end);
                };

        assertThatThrownBy(
                        () ->
                                plan.arrival(List.of(last), last)
                                        .complete(FakeHost.debian12(), Specs.plain().config()))
                .hasMessageContaining("here it ends");
        assertThat(events)
                .contains(
                        new Event.Noted(
                                "sealing",
                                "nordbox secret keys --host "
                                        + Specs.plain().config().ssh().host()
                                        + " --certificate > sealing.pem  (it may live in Git)"));
    }
}
