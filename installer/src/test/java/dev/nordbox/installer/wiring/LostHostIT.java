package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.Pin;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.testbed.OpenSsh;
import dev.nordbox.installer.up.LostHost.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real OpenSSH where a lost host was. */
class LostHostIT {
    private static OpenSsh server;

    @TempDir private Path home;
    @TempDir private Path kits;
    private Kit kit;

    @BeforeAll
    static void startServer() {
        server = new OpenSsh();
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void aKitOfIt() throws Exception {
        kit = with(server.sh("cat /etc/ssh/ssh_host_*_key.pub"));
        k3sIs("echo active");
    }

    private Kit with(String hostKeys) throws Exception {
        return new TrialKit().put(Kit.HOST_KEYS, hostKeys).open(kits);
    }

    private static void k3sIs(String answer) throws Exception {
        server.sh(
                "printf '#!/bin/sh\\n%s\\n' >/usr/local/bin/systemctl && chmod 755 /usr/local/bin/systemctl"
                        .formatted(answer));
    }

    @Test
    void theHostIsFoundWithOrWithoutItsBoxAndNobodyHereRemembersIt() throws Exception {
        assertThat(found(server.address("root"), OpenSsh.key())).isEqualTo(Found.WITH_BOX);

        k3sIs("echo activating; exit 3");
        assertThat(found(server.address("root"), OpenSsh.key())).isEqualTo(Found.WITH_BOX);

        k3sIs("echo inactive; exit 3");
        assertThat(found(server.address("root"), OpenSsh.key())).isEqualTo(Found.WITHOUT_BOX);

        try (Stream<Path> left = Files.walk(home)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aHostThatLetsNobodyInIsKnownByItsKey() throws Exception {
        assertThat(found(server.address("nobody"), OpenSsh.key())).isEqualTo(Found.CLOSED);
    }

    @Test
    void anotherHostAtTheSameAddressIsNotIt() throws Exception {
        kit =
                with(
                        "ssh-ed25519"
                                + " AAAAC3NzaC1lZDI1NTE5AAAAIHE7vC0m5DDTlEqzDbSTi0UfPrsLkSUQPQ0PDtLuxQsq\n");

        assertThat(found(server.address("root"), OpenSsh.key())).isEqualTo(Found.NOT_IT);
    }

    @Test
    void whereNothingListensNothingIsFound() throws Exception {
        assertThat(found("root@127.0.0.1:1", OpenSsh.key())).isEqualTo(Found.NOT_IT);
        assertThat(found("root@127.0.0.1:none", OpenSsh.key())).isEqualTo(Found.NOT_IT);
    }

    @Test
    void aKitThatKnowsNoHostKeyTellsNothing() throws Exception {
        kit = with("");

        assertThat(found(server.address("root"), OpenSsh.key())).isEqualTo(Found.NOT_IT);
    }

    private Found found(String host, Path identity) throws Exception {
        SshConnection way =
                new SshConnection(
                        new TestSurroundings(home).surroundings(),
                        new SshFlags(FirstContact.ASK, Optional.of("none"), Pin.FLAG),
                        event -> {});
        return new LostHostOverSsh(way, Optional.of(identity.toString())).of(host, kit);
    }
}
