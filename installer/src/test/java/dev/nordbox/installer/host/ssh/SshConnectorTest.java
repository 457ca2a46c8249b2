package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation.Answer;
import dev.nordbox.installer.problem.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to get in, and what is said to somebody who does not. */
class SshConnectorTest {
    @TempDir Path folder;
    private LocalSshServer server;
    private Person person;
    private KeyPair key;

    @BeforeEach
    void startServer() throws Exception {
        key = LocalSshServer.newKeyPair();
        server = LocalSshServer.start(folder.resolve("server"));
        server.authorize(key.getPublic());
        person = new Person(folder.resolve("home"));
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void aPinnedServerLetsADefaultKeyIn() throws Exception {
        person.keeps("id_ecdsa", key);

        assertLogin(person.pins(server.fingerprint()));
    }

    @Test
    void anEd25519KeyWorks() throws Exception {
        KeyPair ed25519 = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        server.authorize(ed25519.getPublic());
        person.keeps("id_ed25519", ed25519);

        assertLogin(person.pins(server.fingerprint()));
    }

    @Test
    void anRsaKeySignsWithSha2() throws Exception {
        KeyPair rsa = KeyUtils.generateKeyPair("ssh-rsa", 2048);
        server.authorize(rsa.getPublic());
        person.keeps("id_rsa", rsa);
        server.sshd().setSignatureFactories(HostKeyAlgorithms.forLogin());

        assertLogin(person.pins(server.fingerprint()));
    }

    @Test
    void aWrongPinIsRefusedWithBothFingerprints() throws Exception {
        String other = KeyUtils.getFingerPrint(LocalSshServer.newKeyPair().getPublic());
        person.keeps("id_ecdsa", key);

        HostException refused = refused(person.pins(other));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
        assertThat(refused).hasMessageContaining(other).hasMessageContaining(server.fingerprint());
    }

    @Test
    void aPinMayNameAnyOfTheServersKeys() throws Exception {
        person.keeps("id_ecdsa", key);
        KeyPair ed25519 = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        KeyPair rsa = KeyUtils.generateKeyPair("ssh-rsa", 2048);
        try (LocalSshServer both =
                LocalSshServer.start(folder.resolve("both"), 0, List.of(ed25519, rsa))) {
            both.authorize(key.getPublic());
            for (KeyPair hostKey : both.hostKeys()) {
                person.pins(KeyUtils.getFingerPrint(hostKey.getPublic()));
                person.at("root@127.0.0.1:" + both.port()).connect().close();
            }
        }
    }

    @Test
    void anUnknownServerWithoutATerminalIsRefusedWithTheFlagToPass() throws Exception {
        person.keeps("id_ecdsa", key);

        HostException refused = refused(person);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
        assertThat(refused).hasMessageContaining("--host-key " + server.fingerprint());
        assertThat(person.ssh("known_hosts")).doesNotExist();
    }

    @Test
    void aConfirmedServerIsAskedAboutOnce() throws Exception {
        person.keeps("id_ecdsa", key);
        List<String> asked = new ArrayList<>();
        person.answers(
                (name, shown, note) -> {
                    asked.add(name + " " + shown.fingerprint());
                    return Answer.ACCEPTED;
                });

        assertLogin(person);
        assertLogin(person);

        assertThat(asked)
                .containsExactly("[127.0.0.1]:" + server.port() + " " + server.fingerprint());
    }

    @Test
    void aServerThatIsNotConfirmedIsNotRemembered() throws Exception {
        person.keeps("id_ecdsa", key);
        person.answers((name, shown, note) -> Answer.DECLINED);

        assertThat(refused(person)).hasMessageContaining("not confirmed");
        assertThat(person.ssh("known_hosts")).doesNotExist();
    }

    @Test
    void anotherFingerprintThanTheShownOneIsAWarningAndNeverTheFlagForTheShownOne()
            throws Exception {
        person.keeps("id_ecdsa", key);
        String pasted = "SHA256:" + "A".repeat(43);
        person.answers((name, shown, note) -> Answer.another(pasted));

        HostException refused = refused(person);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
        assertThat(refused)
                .hasMessageContaining(pasted)
                .hasMessageContaining("somebody may stand in between")
                .message()
                .doesNotContain("--host-key", "--accept-new");
        assertThat(person.ssh("known_hosts")).doesNotExist();
    }

    @Test
    void aPastedFingerprintOfAnotherKindOfTheServersKeysIsFoundAndRemembered() throws Exception {
        person.keeps("id_ecdsa", key);
        restartWithAKeyMore();
        String second = KeyUtils.getFingerPrint(server.hostKeys().get(1).getPublic());
        List<String> shown = new ArrayList<>();
        person.answers(
                (name, hostKey, note) -> {
                    shown.add(hostKey.fingerprint());
                    return Answer.another(second);
                });

        assertLogin(person);
        assertLogin(person);

        assertThat(shown).containsExactly(server.fingerprint());
        assertThat(Files.readString(person.ssh("known_hosts"))).contains("ecdsa-sha2-nistp256");
    }

    @Test
    void aServerWithAnotherKeyThanBeforeIsRefusedWithoutAsking() throws Exception {
        person.keeps("id_ecdsa", key);
        person.answers((name, shown, note) -> Answer.ACCEPTED);
        assertLogin(person);
        int port = server.port();
        String before = server.fingerprint();
        server.close();
        server =
                LocalSshServer.start(
                        folder.resolve("rebuilt"), port, List.of(LocalSshServer.newKeyPair()));

        HostException refused = refused(person);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
        assertThat(refused)
                .hasMessageContaining(before)
                .hasMessageContaining(server.fingerprint())
                .hasMessageContaining(person.ssh("known_hosts") + ":1");
    }

    @Test
    void theKnownKindOfHostKeyIsAskedFor() throws Exception {
        person.keeps("id_ecdsa", key);
        person.answers((name, shown, note) -> Answer.ACCEPTED);
        assertLogin(person);
        restartWithAKeyMore();

        assertLogin(person);
    }

    /** One of a kind that is shown before the one it has. */
    private void restartWithAKeyMore() throws Exception {
        List<KeyPair> more =
                List.of(KeyUtils.generateKeyPair("ssh-ed25519", 256), server.hostKeys().get(0));
        int port = server.port();
        server.close();
        server = LocalSshServer.start(folder.resolve("more"), port, more);
        server.authorize(key.getPublic());
    }

    @Test
    void aRefusedLoginNamesWhatWasOfferedAndWhatTheServerTakes() throws Exception {
        KeyPair other = LocalSshServer.newKeyPair();
        Path file = person.keeps("id_ecdsa", other);

        HostException refused = refused(person.pins(server.fingerprint()));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
        assertThat(refused)
                .hasMessageContaining(KeyUtils.getFingerPrint(other.getPublic()))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("the server accepts keyboard-interactive, publickey")
                .hasMessageContaining("authorized_keys");
    }

    @Test
    void somebodyWithoutAnyKeyIsToldHowToGetOne() {
        assertThat(refused(person.pins(server.fingerprint())))
                .hasMessageContaining("no SSH key")
                .hasMessageContaining("ssh-keygen -t ed25519");
    }

    @Test
    void onlyTheNamedKeyIsOffered() throws Exception {
        person.keeps("id_ecdsa", key);
        Path named = person.keeps("other", LocalSshServer.newKeyPair());

        HostException refused = refused(person.pins(server.fingerprint()).names(named));

        assertThat(refused)
                .hasMessageContaining(named.toString())
                .message()
                .doesNotContain("id_ecdsa (");
    }

    @Test
    void anEncryptedKeyIsUnlockedByItsPassphrase() throws Exception {
        Path file = person.keepsEncrypted("mine", key, "correct horse");
        List<Integer> attempts = new ArrayList<>();
        person.types(
                (path, attempt) -> {
                    attempts.add(attempt);
                    String typed = attempt == 1 ? "wrong" : "correct horse";
                    return Optional.of(typed.toCharArray());
                });

        assertLogin(person.names(file).pins(server.fingerprint()));
        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void anEncryptedKeyWithoutATerminalIsRefusedBeforeAnythingIsSent() throws Exception {
        Path file = person.keepsEncrypted("mine", key, "correct horse");

        assertThatThrownBy(() -> person.names(file).at("root@host.invalid"))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("encrypted")
                .hasMessageContaining("ssh-add " + file);
    }

    @Test
    void anEncryptedDefaultKeyIsAskedForOnlyWhenTheOthersDoNotServe() throws Exception {
        person.keeps("id_rsa", KeyUtils.generateKeyPair("ssh-rsa", 2048));
        person.keepsEncrypted("id_ecdsa", key, "correct horse");
        person.types((path, attempt) -> Optional.of("correct horse".toCharArray()));

        assertLogin(person.pins(server.fingerprint()));
    }

    @Test
    void aKeyThatCannotBeReadIsNamed() throws Exception {
        Path file = Files.writeString(person.ssh("broken"), "no key at all");

        assertThatThrownBy(() -> person.names(file).at("root@host.invalid"))
                .hasMessageContaining("--identity " + file);
        assertThatThrownBy(() -> person.names(person.ssh("absent")).at("root@host.invalid"))
                .hasMessageContaining("no such key file");
    }

    @Test
    void aNameThatDoesNotResolveIsToldApart() throws Exception {
        person.keeps("id_ecdsa", key);

        assertUnreachable("root@host.invalid", "`host.invalid` does not resolve");
    }

    @Test
    void aPortWhereNobodyListensIsToldApart() throws Exception {
        person.keeps("id_ecdsa", key);
        int port = server.port();
        server.close();

        assertUnreachable(
                "root@127.0.0.1:" + port, "127.0.0.1:" + port + " refused the connection");
    }

    @Test
    void anAddressThatDoesNotAnswerIsToldApart() throws Exception {
        person.keeps("id_ecdsa", key);
        person.waits(Duration.ofMillis(700));
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // A full queue of connections that nobody accepts: the kernel drops the next one.
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(full.getLocalSocketAddress());
            }
            int port = full.getLocalPort();

            assertUnreachable("root@127.0.0.1:" + port, "127.0.0.1:" + port + " did not answer");
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void aServerThatSpeaksSomethingElseIsToldApart() throws Exception {
        person.keeps("id_ecdsa", key);
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering =
                    new Thread(
                            () -> {
                                try (Socket client = web.accept();
                                        OutputStream out = client.getOutputStream()) {
                                    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            answering.start();

            assertUnreachable("root@127.0.0.1:" + web.getLocalPort(), "not as an SSH server");
            answering.join();
        }
    }

    /** Where it is noticed differs from one time to the next. */
    @RepeatedTest(10)
    void aServerThatCutsTheConnectionOffIsNotCalledAMissingRoute() throws Exception {
        person.keeps("id_ecdsa", key);
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread slamming =
                    new Thread(
                            () -> {
                                try (Socket client = door.accept()) {
                                    client.setSoLinger(true, 0);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            slamming.start();

            assertUnreachable("root@127.0.0.1:" + door.getLocalPort(), "not as an SSH server");
            slamming.join();
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws Exception {
        person.keeps("id_ecdsa", key);
        person.waits(Duration.ofMillis(700));
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertUnreachable("root@127.0.0.1:" + mute.getLocalPort(), "not as an SSH server");
        }
    }

    private void assertLogin(Person who) throws Exception {
        try (SshHost host = who.at("root@127.0.0.1:" + server.port()).connect()) {
            assertThat(host.run(Command.of("echo", "hi")).stdout()).isEqualTo("hi\n");
            assertThat(host.loggedInByKey()).isTrue();
        }
    }

    private HostException refused(Person who) {
        return catchThrowableOfType(
                HostException.class, () -> who.at("root@127.0.0.1:" + server.port()).connect());
    }

    private void assertUnreachable(String address, String said) {
        person.pins(server.fingerprint());
        assertThatThrownBy(() -> person.at(address).connect())
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE))
                .hasMessageContaining(said);
    }
}
