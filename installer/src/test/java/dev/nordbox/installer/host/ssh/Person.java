package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.config.ClientConfig;
import dev.nordbox.installer.host.ssh.config.ConfigFile;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Somebody with a home folder, who wants to log in somewhere. */
final class Person {
    private final Path home;
    private Optional<String> agent = Optional.empty();
    private Optional<Path> identity = Optional.empty();
    private Optional<String> hostKey = Optional.empty();
    private HostKeyConfirmation confirmation = HostKeyConfirmation.NOBODY;
    private LoginPrompts prompts = LoginPrompts.NOBODY;
    private Optional<String> jump = Optional.empty();
    private Optional<Path> newHostKeys = Optional.empty();
    private FirstContact contact = FirstContact.ASK;
    private final List<String> warned = new ArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
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

    /** Types passphrases of key files, and nothing else. */
    Person types(BiFunction<Path, Integer, Optional<char[]>> passphrases) {
        prompts = new Typing(passphrases, question -> Optional.empty(), told);
        return this;
    }

    /** Types what is asked for by name: passwords, one-time codes. */
    Person typesSecrets(Function<String, Optional<String>> secrets) {
        prompts = new Typing((file, attempt) -> Optional.empty(), secrets, told);
        return this;
    }

    private record Typing(
            BiFunction<Path, Integer, Optional<char[]>> passphrases,
            Function<String, Optional<String>> secrets,
            List<String> told)
            implements LoginPrompts {
        @Override
        public boolean somebody() {
            return true;
        }

        @Override
        public Optional<char[]> passphrase(Path file, int attempt) {
            return passphrases.apply(file, attempt);
        }

        @Override
        public Optional<char[]> secret(String question) {
            return secrets.apply(question).map(String::toCharArray);
        }

        @Override
        public Optional<String> answer(String question) {
            return secrets.apply(question);
        }

        @Override
        public void tell(String line) {
            told.add(line);
        }
    }

    /** Writes {@code ~/.ssh/config}. */
    Person configures(String text) throws IOException {
        Files.writeString(ssh("config"), text);
        return this;
    }

    Person jumps(String hosts) {
        jump = Optional.of(hosts);
        return this;
    }

    Person meets(FirstContact firstContact) {
        contact = firstContact;
        return this;
    }

    /** Keys of unknown hosts are remembered there, and not in known_hosts. */
    Person remembersIn(Path file) {
        newHostKeys = Optional.of(file);
        return this;
    }

    /** Pins nothing any more. */
    Person forgetsPin() {
        hostKey = Optional.empty();
        return this;
    }

    /** What was said to the person, and is no question. */
    List<String> told() {
        return told;
    }

    List<String> warned() {
        return warned;
    }

    Person waits(Duration limit) {
        timings = new SshTimings(limit, limit, timings.signature(), Duration.ofMillis(400), 5);
        return this;
    }

    Person waitsForSignatures(Duration limit) {
        timings =
                new SshTimings(
                        timings.connect(),
                        timings.login(),
                        limit,
                        timings.heartbeat(),
                        timings.unanswered());
        return this;
    }

    SshConnector at(String address) throws ProblemException {
        return SshConnector.of(
                new SshLogin(address, jump, hostKey, identity, contact),
                new SshEnvironment(home, agent.map(Path::of), config(), newHostKeys),
                confirmation,
                prompts,
                problem -> warned.add(problem.toString()),
                timings);
    }

    /** Without the machine's own file. */
    private ClientConfig config() {
        Path own = home.resolve(".ssh");
        return new ClientConfig(
                List.of(new ConfigFile(own.resolve("config"), own, true)), home, "me", Map.of());
    }
}
