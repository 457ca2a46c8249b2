package dev.nordbox.installer.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.age.AgeOutput;
import dev.nordbox.installer.age.Passphrase;
import dev.nordbox.installer.age.Recipient;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key of {@code age-keygen | age -p}, which age takes as it takes a plain one. */
class IdentityFileTest {
    private static final String RIGHT = "correct horse";

    @TempDir private Path folder;
    private final TrialKit trial = new TrialKit();

    @Test
    void aKeyBehindAPassphraseOpensTheKitAtTheThirdTry() throws Exception {
        Typing person = new Typing("wrong", "also wrong", RIGHT);
        Path key = Files.write(folder.resolve("key.age"), locked(new Passphrase(chars(RIGHT))));

        assertThat(keys(person).open(trial.in(folder), List.of(key)).manifest().box())
                .isEqualTo("prod-1");
        assertThat(person.attempts).containsExactly(1, 2, 3);
    }

    @Test
    void anArmouredOneIsNotTakenForAnSshKey() throws Exception {
        Path key =
                Files.writeString(
                        folder.resolve("key.age"), armoured(locked(new Passphrase(chars(RIGHT)))));

        assertThat(keys(new Typing(RIGHT)).open(trial.in(folder), List.of(key)).manifest().box())
                .isEqualTo("prod-1");
    }

    @Test
    void whoDoesNotKnowThePassphraseIsToldSo() throws Exception {
        Path key = Files.write(folder.resolve("key.age"), locked(new Passphrase(chars(RIGHT))));

        refused(
                () -> keys(new Typing("a", "b", "c", RIGHT)).open(trial.in(folder), List.of(key)),
                "the passphrase of the key is another one",
                "age -d " + key);
        refused(
                () -> keys(LoginPrompts.NOBODY).open(trial.in(folder), List.of(key)),
                "the key has a passphrase, and nobody typed it",
                "run in a terminal");
    }

    @Test
    void whatIsNoKeyFileOfAgeIsTold() throws Exception {
        Path toKeys = Files.write(folder.resolve("to-keys"), locked(trial.key.recipient()));
        String whole = armoured(locked(trial.key.recipient()));
        Path cut = Files.writeString(folder.resolve("cut"), whole.substring(0, 200));
        Path large = Files.write(folder.resolve("large"), new byte[2 << 20]);

        refused(
                () -> keys(LoginPrompts.NOBODY).open(trial.in(folder), List.of(toKeys)),
                "encrypted to keys, not with a passphrase");
        refused(
                () -> keys(LoginPrompts.NOBODY).open(trial.in(folder), List.of(cut)),
                "the last line of its armour is missing");
        refused(
                () -> keys(LoginPrompts.NOBODY).open(trial.in(folder), List.of(large)),
                "too large for a file of keys");
    }

    @Test
    void anArmouredKitSaysHowItsArmourComesOff() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), trial.key.secretText());
        byte[] kit = Files.readAllBytes(trial.in(folder));
        Path file = Files.writeString(folder.resolve("armoured"), armoured(kit));

        refused(
                () -> keys(LoginPrompts.NOBODY).open(file, List.of(key)),
                "armoured text",
                "grep -v -- ----- %1$s | base64 -d > %1$s.bin".formatted(file));
    }

    private byte[] locked(Recipient recipient) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (AgeOutput out = new AgeOutput(file, List.of(recipient), new SecureRandom())) {
            out.write(("# public key: …\n" + trial.key.secretText() + "\n").getBytes("UTF-8"));
        }
        return file.toByteArray();
    }

    private static String armoured(byte[] file) {
        return "-----BEGIN AGE ENCRYPTED FILE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(file)
                + "\n-----END AGE ENCRYPTED FILE-----\n";
    }

    private static char[] chars(String text) {
        return text.toCharArray();
    }

    private KitKeys keys(LoginPrompts person) {
        return new KitKeys(person, Optional.empty(), folder.resolve("id_ed25519"), new Redactor());
    }

    private interface Attempt {
        void make() throws ProblemException;
    }

    private static void refused(Attempt attempt, String... words) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(attempt::make)
                .matches(e -> e.exitCode() == ExitCode.KIT_UNUSABLE)
                .withMessageContainingAll(words);
    }

    private static final class Typing implements LoginPrompts {
        private final Deque<String> words;
        private final List<Integer> attempts = new ArrayList<>();

        Typing(String... words) {
            this.words = new ArrayDeque<>(Arrays.asList(words));
        }

        @Override
        public boolean somebody() {
            return true;
        }

        @Override
        public Optional<char[]> passphrase(Path file, int attempt) {
            attempts.add(attempt);
            return secret("");
        }

        @Override
        public Optional<char[]> secret(String question) {
            return Optional.ofNullable(words.poll()).map(String::toCharArray);
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.empty();
        }

        @Override
        public void tell(String line) {}
    }
}
