package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshTargetTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "203.0.113.7,                root,   203.0.113.7,  22",
                "debian@box.example.no,      debian, box.example.no, 22",
                "debian@box:2222,            debian, box,          2222",
                "ssh://root@box:2222,        root,   box,          2222",
                "2001:DB8::7,                root,   2001:db8::7,  22",
                "root@[2001:db8::7],         root,   2001:db8::7,  22",
                "ops@[2001:db8::7]:2222,     ops,    2001:db8::7,  2222",
                "ola@ad.example.no@box:2222, ola@ad.example.no, box,      2222",
                "v@root#corp@10.0.0.7@psmp,  v@root#corp@10.0.0.7, psmp,  22",
                "root@local@db:SSH:ola@gate, root@local@db:SSH:ola, gate, 22",
                "CORP\\ola@box,              CORP\\ola, box,            22",
                "[fe80::1%eth0]:22,          root,   fe80::1%eth0, 22",
            })
    void readsUserHostAndPort(String text, String user, String host, int port) throws Exception {
        assertThat(SshTarget.parse(text)).isEqualTo(new SshTarget(user, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "@box", "root@", "box:", "box:0", "box:65536", "box:ssh", "-oProxyCommand=x",
                "root@-x", "a b", "[box]", "[::1", "[::1]22", "[::1]:x", "root;id@box", "$(id)@box",
                "`id`@box", "a b@box", "-x@y@box", "ola\\@box", "bø"
            })
    void refusesAnythingElseAsUsage(String text) {
        assertThatThrownBy(() -> SshTarget.parse(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--host " + text)
                .hasMessageContaining("[user@]host[:port]");
    }

    @ParameterizedTest
    @CsvSource({
        "box,                  root@box,                box",
        "ops@box:2222,         ops@box:2222,            [box]:2222",
        "2001:db8::7,          root@2001:db8::7,        2001:db8::7",
        "[2001:db8::7]:2222,   root@[2001:db8::7]:2222, [2001:db8::7]:2222"
    })
    void isCalledAsPeopleAndKnownHostsCallIt(String text, String name, String knownHosts)
            throws Exception {
        SshTarget target = SshTarget.parse(text);

        assertThat(target.name()).isEqualTo(name);
        assertThat(target.knownHostsName()).isEqualTo(knownHosts);
    }
}
