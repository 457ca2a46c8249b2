package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.testbed.OpenSsh;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways in that people have: certificates, jump hosts, passwords, security keys. */
class OpenSshAccessIT {
    private static OpenSsh server;
    private static OpenSsh gate;
    @TempDir Path folder;
    private Person person;

    @BeforeAll
    static void startServers() {
        server = new OpenSsh();
        gate = new OpenSsh();
        server.start();
        gate.start();
    }

    @AfterAll
    static void stopServers() {
        server.close();
        gate.close();
    }

    @BeforeEach
    void somebodyNew() throws Exception {
        person = new Person(folder.resolve("home"));
        knows(server);
        knows(gate);
    }

    /** As ssh-keyscan would have it. */
    private void knows(OpenSsh host) throws Exception {
        String key = host.sh("cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub").strip();
        String port = host.address("x").replaceFirst(".*:", "");
        Path file = person.ssh("known_hosts");
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(
                file, before + "[127.0.0.1]:%s,%s %s\n".formatted(port, host.innerAddress(), key));
    }

    @Test
    void theWayThroughAJumpHostIsTheOneThatSshTakes() throws Exception {
        person.configures(
                """
                Host prod
                    HostName %s
                    IdentityFile %s
                    ProxyJump gate
                Host gate
                    HostName 127.0.0.1
                    Port %s
                    User debian
                    IdentityFile %s
                """
                        .formatted(
                                server.innerAddress(),
                                OpenSsh.key(),
                                gate.address("x").replaceFirst(".*:", ""),
                                OpenSsh.key()));

        try (SshHost host = person.at("prod").connect()) {
            String from = host.run(Command.of("sh", "-c", "echo $SSH_CONNECTION")).stdout();
            assertThat(from).startsWith(gate.innerAddress() + " ");
        }
    }

