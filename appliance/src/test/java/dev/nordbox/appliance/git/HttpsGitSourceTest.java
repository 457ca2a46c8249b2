package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.appliance.git.GitException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsGitSourceTest {

    @TempDir Path directory;
    private TestRepository remote;
    private InProcessHttpsHost host;

    @BeforeEach
    void startHost() throws Exception {
        remote = new TestRepository(directory.resolve("config.git"));
        remote.write("a.yaml", "one").commit();
        host = new InProcessHttpsHost(directory);
    }

    @AfterEach
    void stopHost() {
        host.close();
        remote.close();
    }

    @Test
    void openRepositoryIsPolledAndFetched() throws Exception {
        try (OneRevision source = source(host.url("/config.git"), Optional.empty())) {
            Revision first = source.fetch();
            assertThat(source.tree(first).read("a.yaml")).asString().isEqualTo("one");
            String commit = remote.write("a.yaml", "two").commit();
            assertThat(source.fetch().commit()).isEqualTo(commit);
        }
    }

    @Test
    void anAnswerCountsAgainstTheBudgetOfTheExchange() throws Exception {
        try (OneRevision source = source(host.url("/config.git"), Optional.empty())) {
            source.fetch();
        }
        GitAccess hasty =
                new GitAccess(
                        GitUrl.parse(host.url("/config.git")),
                        GitLogin.NONE,
                        KnownHosts.NONE,
                        Duration.ofSeconds(5),
                        Duration.ofNanos(1));
        try (OneRevision source = OneRevision.open(hasty, "main", directory.resolve("mirror"))) {
            assertThat(catchThrowableOfType(GitException.class, source::fetch).reason())
                    .isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void credentialsComeFromTheirFile() throws Exception {
        host.require("bot:s3cret=x");
        try (OneRevision source = source(host.url("/config.git"), credentials("bot", "s3cret=x"))) {
            assertThat(source.fetch().commit()).isNotEmpty();
        }
    }

    @Test
    void missingCredentialsAreAskedForInTheMessageAndNotOnATerminal() throws Exception {
        host.require("bot:s3cret");
        GitException refused = failure(host.url("/config.git"), Optional.empty());
        assertThat(refused.reason()).isEqualTo(Reason.LOGIN_REFUSED);
        assertThat(refused.remedy()).contains("SSH URL").contains("credentialsFile");
    }

    @Test
    void wrongCredentialsAreRefusedAndNotRepeated() throws Exception {
        host.require("bot:s3cret");
        GitException refused = failure(host.url("/config.git"), credentials("bot", "hunter2"));
        assertThat(refused.reason()).isEqualTo(Reason.LOGIN_REFUSED);
        assertThat(refused.getMessage() + refused.remedy()).doesNotContain("hunter2");
    }

    @Test
    void redirectToAnotherHostIsNotFollowedAndGetsNoCredentials() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        try (InProcessHttpsHost other = new InProcessHttpsHost(elsewhere)) {
            host.redirectTo(other.url(""));
            GitException refused = failure(host.url("/config.git"), credentials("bot", "s3cret"));
            assertThat(refused).hasMessageContaining("edirect");
            assertThat(other.logins()).isEmpty();
        }
    }

    @Test
    void missingRepositoryIsSaid() throws Exception {
        assertThat(failure(host.url("/nowhere.git"), Optional.empty()).reason())
                .isEqualTo(Reason.REPOSITORY_NOT_FOUND);
    }

    @Test
    void certificateThatIsNotTrustedIsRefused() throws Exception {
        host.distrust();
        assertThat(failure(host.url("/config.git"), Optional.empty()))
                .hasMessageContaining("certificate")
                .extracting(GitException::reason)
                .isEqualTo(Reason.HOST_KEY_REFUSED);
    }

    @Test
    void credentialsFileWithoutAPasswordIsRefusedBeforeAnyRequest() throws Exception {
        Path file = Files.writeString(directory.resolve("login"), "username=bot\n");
        assertThat(failure(host.url("/config.git"), Optional.of(file)))
                .hasMessageContaining("lacks username= or password=")
                .extracting(GitException::reason)
                .isEqualTo(Reason.SETUP);
    }

    private Optional<Path> credentials(String user, String password) throws Exception {
        Path file = directory.resolve("credentials");
        Files.writeString(file, "username=" + user + "\npassword=" + password + "\n");
        return Optional.of(file);
    }

    private GitException failure(String url, Optional<Path> credentials) {
        return catchThrowableOfType(
                GitException.class,
                () -> {
                    try (OneRevision source = source(url, credentials)) {
                        source.fetch();
                    }
                });
    }

    private OneRevision source(String url, Optional<Path> credentials) throws GitException {
        GitAccess access =
                new GitAccess(
                        GitUrl.parse(url),
                        credentials.<GitLogin>map(GitLogin.PasswordFile::new).orElse(GitLogin.NONE),
                        KnownHosts.NONE,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20));
        return OneRevision.open(access, "main", directory.resolve("mirror"));
    }
}
