package dev.nordbox.appliance.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.appliance.git.GitException.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            assertThat(refused.reason()).isEqualTo(Reason.MOVED);
            assertThat(refused)
                    .hasMessage(
                            host.url("/config.git")
                                    + " sends us on to "
                                    + other.url("/config.git"));
            assertThat(refused.remedy()).contains("write that URL");
            assertThat(other.calls()).isZero();
        }
    }

    @Test
    void redirectOnTheSameHostIsFollowedWithTheLogin() throws Exception {
        host.move("/team/config", "/config.git");
        host.require("bot:s3cret");
        String url = host.url("/team/config");
        try (OneRevision source = source(url, credentials("bot", "s3cret"))) {
            Revision first = source.fetch();
            assertThat(source.tree(first).read("a.yaml")).asString().isEqualTo("one");
            String commit = remote.write("a.yaml", "two").commit();
            assertThat(source.fetch().commit()).isEqualTo(commit);
        }
    }

    @Test
    void mirrorOfATimeWithoutRedirectsFollowsThem() throws Exception {
        try (OneRevision source = source(host.url("/config.git"), Optional.empty())) {
            source.fetch();
        }
        Path config = directory.resolve("mirror/config");
        Files.writeString(
                config,
                Files.readString(config).replace("Redirects = initial", "Redirects = false"));
        host.move("/config.git", "/renamed.git");
        Files.move(directory.resolve("config.git"), directory.resolve("renamed.git"));
        try (OneRevision source = source(host.url("/config.git"), Optional.empty())) {
            assertThat(source.fetch().commit()).isNotEmpty();
        }
    }

    @Test
    void redirectWithoutTlsIsNotFollowedAndGetsNoCredentials() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String http = "http://127.0.0.1:" + plain.getLocalPort() + "/config.git";
            host.move("/config.git", http);
            GitException refused = failure(host.url("/config.git"), credentials("bot", "s3cret"));
            assertThat(refused.reason()).isEqualTo(Reason.MOVED);
            assertThat(refused).hasMessageEndingWith("sends us on to " + http);
            plain.setSoTimeout(1);
            assertThatThrownBy(plain::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void redirectsInACircleEndAndAreNoPassingTrouble() {
        host.move("/config.git", "/config.git");
        GitException refused = failure(host.url("/config.git"), Optional.empty());
        assertThat(refused.reason()).isEqualTo(Reason.MOVED);
        assertThat(host.calls()).isLessThan(10);
    }

    @Test
    void pageToLogInIsNoRepository() {
        host.redirectToPage("/users/sign_in?ticket=s3cret");
        GitException refused = failure(host.url("/config.git"), Optional.empty());
        assertThat(refused.reason()).isEqualTo(Reason.MOVED);
        assertThat(refused)
                .hasMessageEndingWith("what is no repository: " + host.url("/users/sign_in"));
        assertThat(refused.remedy()).contains("credentialsFile");
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
    void certificateThatIsNotTrustedIsOfAnAuthorityThatCanBeNamed() throws Exception {
        host.distrust();
        HttpsTrust named =
                new HttpsTrust(Optional.empty(), host.certificate(), "the map", "add it");
        try (OneRevision source = OneRevision.open(trusting(named), "main", mirror())) {
            assertThat(source.fetch().commit()).isNotEmpty();
        }
        Path file = Files.writeString(directory.resolve("ca.pem"), host.certificate());
        try (OneRevision source =
                OneRevision.open(trusting(HttpsTrust.in(file)), "main", mirror())) {
            assertThat(source.fetch().commit()).isNotEmpty();
        }
    }

    @Test
    void authorityOfAnotherHostVouchesForNobodyElse() throws Exception {
        HttpsTrust other =
                new HttpsTrust(
                        Optional.empty(),
                        InProcessHttpsHost.anotherCertificate(),
                        "the map",
                        "add it");
        GitException refused = failure(trusting(other));
        assertThat(refused.reason()).isEqualTo(Reason.HOST_KEY_REFUSED);
        assertThat(refused).hasMessageContaining("is not trusted by the map");
        assertThat(refused.remedy()).isEqualTo("add it");
    }

    @Test
    void namedAuthorityDoesNotMakeUpForAWrongName() throws Exception {
        host.distrust();
        HttpsTrust named =
                new HttpsTrust(Optional.empty(), host.certificate(), "the map", "add it");
        GitAccess access =
                access(
                        GitUrl.parse(host.url("/config.git").replace("127.0.0.1", "localhost")),
                        named);
        assertThat(failure(access).reason()).isEqualTo(Reason.HOST_KEY_REFUSED);
    }

    @Test
    void whatIsNoCertificateIsSaidBeforeAnyRequest() throws Exception {
        for (String pem : List.of("ca", "-----BEGIN CERTIFICATE-----\nAAAA\n", "# none\n")) {
            HttpsTrust none = new HttpsTrust(Optional.empty(), pem, "the map", "add it");
            assertThat(failure(trusting(none)))
                    .hasMessageContaining("the map has no certificate")
                    .extracting(GitException::reason)
                    .isEqualTo(Reason.SETUP);
        }
        assertThat(failure(trusting(HttpsTrust.in(directory.resolve("none")))).reason())
                .isEqualTo(Reason.SETUP);
        assertThat(host.calls()).isZero();
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
        return failure(access(url, credentials));
    }

    private GitException failure(GitAccess access) {
        return catchThrowableOfType(
                GitException.class,
                () -> {
                    try (OneRevision source = OneRevision.open(access, "main", mirror())) {
                        source.fetch();
                    }
                });
    }

    private OneRevision source(String url, Optional<Path> credentials) throws GitException {
        return OneRevision.open(access(url, credentials), "main", mirror());
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }

    private GitAccess access(String url, Optional<Path> credentials) {
        return new GitAccess(
                GitUrl.parse(url),
                credentials.<GitLogin>map(GitLogin.PasswordFile::new).orElse(GitLogin.NONE),
                KnownHosts.NONE,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20));
    }

    private GitAccess trusting(HttpsTrust trust) {
        return access(GitUrl.parse(host.url("/config.git")), trust);
    }

    private static GitAccess access(GitUrl url, HttpsTrust trust) {
        return new GitAccess(
                url,
                GitLogin.NONE,
                KnownHosts.NONE,
                trust,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20));
    }
}
