package dev.nordbox.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactLinesTest {
    private static final String WHOLE =
            """
            nordbox-facts\t1
            clock\t60000
            os\tdebian\t13\tDebian GNU/Linux 13 (trixie)\t6.12.43+deb13-cloud-arm64
            machine\taarch64\tkvm\tbox1\t0-3,6\t4007852\tsystemd
            disk\t/var/lib\text2/ext3\t4096\t1000\t400\t77
            disk\t/sys/fs/cgroup\tcgroup2fs\t4096\t0\t0\t0
            controllers\tcpuset cpu memory pids
            login\tdebian\t0\t2001:db8::7 50000 2001:db8::1 2222
            route\t6\tens3
            begin\taddresses
            2: ens3    inet6 2001:db8::1/64 scope global
            7: cni0    inet 10.42.0.1/24 brd 10.42.0.255 scope global cni0
            end\taddresses
            begin\tlistening
            tcp LISTEN 0 128 [::]:2222 [::]:* users:(("sshd",pid=1,fd=3))
            tcp LISTEN 0 4096 127.0.0.1:6444 0.0.0.0:* users:(("k3s server",pid=9,fd=3))
            udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*
            end\tlistening
            sshd-listens\t[::]:2222
            sshd-listens\t127.0.0.1:22
            k3s-pid\t9
            k3s-proxy\t/etc/default/k3s
            java\t/usr/lib/jvm/a/bin/java\t"1.8.0_412"
            java\t/usr/lib/jvm/b/bin/java\t"21.0.5"
            begin\tsysctls
            net/ipv4/ip_local_port_range:32768\t60999
            end\tsysctls
            file\t755\troot:root\t4096\tdirectory\t1700000000.000000\t/etc/x\t'/etc/x'
            file\t4711\troot:adm\t3\tregular file\t1700000001.000001\t/etc/x/y\t'/etc/x/y'
            file\t777\troot:root\t1\tsymbolic link\t1700000002.5\t/etc/x/z\t'/etc/x/z' -> 'y'
            sum\tabc\t/etc/x/y
            begin\tunits
            LoadState=not-found
            ActiveState=inactive
            NeedDaemonReload=no

            LoadState=not-found
            ActiveState=inactive

            LoadState=loaded
            ActiveState=active
            UnitFileState=enabled
            NeedDaemonReload=yes
            InvocationID=0a1b
            ExecMainStartTimestamp=Tue 2023-11-14 22:13:23.250000 UTC

            LoadState=not-found
            ActiveState=inactive
            end\tunits
            note\tadopted\tv1
            note\tno-redis\t1.2.0 Could not resolve 'mirror.example.no'
            nft\tinstalled
            guard-admins\t198.51.100.0/24 2001:db8::/32
            done
            """;

    @Test
    void everyFactArrivesInItsPlace() throws ProblemException {
        HostFacts facts = read(WHOLE);

        assertThat(facts.os().version()).isEqualTo("13");
        assertThat(facts.machine().architecture()).isEqualTo("arm64");
        assertThat(facts.machine().cpus()).isEqualTo(5);
        assertThat(facts.machine().memoryBytes()).isEqualTo(4007852L * 1024);
        assertThat(facts.machine().cgroupVersion()).isEqualTo(2);
        assertThat(facts.machine().disks().get("/var/lib").freeBytes()).isEqualTo(4096 * 400);
        assertThat(facts.clock().ahead()).isEqualTo(Duration.ofMinutes(1));
        assertThat(facts.login().sshClientAddress()).contains("2001:db8::7");
        assertThat(facts.login().sshPort()).contains(2222);
        assertThat(facts.login().doors().ports()).containsExactly(2222);
        assertThat(facts.network().addresses()).containsExactly("2001:db8::1/64");
        assertThat(facts.network().defaultInterface()).contains("ens3");
        assertThat(facts.listening())
                .containsExactly(
                        new ListeningPort("tcp", "[::]", 2222, Optional.of("sshd"), false),
                        new ListeningPort(
                                "tcp", "127.0.0.1", 6444, Optional.of("k3s server"), true),
                        new ListeningPort("udp", "127.0.0.53%lo", 53, Optional.empty(), false));
        assertThat(facts.java()).extracting(JavaRuntime::feature).containsExactly(8, 21);
        assertThat(facts.sysctls()).containsEntry("net.ipv4.ip_local_port_range", "32768\t60999");
        assertThat(facts.file("/etc/x").orElseThrow().kind()).isEqualTo(FileFacts.Kind.DIRECTORY);
        assertThat(facts.file("/etc/x/y"))
                .contains(
                        new FileFacts(
                                FileFacts.Kind.FILE,
                                "4711",
                                "root:adm",
                                3,
                                "abc",
                                "",
                                Instant.parse("2023-11-14T22:13:21.000001Z")));
        assertThat(facts.file("/etc/x/z").orElseThrow().target()).isEqualTo("y");
        assertThat(facts.file("/etc/z")).isEmpty();
        assertThat(facts.unit("k3s.service"))
                .isEqualTo(
                        new UnitFacts(
                                "loaded",
                                "active",
                                "enabled",
                                true,
                                Optional.of(
                                        new UnitFacts.Start(
                                                "0a1b",
                                                Instant.parse("2023-11-14T22:13:23.250Z")))));
        assertThat(facts.k3s().ours()).isTrue();
        assertThat(facts.k3s().proxySaidIn()).containsExactly("/etc/default/k3s");
        assertThat(facts.note("no-redis")).hasValue("1.2.0 Could not resolve 'mirror.example.no'");
        assertThat(facts.guard().admins()).containsExactly("198.51.100.0/24", "2001:db8::/32");
    }

    @Test
    void whatRoomControlGroupsHaveIsNothingToFailOver() throws ProblemException {
        String groups = "disk\t/sys/fs/cgroup\tcgroup2fs\t";

        HostFacts facts = read(WHOLE.replace(groups + "4096\t0\t0\t0", groups + "?"));

        assertThat(facts.machine().cgroupVersion()).isEqualTo(2);
        assertThat(facts.machine().disks()).containsKey("/var/lib");
    }

    @Test
    void whatALoginShellPrintsFirstIsPassedOver() throws ProblemException {
        assertThat(read("Welcome to box1!\n\n" + WHOLE).os().id()).isEqualTo("debian");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "command not found\n",
                "nordbox-facts\t1\nclock\t1\n",
                "nordbox-facts\t1\ndone\n",
                "nordbox-facts\t1\nbegin\tunits\nLoadState=loaded\n"
            })
    void anythingElseEndsTheRun(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(FactsUnreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "surprise\t1",
                "user\troot\tzero\t0\t/root\t/bin/sh",
                "file\t644",
                "note\tadopted",
                "os\tdebian\t13",
                "clock\tsoon",
                "units\tLoadState=loaded",
                "begin\tfile\nend\tfile",
                "begin\tunits\nLoadState\nend\tunits",
                "begin\tsysctls\nkernel/ostype\nend\tsysctls"
            })
    void oneLineThatTheScriptCannotHaveWrittenEndsItToo(String line) {
        assertThatThrownBy(() -> read(WHOLE.replace("done\n", line + "\ndone\n")))
                .isInstanceOf(FactsUnreadable.class);
    }

    @Test
    void namesThatTheScriptCouldNotKeepApartAreRefused() {
        for (String name : List.of("/etc/a b", "/etc/$(reboot)", "", "/etc/*")) {
            assertThatThrownBy(() -> FactQuery.NOTHING.files(List.of(name)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static HostFacts read(String text) throws ProblemException {
        return new FactLines(
                        "host",
                        text,
                        new FactLines.Way(
                                ShellSurvey.withNeeds(FactQuery.NOTHING),
                                Optional.empty(),
                                true,
                                Instant.EPOCH,
                                Instant.EPOCH))
                .facts();
    }
}
