package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.appliance.git.GitException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The source against what runs on most Git hosts: OpenSSH and git itself. */
class OpenSshGitIT {

    private static OpenSshHost host;

    @TempDir Path directory;
    private Path identityFile;
    private Path knownHosts;

    @BeforeAll
    static void startHost() throws Exception {
        host = OpenSshHost.start();
    }

    @AfterAll
    static void stopHost() throws Exception {
        host.close();
    }

    @BeforeEach
    void newRepository() throws Exception {
        host.newRepository();
        commit("a.yaml", "one");
        identityFile = host.writeKey(directory.resolve("id"));
        knownHosts = Files.writeString(directory.resolve("hosts"), host.knownHostsLine());
    }

    @Test
    void commitsAreFollowedOverOneLogin() throws Exception {
        try (OneRevision source = source("/srv/config.git", "main")) {
            source.fetch();
            for (int i = 0; i < 5; i++) {
                String commit = commit("a.yaml", "number " + i);
                Revision revision = source.fetch();
                assertThat(revision.commit()).isEqualTo(commit);
                assertThat(source.tree(revision).read("a.yaml"))
                        .asString()
                        .isEqualTo("number " + i + "\n");
            }
            assertThat(host.sh("ps -eo args")).containsOnlyOnce("sshd: root");
        }
    }

    @Test
    void killedConnectionIsMadeAgainWithinTheSamePoll() throws Exception {
        try (OneRevision source = source("/srv/config.git", "main")) {
            source.fetch();
            host.sh("pkill -f '^sshd: root'");
            String commit = commit("a.yaml", "two");
            assertThat(source.fetch().commit()).isEqualTo(commit);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 8})
    void commitThatNoRefPointsToIsFound(int digits) throws Exception {
        String old = commit("a.yaml", "old");
        commit("a.yaml", "new");
        try (OneRevision source = source("/srv/config.git", old.substring(0, digits))) {
            Revision revision = source.fetch();
            assertThat(revision.commit()).isEqualTo(old);
            assertThat(source.tree(revision).read("a.yaml")).asString().isEqualTo("old\n");
        }
    }

    @Test
    void rewrittenHistoryIsFollowed() throws Exception {
        try (OneRevision source = source("/srv/config.git", "main")) {
            source.fetch();
            host.sh("cd /srv/work && git commit -q --amend -m other && git push -qf origin main");
            String rewritten = host.sh("git -C /srv/work rev-parse HEAD").strip();
            assertThat(source.fetch().commit()).isEqualTo(rewritten);
        }
    }

    @Test
    void missingRepositoryIsSaid() throws Exception {
        assertThat(failure("/srv/nowhere.git").reason()).isEqualTo(Reason.REPOSITORY_NOT_FOUND);
    }

    @Test
    void hostWithoutThePinnedKeyIsRefused() throws Exception {
        KeyPair other = InProcessGitServer.newKey();
        Files.writeString(
                knownHosts,
                "[127.0.0.1]:" + host.port() + " " + PublicKeyEntry.toString(other.getPublic()));
        assertThat(failure("/srv/config.git").reason()).isEqualTo(Reason.HOST_KEY_REFUSED);
    }

    @Test
    void hashedKnownHostsAreRead() throws Exception {
        host.sh(
                "printf '%s' '"
                        + host.knownHostsLine()
                        + "' >/tmp/hosts; ssh-keygen -q -H -f /tmp/hosts");
        Files.writeString(knownHosts, host.sh("cat /tmp/hosts"));
        assertThat(Files.readString(knownHosts)).startsWith("|1|");
        try (OneRevision source = source("/srv/config.git", "main")) {
            assertThat(source.fetch().ref()).isEqualTo("refs/heads/main");
        }
    }

    @Test
    void unregisteredKeyIsRefused() throws Exception {
        Files.delete(identityFile);
        InProcessGitServer.writePrivate(InProcessGitServer.newKey(), identityFile);
        assertThat(failure("/srv/config.git").reason()).isEqualTo(Reason.LOGIN_REFUSED);
    }

    private String commit(String file, String content) throws Exception {
        return host.write(file, content).commit();
    }

    private GitException failure(String path) {
        return catchThrowableOfType(
                GitException.class,
                () -> {
                    try (OneRevision source = source(path, "main")) {
                        source.fetch();
                    }
                });
    }

    private OneRevision source(String path, String revision) throws GitException {
        GitAccess access =
                new GitAccess(
                        GitUrl.parse(host.url(path)),
                        new GitLogin.KeyFile(identityFile),
                        KnownHosts.in(knownHosts),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60));
        return OneRevision.open(access, revision, directory.resolve("mirror"));
    }
}
