package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords: the server's, and sudo's. */
class PasswordLoginTest {
    private static final String PASSWORD = "correct horse !'\\ ø";

    @TempDir Path folder;
    private LocalSshServer server;
    private Person person;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void startServer() throws Exception {
        server = LocalSshServer.start(folder.resolve("server"));
        server.sshd().setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        server.sshd().setPasswordAuthenticator((user, typed, s) -> typed.equals(PASSWORD));
        person = new Person(folder.resolve("home")).pins(server.fingerprint());
        person.typesSecrets(
                question -> {
                    asked.add(question);
                    return Optional.of(PASSWORD);
                });
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void aPasswordIsAskedForWhereTheServerWantsOne() throws Exception {
        try (SshHost host = connect("root")) {
            assertThat(host.loggedInByKey()).isFalse();
        }

        assertThat(asked).containsExactly("Password for " + address("root") + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"publickey,password", "password,publickey"})
    void aKeyWithAPasswordOnTopIsNoLoginByKeyAlone(String both) throws Exception {
        KeyPair key = LocalSshServer.newKeyPair();
        person.keeps("id_ecdsa", key);
        server.sshd()
                .setUserAuthFactories(
                        List.of(
                                UserAuthPublicKeyFactory.INSTANCE,
                                UserAuthPasswordFactory.INSTANCE));
        server.authorize(key.getPublic());
        CoreModuleProperties.AUTH_METHODS.set(server.sshd(), both);

        try (SshHost host = connect("root")) {
            assertThat(host.loggedInByKey()).isFalse();
        }
    }

    @Test
    void aWrongPasswordIsAskedForAgainAndTheRefusalSaysSo() throws Exception {
        person.typesSecrets(
                question -> {
                    asked.add(question);
                    return Optional.of("wrong");
                });

        assertThatThrownBy(() -> connect("root"))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED))
                .hasMessageContaining("a password: refused");
        assertThat(asked).hasSize(3);
    }

    @Test
    void withoutATerminalNothingIsAskedAndTheMethodsAreNamed() throws Exception {
        Person alone = new Person(folder.resolve("alone")).pins(server.fingerprint());
        alone.keeps("id_ecdsa", LocalSshServer.newKeyPair());

        assertThatThrownBy(() -> alone.at(address("root")).connect())
                .hasMessageContaining("the server accepts password")
                .hasMessageContaining("run in a terminal");
    }

    @Test
    void batchModeAsksNobody() throws Exception {
        person.configures("Host *\n  BatchMode yes\n");

        assertThatThrownBy(() -> connect("root")).hasMessageContaining("no SSH key");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatTheServerAsksOneByOneIsPutToThePerson() throws Exception {
        server.sshd().setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
        server.sshd()
                .setKeyboardInteractiveAuthenticator(
                        new DefaultKeyboardInteractiveAuthenticator() {
                            @Override
                            public boolean authenticate(
                                    org.apache.sshd.server.session.ServerSession session,
                                    String user,
                                    List<String> responses) {
                                return responses.equals(List.of(PASSWORD));
                            }
                        });

        try (SshHost host = connect("root")) {
            assertThat(host.loggedInByKey()).isFalse();
        }

        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith(address("root") + ": ")
                .containsIgnoringCase("password");
    }

    @Test
    void theProofOfAFreshLoginDoesNotAskAgain() throws Exception {
        try (SshHost host = connect("root")) {
            host.proveLogin(Duration.ofSeconds(30));
        }

        assertThat(asked).hasSize(1);
    }

    @Test
    void sudosPasswordIsAskedForOnceAndIsNotInWhatTheCommandReads() throws Exception {
        server.shadow("sudo", sudo("read -r typed; [ \"$typed\" = \"" + escaped() + "\" ]"));

        try (SshHost host = connect("ops")) {
            Command cat = Command.of("cat").withInput("the\ninput".getBytes()).withRoot();

            assertThat(host.run(cat).stdout()).isEqualTo("the\ninput");
            assertThat(host.run(cat).stdout()).isEqualTo("the\ninput");
        }

        assertThat(asked)
                .containsExactly(
                        "Password for " + address("ops") + ": ",
                        "sudo's password for " + address("ops") + ": ");
    }

    @Test
    void afterALostConnectionNeitherPasswordIsAskedForAgain() throws Exception {
        server.shadow("sudo", sudo("read -r typed; [ \"$typed\" = \"" + escaped() + "\" ]"));

        try (SshHost host = connect("ops")) {
            Command echo = Command.of("echo", "hi").withRoot();
            host.run(echo);
            server.sshd().getActiveSessions().forEach(session -> session.close(true));

            host.connectAgain();

            assertThat(host.run(echo).stdout()).isEqualTo("hi\n");
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void aRuleThatLetsOneCommandGoFreeDoesNotPutThePasswordIntoIt() throws Exception {
        server.shadow("sudo", sudo("true"));

        try (SshHost host = connect("ops")) {
            Command cat = Command.of("cat").withInput("the input".getBytes()).withRoot();

            assertThat(host.run(cat).stdout()).isEqualTo("the input");
        }
    }

    @Test
    void sudoThatDoesNotTakeThePasswordIsToldWithWhatItSaid() throws Exception {
        server.shadow(
                "sudo", sudo("cat >/dev/null; echo 'ops is not in the sudoers file' >&2; false"));

        try (SshHost host = connect("ops")) {
            assertThatThrownBy(() -> host.run(Command.of("true").withRoot()))
                    .hasMessageContaining("not in the sudoers file")
                    .hasMessageNotContaining(PASSWORD);
        }
        assertThat(asked).hasSize(4);
    }

    @Test
    void doasServesWhereThereIsNoSudo() throws Exception {
        server.shadow("sudo", "echo 'sh: sudo: not found' >&2; exit 127");
        server.shadow("doas", "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");

        try (SshHost host = connect("ops")) {
            assertThat(host.run(Command.of("echo", "hi").withRoot()).stdout()).isEqualTo("hi\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sudo: a password is required", "ops is not in the sudoers file"})
    void doasServesWhereSudoIsNotForThisUser(String no) throws Exception {
        server.shadow("sudo", "echo '" + no + "' >&2; exit 1");
        server.shadow("doas", "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");

        try (SshHost host = connect("ops")) {
            assertThat(host.run(Command.of("echo", "hi").withRoot()).stdout()).isEqualTo("hi\n");
        }
        assertThat(asked).hasSize(1);
    }

    /** Wants a password unless it is called with -n. */
    private static String sudo(String authenticate) {
        return "case \"$1\" in -n) echo 'sudo: a password is required' >&2; exit 1;; esac; "
                + authenticate
                + " || exit 1; while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"";
    }

    private static String escaped() {
        return PASSWORD.replace("\\", "\\\\");
    }

    private SshHost connect(String user) throws Exception {
        return person.at(address(user)).connect();
    }

    private String address(String user) {
        return user + "@127.0.0.1:" + server.port();
    }
}
