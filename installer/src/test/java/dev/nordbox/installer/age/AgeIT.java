package dev.nordbox.installer.age;

import static dev.nordbox.installer.age.TrialAge.bytes;
import static dev.nordbox.installer.age.TrialAge.decrypt;
import static dev.nordbox.installer.age.TrialAge.encrypt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.nordbox.installer.host.ssh.Ed25519File;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.TerminalPrompts;
import dev.nordbox.installer.output.Terminal;
import dev.nordbox.installer.output.Typist;
import dev.nordbox.installer.testbed.BuildCache;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the stock {@code age}, both ways; {@code ci/setup} installs it. */
class AgeIT {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 65535, 65536, 65537, 1_000_000})
    void filesForAKeyOfAgesOwnGoBothWays(int size) throws Exception {
        run("", "age-keygen", "-o", "key");
        Identity key = Identity.parse(Files.readString(folder.resolve("key"))).get(0);
        String recipient = run("", "age-keygen", "-y", "key").strip();
        write("plain", bytes(size));

        run("", "age", "-r", recipient, "-o", "theirs", "plain");
        write("ours", encrypt(bytes(size), Recipient.parse(recipient)));
        run("", "age", "-d", "-i", "key", "-o", "back", "ours");

        assertThat(decrypt(read("theirs"), key)).isEqualTo(bytes(size));
        assertThat(read("back")).isEqualTo(bytes(size));
    }

    @Test
    void filesForAnSshKeyGoBothWays() throws Exception {
        run("", "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "me@here", "-f", "id");
        SshIdentity key = Ed25519File.open(folder.resolve("id"), LoginPrompts.NOBODY);
        write("plain", bytes(100_000));

        run("", "age", "-R", "id.pub", "-o", "theirs", "plain");
        String line = Files.readString(folder.resolve("id.pub"));
        write("ours", encrypt(bytes(100_000), Recipient.parse(line)));
        run("", "age", "-d", "-i", "id", "-o", "back", "ours");

        assertThat(decrypt(read("theirs"), key)).isEqualTo(bytes(100_000));
        assertThat(read("back")).isEqualTo(bytes(100_000));
        assertThat(line).startsWith(key.recipient().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65536, 200_000})
    void filesForAPostQuantumKeyGoBothWays(int size) throws Exception {
        run("", newAge("age-keygen"), "-pq", "-o", "key");
        HybridIdentity key =
                (HybridIdentity) Identity.parse(Files.readString(folder.resolve("key"))).get(0);
        String recipient = run("", newAge("age-keygen"), "-y", "key").strip();
        HybridIdentity another = HybridIdentity.make(TrialAge.RANDOM);
        write("plain", bytes(size));

        run("", newAge("age"), "-r", recipient, "-o", "theirs", "plain");
        write("ours", encrypt(bytes(size), another.recipient(), Recipient.parse(recipient)));
        run("", newAge("age"), "-d", "-i", "key", "-o", "back", "ours");
        write("another", another.secretText().getBytes());
        run("", newAge("age"), "-d", "-i", "another", "-o", "back2", "ours");

        assertThat(key.recipient()).hasToString(recipient);
        assertThat(decrypt(read("theirs"), key)).isEqualTo(bytes(size));
        assertThat(read("back")).isEqualTo(bytes(size));
        assertThat(read("back2")).isEqualTo(bytes(size));
    }

    /** One that knows them: {@code ci/age} builds it. */
    private static String newAge(String program) throws IOException {
        String named = System.getenv("NORDBOX_AGE");
        if (named != null) {
            return Path.of(named, program).toString();
        }
        Path cache = BuildCache.resolve("age");
        if (Files.isDirectory(cache)) {
            try (Stream<Path> versions = Files.list(cache)) {
                Optional<Path> newest = versions.max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get().resolve(program).toString();
                }
            }
        }
        throw new IOException("no age that knows post-quantum keys; run ci/age");
    }

    @Test
    void anSshKeyWithAPassphraseIsAskedFor() throws Exception {
        run("", "ssh-keygen", "-q", "-t", "ed25519", "-N", "sesame", "-f", "id");
        Recipient recipient = Recipient.parse(Files.readString(folder.resolve("id.pub")));
        Terminal typist = new Typist("wrong", "sesame");

        SshIdentity key =
                Ed25519File.open(folder.resolve("id"), new TerminalPrompts(Optional.of(typist)));

        assertThat(decrypt(encrypt(bytes(9), recipient), key)).isEqualTo(bytes(9));
        assertThatIOException()
                .isThrownBy(() -> Ed25519File.open(folder.resolve("id"), LoginPrompts.NOBODY))
                .withMessageContaining("no passphrase given");
    }

    @Test
    void anSshKeyOfAnotherTypeIsNamed() throws Exception {
        run("", "ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", "id");

        assertThatIOException()
                .isThrownBy(() -> Ed25519File.open(folder.resolve("id"), LoginPrompts.NOBODY))
                .withMessageContaining("not of type ed25519");
    }

    @Test
    void filesWithAPassphraseGoBothWays() throws Exception {
        write("plain", bytes(1000));
        write("ours", encrypt(bytes(1000), new Passphrase("correct horse".toCharArray())));

        // age asks the terminal, of which script makes one.
        run(
                "correct horse\ncorrect horse\n",
                "script",
                "-qec",
                "age -p -o theirs plain",
                "/dev/null");
        run("correct horse\n", "script", "-qec", "age -d -o back ours", "/dev/null");

        assertThat(decrypt(read("theirs"), new Passphrase("correct horse".toCharArray())))
                .isEqualTo(bytes(1000));
        assertThat(read("back")).isEqualTo(bytes(1000));
    }

    @Test
    void severalRecipientsOfBothKindsAreFine() throws Exception {
        run("", "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "id");
        X25519Identity own = X25519Identity.make(TrialAge.RANDOM);
        Recipient ssh = Recipient.parse(Files.readString(folder.resolve("id.pub")));
        write("ours", encrypt(bytes(70_000), own.recipient(), ssh));
        write("key", own.secretText().getBytes());

        run("", "age", "-d", "-i", "key", "-o", "one", "ours");
        run("", "age", "-d", "-i", "id", "-o", "other", "ours");

        assertThat(read("one")).isEqualTo(bytes(70_000));
        assertThat(read("other")).isEqualTo(bytes(70_000));
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private String run(String input, String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("stderr").toFile())
                        .start();
        if (!input.isEmpty()) {
            Thread.sleep(500); // a terminal swallows what is typed before the question
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes());
            in.flush();
            String said = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(
                            String.join(" ", words)
                                    + ": "
                                    + said
                                    + Files.readString(folder.resolve("stderr")))
                    .isZero();
            return said;
        }
    }
}
