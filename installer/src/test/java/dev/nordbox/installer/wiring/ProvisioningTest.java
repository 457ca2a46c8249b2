package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.output.LogOutput;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.steps.Specs;
import java.nio.file.Path;
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
}
