package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that sign once somebody touches them. */
class PatientAgentTest {
    private static final Duration LOGIN = Duration.ofSeconds(2);
    private static final String TOUCH = "touch the security key (fido)";

    @TempDir Path folder;
    private LocalSshServer server;
    private Person person;

    @BeforeEach
    void startServer() throws Exception {
        server = LocalSshServer.start(folder.resolve("server"));
        person = new Person(folder.resolve("home")).pins(server.fingerprint()).waits(LOGIN);
        person.typesSecrets(question -> Optional.empty());
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void aTouchIsAskedForAtEveryLoginAndNoDeadlineRunsMeanwhile() throws Exception {
        try (SecurityKeyAgent agent = agent(true).waitsForTouch()) {
            CompletableFuture<SshHost> login = running(this::connect);
            touchLate(agent, 1);
            try (SshHost host = login.get(30, TimeUnit.SECONDS)) {
                CompletableFuture<Boolean> proof =
                        running(
                                () -> {
                                    host.proveLogin(LOGIN.multipliedBy(3));
                                    return true;
                                });
                touchLate(agent, 2);
                assertThat(proof.get(30, TimeUnit.SECONDS)).isTrue();
                assertThat(host.waited()).isLessThan(LOGIN.multipliedBy(2));
            }
        }
        assertThat(person.told()).containsExactly(TOUCH, TOUCH);
    }

    /** Later than the login's own deadline. */
    private void touchLate(SecurityKeyAgent agent, int asked) {
        Awaitility.await().until(() -> person.told().size() == asked);
        long start = System.nanoTime();
        long late = LOGIN.multipliedBy(4).dividedBy(3).toNanos();
        Awaitility.await().until(() -> System.nanoTime() - start > late);
        agent.touch();
    }

    @Test
    void anAgentThatDoesNotSignIsToldAsTheReason() throws Exception {
        try (SecurityKeyAgent agent = agent(true).refuses()) {
            assertThatThrownBy(this::connect)
                    .isInstanceOf(LoginRefused.class)
                    .hasMessageContaining("(agent: fido): the agent does not sign with this key")
                    .hasMessageContaining("touch the security key when nordbox says so");
        }
    }

    @Test
    void aTouchThatDoesNotComeIsNoServerThatIsSlowAndNoLostConnection() throws Exception {
        person.waitsForSignatures(LOGIN);
        try (SecurityKeyAgent agent = agent(true).waitsForTouch()) {
            assertThatThrownBy(() -> running(this::connect).get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            HostException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMED_OUT))
                    .hasMessageContaining("the agent did not sign in 2 s");
        }
    }

    @Test
    void whatAnotherAgentWaitsForIsToldOnceItTakesLong() throws Exception {
        try (SecurityKeyAgent agent = agent(false)) {
            connect().close();
            assertThat(person.told()).isEmpty();

            agent.waitsForTouch();
            CompletableFuture<SshHost> login = running(this::connect);
            Awaitility.await()
                    .until(() -> person.told().contains("waiting for the agent to sign with fido"));
            agent.touch();
            login.get(30, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void aCertificateOfASecurityKeyIsNotPassedOverInSilence() throws Exception {
        String type = "sk-ssh-ed25519-cert-v01@openssh.com";
        try (SecurityKeyAgent agent = agent(true).holdsToo(type)) {
            server.forget();
            Files.writeString(person.ssh("id_ed25519_sk.pub"), agent.publicLine());
            Files.writeString(person.ssh("id_ed25519_sk-cert.pub"), type + " AAAA me");

            assertThatThrownBy(this::connect)
                    .hasMessageContaining(type + " (agent: extra): cannot be offered")
                    .hasMessageContaining(
                            type
                                    + " (%s): cannot be offered"
                                            .formatted(person.ssh("id_ed25519_sk-cert.pub")));
        }
    }

    private SecurityKeyAgent agent(boolean hardware) throws Exception {
        SecurityKeyAgent agent = new SecurityKeyAgent(folder, hardware);
        server.authorize(agent.publicKey());
        person.usesAgent(agent.socket());
        return agent;
    }

    private SshHost connect() throws Exception {
        return person.at("root@127.0.0.1:" + server.port()).connect();
    }

    private static <T> CompletableFuture<T> running(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                });
    }
}
