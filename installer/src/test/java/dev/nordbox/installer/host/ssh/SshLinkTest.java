package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.host.CappedOutput;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.problem.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that break, hosts that do not answer, commands that do not end. */
class SshLinkTest {
    @TempDir Path folder;
    private LocalSshServer server;
    private Link link;
    private Person person;

    @BeforeEach
    void startServer() throws Exception {
        KeyPair key = LocalSshServer.newKeyPair();
        server = LocalSshServer.start(folder.resolve("server"));
        server.authorize(key.getPublic());
        link = new Link(server.port());
        person = new Person(folder.resolve("home"));
        person.keeps("id_ecdsa", key);
        person.pins(server.fingerprint());
    }

    @AfterEach
    void stopServer() throws Exception {
        link.close();
        server.close();
    }

    @Test
    void aCommandWhoseConnectionBreaksIsLostNotFailed() throws Exception {
        try (SshHost host = connect()) {
            Path started = folder.resolve("started");
            CompletableFuture<HostException> loss =
                    failureOf(host, Command.of("sh", "-c", "touch " + started + "; sleep 60"));
            await().until(() -> Files.exists(started));

            link.cut();

            assertLost(loss.join());
        }
    }

    @Test
    void aPeerThatWentSilentIsFoundOut() throws Exception {
        person.waits(Duration.ofSeconds(10));
        try (SshHost host = connect()) {
            Path started = folder.resolve("started");
            CompletableFuture<HostException> loss =
                    failureOf(host, Command.of("sh", "-c", "touch " + started + "; sleep 60"));
            await().until(() -> Files.exists(started));

            link.die();

            await().atMost(Duration.ofSeconds(10)).until(loss::isDone);
            assertLost(loss.join());
        }
    }

    @Test
    void afterALossEveryCommandSaysSo() throws Exception {
        try (SshHost host = connect()) {
            link.cut();

            await().untilAsserted(
                            () ->
                                    assertLost(
                                            catchThrowableOfType(
                                                    HostException.class,
                                                    () -> host.run(Command.of("true")))));
        }
    }

    @Test
    void anUploadThatBrokeGoesOnWhereItStopped() throws Exception {
        Path local = localFile(8 << 20);
        String sum = sha256(local);
        String target = folder.resolve("far/tool").toString();
        try (SshHost host = connect()) {
            link.cutAfter(4 << 20);
            assertLost(
                    catchThrowableOfType(
                            HostException.class,
                            () ->
                                    host.upload(
                                            local, sum, target, "0755", TransferProgress.SILENT)));
        }
        assertThat(Path.of(target)).doesNotExist();
        link.cutAfter(Long.MAX_VALUE);

        List<Long> progress = new ArrayList<>();
        try (SshHost host = connect()) {
            host.upload(local, sum, target, "0755", (sent, total) -> progress.add(sent));
        }

        assertThat(progress.get(0)).isGreaterThan(1 << 20);
        assertThat(Path.of(target)).hasSameBinaryContentAs(local);
        assertThat(Path.of(target).getParent().toFile().list()).containsExactly("tool");
    }

    @Test
    void anUploadToAPeerThatWentSilentEnds() throws Exception {
        person.waits(Duration.ofSeconds(10));
        Path local = localFile(8 << 20);
        String target = folder.resolve("far/tool").toString();
        try (SshHost host = connect()) {
            link.dieAfter(1 << 20);

            assertLost(
                    catchThrowableOfType(
                            HostException.class,
                            () ->
                                    host.upload(
                                            local,
                                            sha256(local),
                                            target,
                                            "0755",
                                            TransferProgress.SILENT)));
        }
    }

