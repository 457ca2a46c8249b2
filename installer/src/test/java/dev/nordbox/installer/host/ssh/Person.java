package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Somebody with a home folder, who wants to log in somewhere. */
final class Person {
    private final Path home;
    private Optional<String> agent = Optional.empty();
    private Optional<Path> identity = Optional.empty();
    private Optional<String> hostKey = Optional.empty();
    private HostKeyConfirmation confirmation = HostKeyConfirmation.NOBODY;
    private PassphrasePrompt passphrases = PassphrasePrompt.NOBODY;
    private SshTimings timings = SshTimings.DEFAULT;

    Person(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        Files.createDirectories(home.resolve(".ssh"));
    }

    Path keeps(String fileName, KeyPair key) throws Exception {
        Path file = ssh(fileName);
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        return file;
    }

    Path keepsEncrypted(String fileName, KeyPair key, String passphrase) throws Exception {
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setPassword(passphrase);
        encryption.setCipherType("256");
        encryption.setKdfRounds(1);
        Path file = ssh(fileName);
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", encryption, out);
        }
        return file;
    }

    Path ssh(String fileName) {
        return home.resolve(".ssh").resolve(fileName);
    }

    Person usesAgent(Path socket) {
        agent = Optional.of(socket.toString());
        return this;
    }

    Person names(Path key) {
        identity = Optional.of(key);
        return this;
    }

    Person pins(String fingerprint) {
        hostKey = Optional.of(fingerprint);
        return this;
    }

    Person answers(HostKeyConfirmation answer) {
        confirmation = answer;
        return this;
    }

    Person types(PassphrasePrompt prompt) {
        passphrases = prompt;
        return this;
    }

    Person waits(Duration limit) {
        timings = new SshTimings(limit, limit, Duration.ofMillis(400), 5);
        return this;
    }

    SshConnector at(String address) throws ProblemException {
        Map<String, String> environment =
                agent.map(socket -> Map.of("SSH_AUTH_SOCK", socket)).orElse(Map.of());
        return SshConnector.of(
                new SshLogin(SshTarget.parse(address), hostKey, identity),
                SshEnvironment.of(environment, home),
                confirmation,
                passphrases,
                timings);
    }
}
