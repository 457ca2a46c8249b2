package dev.nordbox.installer.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SupportBundleTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final String CANARY = "c4n4ryc4n4ryc4n4ry";

    @TempDir private Path folder;

    /** Each as it gets into a journal: a secret, or what unlocks one. */
    static Stream<String> secrets() {
        String pem = "-----BEGIN %s-----\n" + CANARY + "\n-----END %<s-----\n";
        Stream<String> keys =
                Stream.of(
                                "PRIVATE KEY",
                                "RSA PRIVATE KEY",
                                "EC PRIVATE KEY",
                                "OPENSSH PRIVATE KEY",
                                "ENCRYPTED PRIVATE KEY")
                        .map(pem::formatted);
        return Stream.concat(
                keys.flatMap(key -> Stream.of(key, "data: " + base64(key))),
                Stream.of(
                        "AGE-SECRET-KEY-1" + CANARY.toUpperCase(Locale.ROOT),
                        "K10" + "0a".repeat(32) + "::server:" + CANARY,
                        "starting k3s server --token " + CANARY,
                        "starting k3s server --agent-token=" + CANARY,
                        "curl -H 'Authorization: Bearer " + CANARY + "'",
                        "cloning https://me:" + CANARY + "@git.example.no/x.git",
                        "env REDIS_PASSWORD=" + CANARY,
                        "{\"password\": \"" + CANARY + "\"}",
                        "    client-key-data: " + CANARY,
                        "eyJhbGciOiJSUzI1NiJ9." + CANARY + "." + CANARY,
                        "glpat-" + CANARY));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aSecretInAJournalIsNotInTheBundle(String secret) throws ProblemException, IOException {
        FakeHost host =
                telling("==== nordbox-part journal-k3s.txt\nbefore\n" + secret + "\nafter\n");
        SupportBundle bundle = new SupportBundle(new Redactor(), NOW);
        HostParts.of(host).forEach((name, text) -> bundle.add(name, () -> text));

        String tar = unpacked(bundle);

        assertThat(tar).contains("nordbox-support/journal-k3s.txt", "before", "***", "after");
        assertThat(tar).doesNotContainIgnoringCase(CANARY).doesNotContain(base64(CANARY));
    }

    @Test
    void whatCannotBeHadSaysWhyInItsPlaceWithoutItsSecrets() throws ProblemException, IOException {
        SupportBundle bundle = new SupportBundle(new Redactor(), NOW);
        bundle.add(
                "status.json",
                () -> {
                    throw new ProblemException(
                            ExitCode.NOT_SYNCED,
                            new Problem("no controller answers, token=" + CANARY, "h", ""));
                });
        bundle.add("units.txt", () -> "active");

        assertThat(bundle.names()).containsExactly("status.json", "units.txt");
        assertThat(unpacked(bundle))
                .contains("could not be had: h: no controller answers", "active")
                .doesNotContain(CANARY);
    }

    @Test
    void aDefectInOnePartCostsThatPartAlone() throws ProblemException, IOException {
        SupportBundle bundle = new SupportBundle(new Redactor(), NOW);
        bundle.add(
                "plan.json",
                () -> {
                    throw new IllegalStateException("token=" + CANARY);
                });
        bundle.addAll(
                "host.txt",
                () -> {
                    throw new UnsupportedOperationException("no such thing");
                });
        bundle.add("units.txt", () -> "active");

        assertThat(bundle.names()).containsExactly("plan.json", "host.txt", "units.txt");
        assertThat(unpacked(bundle))
                .contains(
                        "by a defect of nordbox: java.lang.IllegalStateException: token=***",
                        "UnsupportedOperationException: no such thing",
                        "active")
                .doesNotContain(CANARY);
    }

    @Test
    void tarReadsItAndOnlyItsOwnerMay() throws ProblemException, IOException, InterruptedException {
        SupportBundle bundle = new SupportBundle(new Redactor(), NOW);
        bundle.add("a.txt", () -> "one\n");
        bundle.add("b.txt", () -> "x".repeat(1000));
        Path file = folder.resolve("box.tar.gz");
        bundle.write(file);

        Process tar = new ProcessBuilder("tar", "tzf", file.toString()).start();
        String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tar.waitFor()).isZero();
        assertThat(listed.lines())
                .containsExactly("nordbox-support/a.txt", "nordbox-support/b.txt");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whereItCannotBeWrittenTheFlagIsNamed() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () ->
                                new SupportBundle(new Redactor(), NOW)
                                        .write(folder.resolve("no/box.tar.gz")))
                .matches(e -> e.exitCode() == ExitCode.USAGE)
                .withMessageContaining("--out ");
    }

    @Test
    void aHostNamesItsPartsAndNoPathOfOurs() throws ProblemException {
        FakeHost host =
                telling(
                        "==== nordbox-part a.txt\n1\n==== nordbox-part ../../evil\n2\n"
                                + "==== nordbox-part b.txt\n3\n");

        assertThat(HostParts.of(host))
                .containsOnlyKeys("a.txt", "b.txt")
                .containsEntry("a.txt", "1\n");
    }

    private static FakeHost telling(String parts) {
        return FakeHost.debian12()
                .asks(
                        HostParts.LABEL,
                        (host, command) ->
                                new CommandOutcome(
                                        0, "Welcome!\nnordbox-support\t1\n" + parts, ""));
    }

    private String unpacked(SupportBundle bundle) throws ProblemException, IOException {
        Path file = folder.resolve("box.tar.gz");
        bundle.write(file);
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
