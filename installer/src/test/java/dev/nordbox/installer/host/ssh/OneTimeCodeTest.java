package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.PromptEntry;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that wants a key and a code on top, and takes each code once. */
class OneTimeCodeTest {
    @TempDir Path folder;
    private LocalSshServer server;
    private Person person;
    private KeyPair key;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void startServer() throws Exception {
        key = LocalSshServer.newKeyPair();
        server = LocalSshServer.start(folder.resolve("server"));
        server.authorize(key.getPublic());
        server.sshd()
                .setUserAuthFactories(
                        List.of(
                                UserAuthPublicKeyFactory.INSTANCE,
                                UserAuthKeyboardInteractiveFactory.INSTANCE));
        CoreModuleProperties.AUTH_METHODS.set(server.sshd(), "publickey,keyboard-interactive");
        person = new Person(folder.resolve("home")).pins(server.fingerprint());
        person.keeps("id_ecdsa", key);
        person.typesSecrets(
                question -> {
                    asked.add(question);
                    return Optional.of("code " + asked.size());
                });
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theProofAndEveryNewConnectionAskForTheNextOne(boolean shown) throws Exception {
        server.sshd().setKeyboardInteractiveAuthenticator(new Asking("Code: ", shown, true));

        try (SshHost host = connect(person)) {
            host.proveLogin(Duration.ofSeconds(30));
            server.sshd().getActiveSessions().forEach(session -> session.close(true));
            host.connectAgain();
        }

        assertThat(asked).hasSize(3).allMatch(question -> question.endsWith("Code: "));
        assertThat(person.told())
                .containsSubsequence(
                        "say it",
                        "a fresh login has to prove the way in; a one-time code counts once, so type"
                                + " the next one:",
                        "say it",
                        "the connection was lost; a one-time code counts once, so type the next one:",
                        "say it");
    }

    @Test
    void aPasswordThatTheServerAsksForLikeACodeIsRepeated() throws Exception {
        server.sshd().setKeyboardInteractiveAuthenticator(new Asking("Password: ", false, false));

        try (SshHost host = connect(person)) {
            host.proveLogin(Duration.ofSeconds(30));
        }

        assertThat(asked).hasSize(1);
        assertThat(person.told()).containsExactly("say it");
    }

    @Test
    void aCodeThatIsAskedForAsAPasswordIsAskedForOnceTheOldOneIsRefused() throws Exception {
        server.sshd().setKeyboardInteractiveAuthenticator(new Asking("Password: ", false, true));

        try (SshHost host = connect(person)) {
            host.proveLogin(Duration.ofSeconds(30));
        }

        assertThat(asked).hasSize(2);
    }

    @Test
    void withoutAPersonTheFirstLoginIsRefusedAlready() throws Exception {
        server.sshd().setKeyboardInteractiveAuthenticator(new Asking("Code: ", false, true));
        Person alone = new Person(folder.resolve("alone")).pins(server.fingerprint());
        alone.keeps("id_ecdsa", key);

        assertThatThrownBy(() -> connect(alone))
                .isInstanceOf(LoginRefused.class)
                .hasMessageContaining("the server wants more: keyboard-interactive")
                .hasMessageContaining("run in a terminal");
    }

    /** Asks one question; a code is right when it was not typed before. */
    private record Asking(String question, boolean shown, boolean once, Set<String> used)
            implements KeyboardInteractiveAuthenticator {

        Asking(String question, boolean shown, boolean once) {
            this(question, shown, once, new HashSet<>());
        }

        @Override
        public InteractiveChallenge generateChallenge(
                ServerSession session, String user, String language, String methods) {
            InteractiveChallenge challenge = new InteractiveChallenge();
            challenge.setInteractionName("");
            challenge.setInteractionInstruction("say it");
            challenge.setLanguageTag("");
            challenge.addPrompt(new PromptEntry(question, shown));
            return challenge;
        }

        @Override
        public boolean authenticate(ServerSession session, String user, List<String> responses) {
            String code = String.join("", responses);
            return code.startsWith("code ") && (used.add(code) || !once);
        }
    }

    private SshHost connect(Person who) throws Exception {
        return who.at("root@127.0.0.1:" + server.port()).connect();
    }
}
