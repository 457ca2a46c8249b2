package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.ssh.config.ClientConfig;
import dev.nordbox.installer.host.ssh.config.ConfigFile;
import dev.nordbox.installer.host.ssh.config.HostSettings.Agent;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @TempDir Path home;

    @Test
    void aHostThatNoFileKnowsIsGoneToAsRoot() throws Exception {
        assertThat(route("203.0.113.7")).hasToString("root@203.0.113.7");
        assertThat(route("ops@[2001:db8::7]:2222")).hasToString("ops@[2001:db8::7]:2222");
    }

    @Test
    void whatIsTypedWinsOverTheFile() throws Exception {
        configure("Host prod", "HostName 203.0.113.7", "User deploy", "Port 2200");

        assertThat(route("prod")).hasToString("deploy@203.0.113.7:2200 (prod)");
        assertThat(route("ops@prod:2222")).hasToString("ops@203.0.113.7:2222 (prod)");
    }

    @Test
    void aJumpHostWithoutAUserIsGoneToAsWhoeverRunsThis() throws Exception {
        configure("Host prod", "ProxyJump gate.example.no:2222");

        assertThat(route("prod")).hasToString("me@gate.example.no:2222 → root@prod");
    }

    @Test
    void aJumpHostMayBeNamedAfterTheHost() throws Exception {
        configure("Host prod", "HostName db.example.no", "ProxyJump gate-of-%h");

        assertThat(route("prod"))
                .hasToString("me@gate-of-db.example.no → root@db.example.no (prod)");
    }

    @Test
    void onlyTheFirstOfSeveralJumpHostsBringsItsOwn() throws Exception {
        configure(
                "Host prod", "ProxyJump one,two",
                "Host one", "ProxyJump zero",
                "Host two", "ProxyJump never");

        assertThat(route("prod")).hasToString("me@zero → me@one → me@two → root@prod");
    }

    @Test
    void aWayInCirclesIsRefused() throws Exception {
        configure("Host one", "ProxyJump two", "Host two", "ProxyJump me@one");

        assertThatThrownBy(() -> route("me@one"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("twice through me@one");
    }

    @Test
    void aProxyCommandThatCountsIsRefusedByNameAndPlace() throws Exception {
        configure("Host prod", "ProxyCommand nc -x proxy:1080 %h %p", "Host other", "User x");

        assertThatThrownBy(() -> route("prod"))
                .hasMessageContaining("ProxyCommand nc -x proxy:1080 %h %p")
                .hasMessageContaining(file() + ":2")
                .hasMessageContaining("--jump");
        assertThat(route("other")).hasToString("x@other");
        assertThat(Route.to(login("prod", "gate"), config())).hasToString("me@gate → root@prod");
    }

    @Test
    void aProgramThatKnowsHostKeysIsNotAskedAndStopsNobody() throws Exception {
        configure("Host *", "KnownHostsCommand /usr/bin/sss_ssh_knownhosts %H");

        assertThat(route("prod").ignored())
                .singleElement()
                .satisfies(line -> assertThat(line.meaning()).contains("is asked about"));
        configure("Host *", "RevokedHostKeys /etc/ssh/revoked");
        assertThatThrownBy(() -> route("prod")).hasMessageContaining("RevokedHostKeys");
    }

    @Test
    void whatIsNotDoneIsToldOnlyWhereItCounts() throws Exception {
        configure(
                "Match host=prod exec \"test a = b\"",
                "ProxyJump none",
                "Host prod",
                "Ciphers aes128-ctr",
                "FancyNewThing yes",
                "ControlMaster auto",
                "Host other",
                "BindAddress 192.0.2.1");

        assertThat(route("prod").ignored().toString())
                .contains("Match host=prod exec", file() + ":1")
                .contains("Ciphers aes128-ctr", "FancyNewThing yes")
                .doesNotContain("ControlMaster", "BindAddress");
        assertThat(route("third").ignored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ChallengeResponseAuthentication no",
                "PubkeyAcceptedKeyTypes none",
                "HostbasedKeyTypes ssh-ed25519",
                "DSAAuthentication yes",
                "KeepAlive yes",
                "SmartcardDevice none",
                "GSSAPIKeyExchange no",
                "Protocol 2",
                "RSAAuthentication yes",
                "UserKnownHostsFile2 /dev/null",
                "VerifyHostKeyDNS no # a comment",
                "StrictHostKeyChecking ask # a comment",
                "RevokedHostKeys \"none\"",
                "IgnoreUnknown a,Fancy*\nFancyNewThing yes",
            })
    void whatSshKnowsOrPassesOverIsNotToldAsUnknown(String line) throws Exception {
        configure("Host prod", line);

        assertThat(route("prod").ignored()).isEmpty();
    }

    @Test
    void anOlderNameCountsAsTheNewOne() throws Exception {
        configure("Host prod", "SmartcardDevice /usr/lib/p11.so", "DSAAuthentication no");

        assertThat(route("prod").ignored().toString()).contains("SmartcardDevice", "ssh-add -s");
        assertThat(route("prod").host().settings().methods()).doesNotContain("publickey");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IdentityFile ~/.ssh/%r@%h:%p   | @HOME@/.ssh/root@203.0.113.7:2200",
                "IdentityFile %d/keys/%n        | @HOME@/keys/prod",
                "IdentityFile /keys/%u/%%       | /keys/me/%",
                "IdentityFile ${KEYS}/id        | /from/environment/id",
                "IdentityFile /run/%i/%l        | /run/@UID@/@MACHINE@"
            })
    void lettersInFileNamesAreFilledIn(String line, String expected) throws Exception {
        configure("Host prod", "HostName 203.0.113.7", "User root", "Port 2200", line);

        assertThat(route("prod").host().settings().identities().files())
                .containsExactly(
                        Path.of(
                                expected.replace("@HOME@", home.toString())
                                        .replace("@UID@", printed("id", "-u"))
                                        .replace("@MACHINE@", printed("uname", "-n"))));
    }

    @Test
    void theAgentIsTheOneThatTheFileChooses() throws Exception {
        configure(
                "Host one", "IdentityAgent ~/agent.sock",
                "Host two", "IdentityAgent none",
                "Host three", "IdentityAgent $SOCKET",
                "Host four", "IdentityAgent SSH_AUTH_SOCK");

        assertThat(agent("one")).isEqualTo(new Agent.At(home.resolve("agent.sock")));
        assertThat(agent("two")).isEqualTo(new Agent.None());
        assertThat(agent("three")).isEqualTo(new Agent.At(Path.of("/from/socket")));
        assertThat(agent("four")).isEqualTo(new Agent.OfEnvironment());
        assertThat(agent("five")).isEqualTo(new Agent.OfEnvironment());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Port ssh              | is not a port",
                "Port 70000            | is not a port",
                "IdentityFile %Z       | `%Z` stands for nothing",
                "IdentityFile ${NONE}x | the environment has no NONE",
                "User \"open           | quotation mark",
                "Match                 | names no condition",
                "Match moon full       | no condition that ssh knows",
                "ProxyJump a:b:c:d@    | no host name"
            })
    void aLineThatCannotBeUnderstoodIsNamed(String line, String said) throws Exception {
        configure("Host *", line);

        assertThatThrownBy(() -> route("prod")).hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30",
        "30s, 30",
        "1m, 60",
        "1M30s, 90",
        "1h30, 3630",
        "2d, 172800",
        "1w, 604800",
        "0, ",
        "none, "
    })
    void aTimeIsReadAsSshReadsIt(String said, Integer seconds) throws Exception {
        configure("Host *", "ConnectTimeout " + said);

        assertThat(route("prod").host().settings().connectTimeout().map(Duration::toSeconds))
                .isEqualTo(Optional.ofNullable(seconds).map(Integer::longValue));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "30x", "s", "-1", "2147483648"})
    void whatIsNoTimeIsNamedWithItsLine(String said) throws Exception {
        configure("Host *", "ConnectTimeout " + said);

        assertThatThrownBy(() -> route("prod"))
                .hasMessageContaining(file() + ":2")
                .hasMessageContaining("`" + said + "` is no time");
    }

    @Test
    void aFileThatOthersMayWriteIsRefusedAsSshDoes() throws Exception {
        configure("Host *", "User x");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));

        assertThatThrownBy(() -> route("prod")).hasMessageContaining("chmod go-w " + file());
    }

    @Test
    void noFileIsReadWhenNoneIsAskedFor() throws Exception {
        configure("Host *", "User x");

        assertThat(Route.to(login("prod", ""), config().only("none"))).hasToString("root@prod");
        assertThatThrownBy(() -> config().only("/no/such/file"))
                .hasMessageContaining("--ssh-config /no/such/file");
    }

    private static String printed(String... command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    private Agent agent(String host) throws ProblemException {
        return route(host).host().settings().identities().agent();
    }

    private Route route(String host) throws ProblemException {
        return Route.to(login(host, ""), config());
    }

    private static SshLogin login(String host, String jump) {
        return new SshLogin(
                host,
                Optional.of(jump).filter(hosts -> !hosts.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                FirstContact.ASK);
    }

    private ClientConfig config() {
        return new ClientConfig(
                List.of(new ConfigFile(file(), home.resolve(".ssh"), true)),
                home,
                "me",
                Map.of("KEYS", "/from/environment", "SOCKET", "/from/socket"));
    }

    private Path file() {
        return home.resolve("config");
    }

    private void configure(String... lines) throws Exception {
        Files.writeString(file(), String.join("\n", lines) + "\n");
    }
}