    @Test
    void aJumpHostThatLetsNobodyThroughIsNamedWithTheFix() throws Exception {
        gate.configure("AllowTcpForwarding no");
        try {
            assertThatThrownBy(
                            () ->
                                    person.jumps(gate.address("debian"))
                                            .configures("Host *\n IdentityFile " + OpenSsh.key())
                                            .at("root@" + server.innerAddress())
                                            .connect())
                    .isInstanceOfSatisfying(
                            HostException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE))
                    .hasMessageContaining(gate.address("debian"))
                    .hasMessageContaining("AllowTcpForwarding");
        } finally {
            gate.configure("AllowTcpForwarding yes");
        }
    }

    @Test
    void aUserCertificateBesideTheKeyOpensWhatTheKeyAloneDoesNot() throws Exception {
        Path ca = SshAgentProgram.newKey(folder.resolve("ca"), "ed25519");
        String authority = Files.readString(Path.of(ca + ".pub")).strip();
        authorize("cert-authority " + authority);
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            Path key = SshAgentProgram.newKey(folder.resolve("mine-" + type), type);
            assertThat(refusal(person.names(key)))
                    .contains(key + "): refused", "the server accepts password, publickey");

            sign(ca, key, "-n", "root");

            login(person.names(key));
        }
    }

    @Test
    void aCertificateInTheAgentServesAsWell() throws Exception {
        Path ca = SshAgentProgram.newKey(folder.resolve("ca"), "ed25519");
        authorize("cert-authority " + Files.readString(Path.of(ca + ".pub")).strip());
        Path key = SshAgentProgram.newKey(folder.resolve("mine"), "rsa");
        sign(ca, key, "-n", "root");
        try (SshAgentProgram agent = new SshAgentProgram(folder)) {
            agent.add(key); // and its certificate
            Files.delete(key);

            login(person.usesAgent(agent.socket()));
        }
    }

    @Test
    void aCertificateForSomebodyElseIsToldAsRefused() throws Exception {
        Path ca = SshAgentProgram.newKey(folder.resolve("ca"), "ed25519");
        authorize("cert-authority " + Files.readString(Path.of(ca + ".pub")).strip());
        Path key = SshAgentProgram.newKey(folder.resolve("mine"), "ed25519");
        sign(ca, key, "-n", "somebody");

        assertThat(refusal(person.names(key)))
                .contains("ssh-ed25519-cert-v01@openssh.com", "mine-cert.pub", "refused");
    }

    @Test
    void aSecurityKeySignsThroughTheAgent() throws Exception {
        try (SecurityKeyAgent agent = new SecurityKeyAgent(folder)) {
            authorize(agent.publicLine());

            login(person.usesAgent(agent.socket()));
        }
    }

    @Test
    void aHostCertificateIsEnoughWhereItsAuthorityIsTrusted() throws Exception {
        Path ca = SshAgentProgram.newKey(folder.resolve("host-ca"), "ed25519");
        certifyServer(ca, "box.example.no");
        person.configures("Host *\n  HostKeyAlias box.example.no\n");
        Path known = person.ssh("known_hosts");
        String line = Files.readString(Path.of(ca + ".pub"));

        Files.writeString(known, "@cert-authority *.example.no " + line);
        login(person.names(OpenSsh.key()));

        Files.writeString(known, "@cert-authority *.example.no " + line + "@revoked * " + line);
        assertThat(refusal(person)).contains("is revoked", known + ":2");
    }

    @Test
    void aHostCertificateForAnotherHostIsRefused() throws Exception {
        Path ca = SshAgentProgram.newKey(folder.resolve("host-ca"), "ed25519");
        certifyServer(ca, "other.example.no");
        person.configures("Host *\n  HostKeyAlias box.example.no\n");
        Files.writeString(
                person.ssh("known_hosts"),
                "@cert-authority *.example.no " + Files.readString(Path.of(ca + ".pub")));

        assertThat(refusal(person.names(OpenSsh.key())))
                .contains("host certificate", "box.example.no", "other.example.no");
    }

    @Test
    void aPasswordThatIsTypedLetsInAndSudoGetsItsOwn() throws Exception {
        List<String> asked = new ArrayList<>();
        person.typesSecrets(
                question -> {
                    asked.add(question);
                    return Optional.of("ops-password");
                });

        try (SshHost ops = person.at(server.address("ops")).connect()) {
            Command root = Command.of("sh", "-c", "id -un; cat").withRoot();
            Command withInput = root.withInput("in\nput".getBytes());
            assertThat(ops.run(withInput).stdout()).isEqualTo("root\nin\nput");
            assertThat(ops.run(withInput).stdout()).isEqualTo("root\nin\nput");
            String processes = server.sh("cat /proc/*/cmdline | tr '\\0' ' '");
            assertThat(processes).doesNotContain("ops-password");
        }

        assertThat(asked)
                .containsExactly(
                        "Password for " + server.address("ops") + ": ",
                        "sudo's password for " + server.address("ops") + ": ");
    }

    @Test
    void whatPamAsksIsAskedInTurn() throws Exception {
        server.configure("KbdInteractiveAuthentication yes");
        try {
            List<String> asked = new ArrayList<>();
            person.typesSecrets(
                    question -> {
                        asked.add(question);
                        return Optional.of("ops-password");
                    });

            person.at(server.address("ops")).connect().close();

            assertThat(asked).containsExactly(server.address("ops") + ": Password: ");
        } finally {
            server.configure("KbdInteractiveAuthentication no");
        }
    }

    private void certifyServer(Path ca, String name) throws Exception {
        Path key = folder.resolve("ssh_host_ed25519_key.pub");
        Files.writeString(key, server.sh("cat /etc/ssh/ssh_host_ed25519_key.pub"));
        SshAgentProgram.sign(ca, key, "-h", "-n", name);
        String certificate =
                Files.readString(folder.resolve("ssh_host_ed25519_key-cert.pub")).strip();
        server.sh("echo '" + certificate + "' >/etc/ssh/host-cert.pub");
        server.configure("HostCertificate /etc/ssh/host-cert.pub");
    }

    private static void sign(Path ca, Path key, String... options) throws Exception {
        SshAgentProgram.sign(ca, Path.of(key + ".pub"), options);
    }

    private static void authorize(String line) throws Exception {
        server.execInContainer(
                "sh", "-c", "printf '%s\\n' \"$1\" >>/root/.ssh/authorized_keys", "sh", line);
    }

    private void login(Person who) throws Exception {
        try (SshHost host = who.at(server.address("root")).connect()) {
            assertThat(host.run(Command.of("id", "-u")).stdout()).isEqualTo("0\n");
        }
    }

    private String refusal(Person who) {
        HostException refused =
                catchThrowableOfType(
                        HostException.class, () -> who.at(server.address("root")).connect());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
        return refused.getMessage();
    }
}
