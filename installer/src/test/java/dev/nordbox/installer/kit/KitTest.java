package dev.nordbox.installer.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.nordbox.installer.age.AgeException;
import dev.nordbox.installer.age.AgeException.Reason;
import dev.nordbox.installer.age.AgeInput;
import dev.nordbox.installer.age.AgeOutput;
import dev.nordbox.installer.age.X25519Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KitTest {
    @TempDir private Path folder;
    private final TrialKit trial = new TrialKit();

    @Test
    void whatWasSavedIsRead() throws IOException {
        Kit kit = trial.open(folder);

        assertThat(kit.manifest().parts())
                .extracting(Part::path)
                .containsExactlyElementsOf(trial.parts.keySet());
        assertThat(kit.manifest().repository()).isEqualTo(trial.facts.repository());
        assertThat(kit.small(Kit.TOKEN)).hasValue(trial.parts.get(Kit.TOKEN));
        assertThat(kit.small(Kit.SNAPSHOT)).isEmpty();
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        kit.copy(Kit.SNAPSHOT, snapshot);
        assertThat(snapshot.toByteArray()).isEqualTo(trial.parts.get(Kit.SNAPSHOT));
    }

    @Test
    void aKitOfABoxWithoutARepositoryIsOne() {
        Manifest facts = trial.facts;
        trial.facts =
                new Manifest(
                        facts.created(),
                        facts.nordbox(),
                        facts.k3s(),
                        facts.box(),
                        facts.host(),
                        facts.node(),
                        Optional.empty(),
                        List.of());

        assertThat(trial.open(folder).manifest().repository()).isEmpty();
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        Path file = trial.in(folder);

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> Kit.open(file, List.of(X25519Identity.make(new SecureRandom()))))
                .matches(e -> e.reason() == Reason.NO_KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 400, 66_000, 140_000, -1})
    void aKitThatWasCutIsRefused(int length) throws IOException {
        Path file = trial.in(folder);
        byte[] whole = Files.readAllBytes(file);
        int kept = length < 0 ? whole.length + length : length;

        Files.write(file, Arrays.copyOf(whole, kept));

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> Kit.open(file, List.of(trial.key)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the old CA | the new CA | k3s/server/tls/server-ca.crt is not what its manifest",
                "\"version\":1 | \"version\":3 | a kit of version 3, and this nordbox knows none after 2",
                "old-node | $(touch) | its manifest names a node that no cluster has",
                "nordbox-kit | somebodys-k | a file of another kind: somebodys-k",
                "k3s/token\0 | ../k3s/tok | not a recovery kit",
                "k3s/token\0 | k3s/.token | not a recovery kit"
            })
    void whatSomebodyElseEncryptedForUsIsNotTrustedForThat(String from, String to, String why)
            throws IOException {
        Path file = trial.in(folder);

        rewrite(file, tar -> replaced(tar, from, to));

        assertThatExceptionOfType(KitDamaged.class)
                .isThrownBy(() -> Kit.open(file, List.of(trial.key)))
                .withMessageContaining(why);
    }

    @Test
    void anAgeFileWithSomethingElseInItIsNoKit() throws IOException {
        Path file = trial.in(folder);

        rewrite(file, tar -> "my diary".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(KitDamaged.class)
                .isThrownBy(() -> Kit.open(file, List.of(trial.key)))
                .withMessageContaining("not a recovery kit");
    }

    @Test
    void aKitThatWasNotFinishedIsNoKit() throws IOException {
        Path file = folder.resolve("box.kit");
        try (KitOutput out =
                new KitOutput(
                        Files.newOutputStream(file),
                        List.of(trial.key.recipient()),
                        new SecureRandom(),
                        TrialKit.CREATED)) {
            out.part(Kit.TOKEN, new byte[] {1});
        }

        assertThatExceptionOfType(KitDamaged.class)
                .isThrownBy(() -> Kit.open(file, List.of(trial.key)));
    }

    @Test
    void whatComesBehindTheEndIsRefused() throws IOException {
        Path file = trial.in(folder);

        rewrite(file, tar -> Arrays.copyOf(tar, tar.length + 512));

        assertThatExceptionOfType(KitDamaged.class)
                .isThrownBy(() -> Kit.open(file, List.of(trial.key)))
                .withMessage("it goes on after its end");
    }

    @ParameterizedTest
    @ValueSource(strings = {Kit.TOKEN, Kit.SNAPSHOT})
    void aKitWithoutItsHeartIsRefused(String path) {
        Path file = trial.without(path).in(folder);

        assertThatExceptionOfType(KitDamaged.class)
                .isThrownBy(() -> Kit.open(file, List.of(trial.key)))
                .withMessage("it has no " + path);
    }

    @Test
    void aPartMustHaveTheSizeThatWasSaid() throws IOException {
        try (KitOutput out =
                new KitOutput(
                        OutputStream.nullOutputStream(),
                        List.of(trial.key.recipient()),
                        new SecureRandom(),
                        TrialKit.CREATED)) {
            OutputStream part = out.part(Kit.TOKEN, "600", 5);
            part.write(new byte[4]);
            assertThatIOException().isThrownBy(part::close).withMessageContaining("4 bytes, not 5");
            assertThatIOException().isThrownBy(() -> out.part("../x", new byte[0]));
            assertThatIOException().isThrownBy(() -> out.part("/etc/shadow", new byte[0]));
            assertThatIOException().isThrownBy(() -> out.part("a b", new byte[0]));
        }
    }

    /** Decrypts, changes, and encrypts again: what anybody can do who knows the recipient. */
    private void rewrite(Path file, UnaryOperator<byte[]> change) throws IOException {
        byte[] tar;
        try (InputStream in = new AgeInput(Files.newInputStream(file), List.of(trial.key))) {
            tar = in.readAllBytes();
        }
        try (OutputStream out =
                new AgeOutput(
                        Files.newOutputStream(file),
                        List.of(trial.key.recipient()),
                        new SecureRandom())) {
            out.write(change.apply(tar));
        }
    }

    private static byte[] replaced(byte[] tar, String from, String to) {
        String text = new String(tar, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