    @Test
    void aCommandThatDoesNotEndMeetsItsDeadline() throws Exception {
        try (SshHost host = connect()) {
            Command sleep = Command.of("sleep", "60").within(Duration.ofMillis(300));

            assertThatThrownBy(() -> host.run(sleep))
                    .isInstanceOfSatisfying(
                            HostException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMED_OUT))
                    .hasMessageContaining("`sleep 60` was not done after 300 ms");
            assertThat(host.run(Command.of("echo", "alive")).stdout()).isEqualTo("alive\n");
        }
    }

    @Test
    void aQuietCommandThatWorksIsNotCut() throws Exception {
        try (SshHost host = connect()) {
            Command work =
                    Command.of(
                                    "sh",
                                    "-c",
                                    "end=$(($(date +%s) + 5)); while [ $(date +%s) -lt $end ]; do"
                                            + " :; done; echo worked")
                            .within(Duration.ofSeconds(1));

            assertThat(host.run(work).stdout()).isEqualTo("worked\n");
        }
    }

    @Test
    void aCommandThatStillPrintsIsNotCut() throws Exception {
        try (SshHost host = connect()) {
            Command talk =
                    Command.of("sh", "-c", "for i in 1 2 3 4 5 6; do sleep 0.5; echo $i; done")
                            .within(Duration.ofSeconds(2));

            assertThat(host.run(talk).stdout()).isEqualTo("1\n2\n3\n4\n5\n6\n");
        }
    }

    @Test
    void outputIsCappedAndTheCommandStillEnds() throws Exception {
        try (SshHost host = connect()) {
            Command flood =
                    Command.of("sh", "-c", "head -c 20000000 /dev/zero | tr '\\0' x; exit 7");

            CommandOutcome outcome = host.run(flood);

            assertThat(outcome.exitCode()).isEqualTo(7);
            assertThat(outcome.stdout())
                    .hasSizeBetween(CappedOutput.LIMIT - 100, CappedOutput.LIMIT);
        }
    }

    @Test
    void aProofOfLoginFailsWhenNobodyIsThereAnyMore() throws Exception {
        try (SshHost host = connect()) {
            link.close();

            assertThatThrownBy(() -> host.proveLogin(Duration.ofSeconds(5)))
                    .isInstanceOf(HostException.class);
        }
    }

    @Test
    void afterALossTheSameRunConnectsAgain() throws Exception {
        try (SshHost host = connect()) {
            host.run(Command.of("true"));
            link.cut();

            host.connectAgain();

            assertThat(host.run(Command.of("echo", "back")).stdout()).isEqualTo("back\n");
        }
    }

    @Test
    void afterALossAPassphraseIsNotAskedForAgain() throws Exception {
        KeyPair locked = LocalSshServer.newKeyPair();
        server.forget();
        server.authorize(locked.getPublic());
        person.names(person.keepsEncrypted("id_locked", locked, "open sesame"));
        List<Path> asked = new ArrayList<>();
        person.types(
                (file, attempt) -> {
                    asked.add(file);
                    return Optional.of("open sesame".toCharArray());
                });
        try (SshHost host = connect()) {
            link.cut();

            host.connectAgain();

            assertThat(host.run(Command.of("echo", "back")).stdout()).isEqualTo("back\n");
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void anotherKeyThanBeforeIsRefusedEvenWhereItIsKnown() throws Exception {
        KeyPair other = LocalSshServer.newKeyPair();
        person.forgetsPin();
        person.meets(FirstContact.ACCEPT_NEW);
        try (SshHost host = connect()) {
            server.close();
            KeyPair another = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
            Files.writeString(
                    person.ssh("known_hosts"),
                    "[127.0.0.1]:%d %s%n"
                            .formatted(link.port(), PublicKeyEntry.toString(another.getPublic())),
                    StandardOpenOption.APPEND);
            try (LocalSshServer impostor =
                    LocalSshServer.start(
                            folder.resolve("other"), server.port(), List.of(another))) {
                impostor.authorize(other.getPublic());
                link.cut();

                assertThatThrownBy(host::connectAgain)
                        .isInstanceOfSatisfying(
                                HostException.class,
                                e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED))
                        .hasMessageContaining("host key mismatch");
            }
        }
    }

    @Test
    void aLoginThatIsNotTakenAnyMoreIsRefusedNotUnreachable() throws Exception {
        try (SshHost host = connect()) {
            server.forget();
            link.cut();

            assertThatThrownBy(host::connectAgain)
                    .isInstanceOfSatisfying(
                            HostException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED));
        }
    }

    @Test
    void aCommandThatIsCutInTheMiddleIsDoneAgainByTheSameRun() throws Exception {
        Path started = folder.resolve("started");
        Command work =
                Command.of(
                        "sh",
                        "-c",
                        "if [ -e %1$s ]; then echo again; else touch %1$s; sleep 60; fi"
                                .formatted(started));
        Reconnection reconnection = new Reconnection(Reconnection.Watch.NOBODY, pause -> {});
        try (SshHost host = connect()) {
            CompletableFuture<Void> cut =
                    CompletableFuture.runAsync(
                            () -> {
                                await().until(() -> Files.exists(started));
                                cut();
                            });

            String said = reconnection.during(host, () -> host.run(work).stdout());

            cut.join();
            assertThat(said).isEqualTo("again\n");
        }
    }

    private void cut() {
        try {
            link.cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anUploadThatIsCutInTheMiddleGoesOnOverANewConnection() throws Exception {
        Path local = localFile(8 << 20);
        String target = folder.resolve("far/tool").toString();
        List<Long> progress = new CopyOnWriteArrayList<>();
        Reconnection reconnection =
                new Reconnection(Reconnection.Watch.NOBODY, pause -> link.mend());
        try (SshHost host = connect()) {
            link.cutAfter(4 << 20);
            String said =
                    reconnection.during(
                            host,
                            () -> {
                                host.upload(
                                        local,
                                        sha256(local),
                                        target,
                                        "0755",
                                        (sent, total) -> progress.add(sent));
                                return host.run(Command.of("echo", "done")).stdout();
                            });

            assertThat(said).isEqualTo("done\n");
        }
        assertThat(Path.of(target)).hasSameBinaryContentAs(local);
        assertThat(Path.of(target).getParent().toFile().list()).containsExactly("tool");
        assertThat(progress).filteredOn(sent -> sent == 0L).hasSizeLessThan(2);
    }

    private Path localFile(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve("local"), bytes);
    }

    private static String sha256(Path file) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(sum);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private SshHost connect() throws Exception {
        return person.at("root@127.0.0.1:" + link.port()).connect();
    }

    private static CompletableFuture<HostException> failureOf(SshHost host, Command command) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        throw new CompletionException(
                                new AssertionError("ended with " + host.run(command)));
                    } catch (HostException e) {
                        return e;
                    }
                });
    }

    private static void assertLost(HostException loss) {
        assertThat(loss.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE);
        assertThat(loss)
                .hasMessageContaining("connection lost")
                .hasMessageContaining("run the same command again");
    }
}
