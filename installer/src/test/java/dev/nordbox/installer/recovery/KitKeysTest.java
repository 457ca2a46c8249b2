package dev.nordbox.installer.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.age.HybridIdentity;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitKeysTest {
    private static final String SSH =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHE7vC0m5DDTlEqzDbSTi0UfPrsLkSUQPQ0PDtLuxQsq me@here";

    @TempDir private Path folder;
    private final TrialKit trial = new TrialKit();

    @Test
    void aFileOfAgeKeygenOpensTheKit() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "# mine\n" + trial.key.secretText());

        assertThat(keys().open(trial.in(folder), List.of(key)).manifest().box())
                .isEqualTo("prod-1");
    }

    @Test
    void recipientsComeFromTheLineAndFromFiles() throws Exception {
        Path file = Files.writeString(folder.resolve("id.pub"), "# us\n\n" + SSH + "\n");

        assertThat(keys().recipients(List.of(trial.key.recipient().toString()), List.of(file)))
                .extracting(Object::toString)
                .containsExactly(
                        trial.key.recipient().toString(), SSH.substring(0, SSH.lastIndexOf(' ')));
    }

    @Test
    void postQuantumRecipientsHaveAKitOfTheirOwn() throws Exception {
        HybridIdentity key = HybridIdentity.make(new SecureRandom());
        String recipient = key.recipient().toString();

        assertThat(keys().recipients(List.of(recipient, recipient), List.of())).hasSize(2);
        assertUnusable("post-quantum", () -> keys().recipients(List.of(recipient, SSH), List.of()));
    }

    @Test
    void whatIsWrongWithAKeyIsToldWithItsPlace() throws IOException {
        Path typo = Files.writeString(folder.resolve("typo"), "AGE-SECRET-KEY-1QQQQ");

        assertUnusable("mistyped", () -> keys().recipients(List.of("age1typo"), List.of()));
        assertUnusable("mistyped", () -> keys().open(trial.in(folder), List.of(typo)));
        assertUnusable("no key was named", () -> keys().open(trial.in(folder), List.of()));
        assertUnusable(
                "there is no such file",
                () -> keys().open(folder.resolve("nowhere.kit"), List.of()));
    }

    @Test
    void aFileThatIsNoKitIsToldFromAKitForOthers() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "something else");
        Path key = Files.writeString(folder.resolve("key"), new TrialKit().key.secretText());

        assertUnusable("does not begin as an age v1 file", () -> keys().open(text, List.of(key)));
        assertUnusable(
                "encrypted to other keys (X25519)",
                () -> keys().open(trial.in(folder), List.of(key)));
    }

    private KitKeys keys() {
        return new KitKeys(
                LoginPrompts.NOBODY,
                Optional.empty(),
                folder.resolve("id_ed25519"),
                new Redactor());
    }

    private interface Attempt {
        void make() throws ProblemException;
    }

    private static void assertUnusable(String why, Attempt attempt) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(attempt::make)
                .matches(e -> e.exitCode() == ExitCode.KIT_UNUSABLE)
                .satisfies(
                        e -> assertThat(e.getMessage()).contains(why).doesNotContain("AGE-SECRET"));
    }
}
