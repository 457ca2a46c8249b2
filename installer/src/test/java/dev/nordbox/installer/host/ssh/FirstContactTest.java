package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation.Answer;
import dev.nordbox.installer.problem.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of host keys that are new, and of those that are others than before. */
class FirstContactTest {
    @TempDir Path folder;
    private LocalSshServer server;
    private KeyPair key;
    private Person person;

    @BeforeEach
    void startServer() throws Exception {
        key = LocalSshServer.newKeyPair();
        server = LocalSshServer.start(folder.resolve("server"));
        server.authorize(key.getPublic());
        person = new Person(folder.resolve("home"));
        person.keeps("id_ecdsa", key);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void aPinThatHeldIsRememberedSoThatTheNextCommandNeedsNone() throws Exception {
        login(person.pins(server.fingerprint()));

        login(person.forgetsPin());

        assertThat(Files.readAllLines(person.ssh("known_hosts"))).hasSize(1);
    }

    @Test
    void aPinIsWrittenOnce() throws Exception {
        login(person.pins(server.fingerprint()));
        login(person.pins(server.fingerprint()));

        assertThat(Files.readAllLines(person.ssh("known_hosts"))).hasSize(1);
    }

    @Test
    void aHostOfOneRunIsForgottenWithIt() throws Exception {
        Path file = folder.resolve("of-this-run");
        login(person.remembersIn(file).pins(server.fingerprint()));
        login(person.forgetsPin());

        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(person.ssh("known_hosts")).doesNotExist();
    }

    @Test
    void acceptNewTakesAnUnknownHostAndRemembersIt() throws Exception {
        login(person.meets(FirstContact.ACCEPT_NEW));

        login(person.meets(FirstContact.ASK));
    }

    @Test
    void acceptNewDoesNotTakeAnotherKeyThanBefore() throws Exception {
        login(person.meets(FirstContact.ACCEPT_NEW));
        rebuildServer();

        assertThatThrownBy(() -> login(person))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED))
                .hasMessageContaining("host key mismatch")
                .hasMessageContaining("--replace-host --host-key " + server.fingerprint());
    }

    @Test
    void replaceHostShowsBothKeysAndTakesTheNewOneOnceConfirmed() throws Exception {
        login(person.meets(FirstContact.ACCEPT_NEW));
        String before = server.fingerprint();
        rebuildServer();
        List<String> shown = new ArrayList<>();
        person.answers(confirming(shown));

        login(person.meets(FirstContact.REPLACE));

        assertThat(shown).hasSize(2);
        assertThat(shown.get(0)).contains(before);
        assertThat(shown.get(1)).contains(server.fingerprint());
        login(person.meets(FirstContact.ASK));
        assertThat(Files.readAllLines(person.ssh("known_hosts"))).hasSize(1);
    }

    @Test
    void replaceHostWithoutAnybodyToConfirmNeedsThePin() throws Exception {
        login(person.meets(FirstContact.ACCEPT_NEW));
        rebuildServer();

        assertThatThrownBy(() -> login(person.meets(FirstContact.REPLACE)))
                .hasMessageContaining("host key mismatch");
        login(person.pins(server.fingerprint()));

        assertThat(person.warned()).singleElement().asString().contains("host key replaced");
        login(person.forgetsPin().meets(FirstContact.ASK));
    }

    @Test
    void aPinAgainstKnownHostsLetsInAndIsNotKeptUnlessItIsMeantToReplace() throws Exception {
        login(person.meets(FirstContact.ACCEPT_NEW));
        rebuildServer();

        login(person.meets(FirstContact.ASK).pins(server.fingerprint()));

        assertThat(person.warned()).singleElement().asString().contains("--replace-host");
        assertThatThrownBy(() -> login(person.forgetsPin()))
                .hasMessageContaining("host key mismatch");
    }

    @Test
    void hostKeyAliasIsTheNameThatIsRemembered() throws Exception {
        person.configures("Host prod\n  HostName 127.0.0.1\n  HostKeyAlias the-box\n");
        person.meets(FirstContact.ACCEPT_NEW);

        person.at("prod:" + server.port()).connect().close();

        assertThat(Files.readString(person.ssh("known_hosts"))).startsWith("the-box ecdsa");
    }

    @Test
    void userKnownHostsFileIsWhereItIsRemembered() throws Exception {
        Path elsewhere = folder.resolve("hosts/known");
        person.configures("Host *\n  UserKnownHostsFile " + elsewhere + "\n  HashKnownHosts yes\n");

        login(person.meets(FirstContact.ACCEPT_NEW));
        login(person.meets(FirstContact.ASK));

        assertThat(Files.readString(elsewhere)).startsWith("|1|");
        assertThat(person.ssh("known_hosts")).doesNotExist();
    }

    @Test
    void aHostIsNotSlowerForAPersonWhoTakesTheirTime() throws Exception {
        long[] asked = new long[1];
        HostKeyConfirmation yes = confirming(new ArrayList<>());
        person.answers(
                (name, hostKey, note) -> {
                    long start = System.nanoTime();
                    Awaitility.await().until(() -> System.nanoTime() - start > 500_000_000);
                    Answer answer = yes.confirm(name, hostKey, note);
                    asked[0] = System.nanoTime() - start;
                    return answer;
                });
        SshConnector connector = person.at("root@127.0.0.1:" + server.port());

        long start = System.nanoTime();
        try (SshHost host = connector.connect()) {
            long all = System.nanoTime() - start;

            assertThat(host.waited()).isLessThan(Duration.ofNanos(all - asked[0]));
        }
    }

    @Test
    void strictHostKeyCheckingAsksNobody() throws Exception {
        person.configures("Host *\n  StrictHostKeyChecking yes\n");
        person.answers(confirming(new ArrayList<>()));

        assertThatThrownBy(() -> login(person)).hasMessageContaining("StrictHostKeyChecking");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "none"})
    void aKeyThatIsNotToBeKeptCountsForTheRunAndIsToldOnce(String file) throws Exception {
        person.configures("Host *\n  UserKnownHostsFile " + file + "\n");

        try (SshHost host = accepting(FirstContact.ACCEPT_NEW)) {
            host.proveLogin(Duration.ofSeconds(30));
            host.connectAgain();
        }
        assertThat(person.warned())
                .singleElement()
                .asString()
                .contains("not remembered", "--host-key " + server.fingerprint());

        person.answers(confirming(new ArrayList<>()));
        accepting(FirstContact.ASK).close();

        assertThat(person.warned()).hasSize(2);
    }

    @Test
    void aPinIsNotSaidToBeForgottenWhereNothingIsToBeKept() throws Exception {
        person.configures("Host *\n  UserKnownHostsFile /dev/null\n");

        login(person.pins(server.fingerprint()));

        assertThat(person.warned()).isEmpty();
    }

    @Test
    void aKeyThatCannotBeKeptLetsIn() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        person.configures("Host *\n  UserKnownHostsFile " + file + "/known_hosts\n");

        accepting(FirstContact.ACCEPT_NEW).close();

        assertThat(person.warned()).singleElement().asString().contains("not remembered");
    }

    private SshHost accepting(FirstContact contact) throws Exception {
        return person.meets(contact).at("root@127.0.0.1:" + server.port()).connect();
    }

    @Test
    void aFileThatWouldTakeAnyKeyIsToldNotObeyed() throws Exception {
        person.configures("Host *\n  StrictHostKeyChecking no\n");

        assertThatThrownBy(() -> login(person)).hasMessageContaining("unknown host key");
        assertThat(person.warned())
                .singleElement()
                .asString()
                .contains("StrictHostKeyChecking no", "config:2", "--accept-new");
    }

    private static HostKeyConfirmation confirming(List<String> shown) {
        return new HostKeyConfirmation() {
            @Override
            public Answer confirm(String name, HostKey key, String note) {
                shown.add(key.toString());
                return Answer.ACCEPTED;
            }

            @Override
            public Answer confirmReplacement(String name, HostKey key, List<String> before) {
                shown.addAll(before);
                return confirm(name, key, "");
            }
        };
    }

    private void rebuildServer() throws Exception {
        int port = server.port();
        server.close();
        server =
                LocalSshServer.start(
                        folder.resolve("rebuilt"), port, List.of(LocalSshServer.newKeyPair()));
        server.authorize(key.getPublic());
    }

    private void login(Person who) throws Exception {
        who.at("root@127.0.0.1:" + server.port()).connect().close();
    }
}
