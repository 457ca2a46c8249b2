package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.ssh.SshTarget;
import dev.nordbox.installer.host.ssh.Whereabouts;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.Pin;
import dev.nordbox.installer.output.LogOutput;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConnectionTest {
    @TempDir Path folder;

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(
                folder.resolve("config"),
                """
                Host box
                  HostName 203.0.113.7
                  Port 2222
                Host inner
                  HostName 10.0.0.7
                  ProxyJump gate
                """);
    }

    @Test
    void aBoxIsWhereItsNameInTheConfigurationLeads() throws Exception {
        assertThat(whereabouts("box"))
                .isEqualTo(new Whereabouts(new SshTarget("root", "203.0.113.7", 2222), true));
    }

    @Test
    void behindAJumpHostAnAddressMayBeSomebodyElsesHere() throws Exception {
        assertThat(whereabouts("inner").direct()).isFalse();
    }

    @Test
    void aBoxByAnotherNameIsTheSameBox() throws Exception {
        BoxConfig byName = Specs.reachedBy("root@box", null).config();

        BoxConfig resolved = connection().resolve(byName);

        assertThat(resolved.ssh().host()).isEqualTo("root@box");
        assertThat(resolved.ssh().address()).isEqualTo("203.0.113.7");
        assertThat(resolved.k3s()).isEqualTo(byName.k3s());
    }

    @Test
    void aPinThatIsNoneIsRefusedWhereItWasSaid() {
        SshConnection pinned =
                new SshConnection(
                        new TestSurroundings(folder).surroundings(),
                        new SshFlags(FirstContact.ASK, Optional.of("none"), "`ssh.hostKey` of box"),
                        new LogOutput());
        BoxConfig.Ssh ssh =
                new BoxConfig.Ssh(
                        "203.0.113.7",
                        Optional.empty(),
                        Optional.of("SHA256:short"),
                        Optional.empty());

        assertThatThrownBy(() -> pinned.connect(ssh))
                .hasMessageContaining("`ssh.hostKey` of box SHA256:short");
    }

    private Whereabouts whereabouts(String host) throws ProblemException {
        return connection().whereaboutsOf(Specs.reachedBy(host, null).config().ssh());
    }

    private SshConnection connection() {
        String file = folder.resolve("config").toString();
        return new SshConnection(
                new TestSurroundings(folder).surroundings(),
                new SshFlags(FirstContact.ASK, Optional.of(file), Pin.FLAG),
                new LogOutput());
    }
}
