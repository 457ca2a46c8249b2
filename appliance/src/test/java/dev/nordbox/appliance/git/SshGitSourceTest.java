package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.appliance.git.GitException.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshGitSourceTest {

    @TempDir Path directory;
    private TestRepository remote;
    private InProcessGitServer server;
    private KeyPair deployKey;
    private Path identityFile;
    private Path knownHosts;

    @BeforeEach
    void startHost() throws Exception {
        remote = new TestRepository(directory.resolve("team/config.git"));
        remote.write("a.yaml", "one").commit();
        deployKey = InProcessGitServer.newKey();
        identityFile = InProcessGitServer.writePrivate(deployKey, directory.resolve("id_ed25519"));
        server = new InProcessGitServer(directory, deployKey.getPublic());
        knownHosts = directory.resolve("known_hosts");
        Files.writeString(knownHosts, server.knownHostsLine());
    }

    @AfterEach
    void stopHost() throws Exception {
        server.close();
        remote.close();
    }

    @Test
    void commitIsFetchedWithTheDeployKey() throws Exception {
        try (OneRevision source = source("/team/config.git")) {
            Revision revision = source.fetch();
            assertThat(source.tree(revision).read("a.yaml")).asString().isEqualTo("one");
        }
    }

    @Test
    void headIsKnownByItsBranchOverProtocolTwoToo() throws Exception {
        GitAccess head =
                new GitAccess(
                        GitUrl.parse("ssh://git@127.0.0.1:" + server.port() + "/team/config.git"),
                        new GitLogin.KeyFile(identityFile),
                        KnownHosts.in(knownHosts),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10));
        try (OneRevision source = OneRevision.open(head, "HEAD", directory.resolve("mirror"))) {
            assertThat(source.fetch().ref()).isEqualTo("refs/heads/main");
        }
    }

    @Test
    void pollsGoOverOneLogin() throws Exception {
        try (OneRevision source = source("/team/config.git")) {
            source.fetch();
            source.fetch();
            String commit = remote.write("a.yaml", "two").commit();
            assertThat(source.fetch().commit()).isEqualTo(commit);
            assertThat(server.logins()).isEqualTo(1);
        }
    }

    @Test
    void whatIsToldOfTheMirrorAtEachFetchStaysShortBeforeAndAfterItIsRepacked() throws Exception {
        Path shallow = directory.resolve("mirror/shallow");
        try (OneRevision source = source("/team/config.git")) {
            for (int i = 0; i < 55; i++) {
                String commit = remote.write("a.yaml", "n: " + i).commit();
                assertThat(source.fetch().commit()).isEqualTo(commit);
                assertThat(shallow).hasContent(commit);
            }
        }
    }

    @Test
    void lostConnectionIsMadeAgainWithinTheSamePoll() throws Exception {
        try (OneRevision source = source("/team/config.git")) {
            source.fetch();
            server.dropSessions();
            String commit = remote.write("a.yaml", "two").commit();
            assertThat(source.fetch().commit()).isEqualTo(commit);
            assertThat(server.logins()).isEqualTo(2);
        }
    }

    @Test
    void hostThatIsNotPinnedIsRefusedWithTheLineToAdd() throws Exception {
        Files.writeString(knownHosts, "");
        GitException refusal = failure("/team/config.git");
        assertThat(refusal.reason()).isEqualTo(Reason.HOST_KEY_REFUSED);
        assertThat(refusal).hasMessageContaining("no host key").hasMessageContaining("SHA256:");
        assertThat(refusal.remedy()).contains(server.knownHostsLine().strip());
        assertThat(server.logins()).isZero();
    }

    @Test
    void changedHostKeyIsRefused() throws Exception {
        KeyPair other = InProcessGitServer.newKey();
        Files.writeString(knownHosts, server.knownHostsLine(other.getPublic()));
        GitException refusal = failure("/team/config.git");
        assertThat(refusal.reason()).isEqualTo(Reason.HOST_KEY_REFUSED);
        assertThat(refusal)
                .hasMessageContaining("pins")
                .hasMessageContaining(KeyUtils.getFingerPrint(other.getPublic()));
        assertThat(server.logins()).isZero();
    }

    @Test
    void revokedHostKeyIsRefusedThoughItIsPinnedToo() throws Exception {
        Files.writeString(
                knownHosts, server.knownHostsLine() + "@revoked " + server.knownHostsLine());
        assertThat(failure("/team/config.git"))
                .hasMessageContaining("revokes")
                .extracting(GitException::reason)
                .isEqualTo(Reason.HOST_KEY_REFUSED);
    }

    @Test
    void keyOfAnotherPortOfTheHostDoesNotCount() throws Exception {
        Files.writeString(knownHosts, server.knownHostsLine().replaceFirst("]:[0-9]+", "]:1"));
        assertThat(failure("/team/config.git").reason()).isEqualTo(Reason.HOST_KEY_REFUSED);
    }

    @Test
    void unregisteredDeployKeyIsNamedWithItsPublicLine() throws Exception {
        server.register(InProcessGitServer.newKey().getPublic());
        GitException refusal = failure("/team/config.git");
        assertThat(refusal.reason()).isEqualTo(Reason.LOGIN_REFUSED);
        assertThat(refusal).hasMessageContaining(KeyUtils.getFingerPrint(deployKey.getPublic()));
        assertThat(refusal.remedy()).contains("ssh-ed25519 AAAA");
    }

    @Test
    void missingRepositoryIsSaidInTheWordsOfTheHost() throws Exception {
        GitException missing = failure("/team/nowhere.git");
        assertThat(missing.reason()).isEqualTo(Reason.REPOSITORY_NOT_FOUND);
        assertThat(missing).hasMessageContaining("does not appear to be a git repository");
    }

    @Test
    void closedPortIsUnreachable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(failure(access("127.0.0.1", port, "/x.git")).reason())
                .isEqualTo(Reason.HOST_UNREACHABLE);
    }

    @Test
    void unknownHostIsSaid() throws Exception {
        assertThat(failure(access("no-such-host.invalid", 22, "/x.git")).reason())
                .isEqualTo(Reason.HOST_UNKNOWN);
    }

    @Test
    void serverThatSaysNothingTimesOut() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(failure(access("127.0.0.1", mute.getLocalPort(), "/x.git")))
                    .extracting(GitException::reason)
                    .isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void gitThatSaysNothingTimesOut() throws Exception {
        server.fallSilent();
        assertThat(failure("/team/config.git").reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void keyThatEveryoneCanReadIsNotUsed() throws Exception {
        Files.setPosixFilePermissions(identityFile, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failure("/team/config.git"))
                .hasMessageContaining("every user")
                .extracting(GitException::reason)
                .isEqualTo(Reason.SETUP);
    }

    @Test
    void fileThatHoldsNoKeyIsSaidWithoutItsContent() throws Exception {
        Files.writeString(identityFile, "hunter2");
        GitException unusable = failure("/team/config.git");
        assertThat(unusable.reason()).isEqualTo(Reason.SETUP);
        assertThat(unusable.getMessage() + unusable.remedy()).doesNotContain("hunter2");
    }

    private GitException failure(String path) {
        return failure(access("127.0.0.1", server.port(), path));
    }

    private GitException failure(GitAccess access) {
        return catchThrowableOfType(
                GitException.class,
                () -> {
                    try (OneRevision source =
                            OneRevision.open(access, "main", directory.resolve("mirror"))) {
                        source.fetch();
                    }
                });
    }

    private OneRevision source(String path) throws GitException {
        return OneRevision.open(
                access("127.0.0.1", server.port(), path), "main", directory.resolve("mirror"));
    }

    private GitAccess access(String host, int port, String path) {
        return new GitAccess(
                GitUrl.parse("ssh://git@" + host + ":" + port + path),
                new GitLogin.KeyFile(identityFile),
                KnownHosts.in(knownHosts),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }
}
