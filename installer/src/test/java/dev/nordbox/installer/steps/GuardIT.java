package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.config.BoxConfig.Firewall;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.preflight.CheckResult;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.StepFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts and guard on a real Debian with systemd and nftables, over real SSH. */
class GuardIT {
    /** A closed way out is refused where the box' own packages would be missed. */
    private static final String WITHOUT_MIRRORS =
            "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*";

    private static final List<String> WEB = List.of("80/tcp", "443/tcp");
    private static final InstallSpec OPEN =
            Specs.withFirewall(new Firewall(List.of(), List.of(), WEB));

    /** Lets SSH in from a documentation range only, where this test does not come from. */
    private static final InstallSpec CLOSED =
            Specs.withFirewall(new Firewall(List.of(), List.of("192.0.2.0/24"), WEB));

    private static final Duration LONG = Duration.ofMinutes(2);

    /** A pod behind cni0, and a machine outside that answers every line on one port. */
    private static final String WORLD_AND_POD =
            """
            set -e
            ip netns add pod; ip link add cni0 type veth peer name eth0 netns pod
            ip addr add 10.42.0.1/24 dev cni0; ip link set cni0 up
            ip -n pod addr add 10.42.0.9/24 dev eth0; ip -n pod link set eth0 up
            ip -n pod link set lo up; ip -n pod route add default via 10.42.0.1
            ip netns add world; ip link add wan0 type veth peer name eth0 netns world
            ip addr add 198.18.0.1/24 dev wan0; ip link set wan0 up
            ip -n world addr add 198.18.0.2/24 dev eth0; ip -n world addr add 198.18.0.3/24 dev eth0
            ip -n world link set eth0 up; ip -n world route add 10.42.0.0/16 via 198.18.0.1
            cat >/tmp/answer.py <<'END'
            import socketserver
            class Answer(socketserver.StreamRequestHandler):
                def handle(self):
                    for _ in self.rfile:
                        self.wfile.write(b"answer\\n")
            socketserver.ThreadingTCPServer(("", 2200), Answer).serve_forever()
            END
            ip netns exec world setsid python3 /tmp/answer.py >/dev/null 2>&1 </dev/null &
            until ip netns exec world ss -Hlnt | grep -q :2200; do sleep 0.1; done
            """;

    private static final String OPEN_FLOW =
            """
            mkfifo /tmp/questions
            cat >/tmp/ask.sh <<'END'
            exec 4<>/tmp/questions 3<>/dev/tcp/198.18.0.2/2200
            cat <&3 >/tmp/answers &
            cat <&4 >&3
            END
            ip netns exec pod setsid bash /tmp/ask.sh >/dev/null 2>&1 </dev/null &
            echo >/tmp/questions
            """;

    /** Two pods on the pods' bridge, one of which listens at the IPv6 address it gave itself. */
    private static final String PODS_ON_A_BRIDGE =
            """
            set -e
            mount -o remount,rw /proc/sys
            sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0
            ip link add cni0 type bridge; ip link set cni0 up
            for pod in pod other; do
                ip netns add $pod; ip link add $pod type veth peer name eth0 netns $pod
                ip netns exec $pod sysctl -qw net.ipv6.conf.all.disable_ipv6=0
                ip link set $pod master cni0 up; ip -n $pod link set lo up; ip -n $pod link set eth0 up
            done
            ip netns exec other setsid python3 -m http.server --bind :: 2200 >/dev/null 2>&1 </dev/null &
            until ip netns exec other ss -Hlnt | grep -q :2200; do sleep 0.1; done
            while ip -6 -o addr show dev cni0 tentative | grep -q . ||
                ip -n pod -6 -o addr show tentative | grep -q . ||
                ip -n other -6 -o addr show tentative | grep -q .; do sleep 0.1; done
            """;

    @TempDir Path folder;
    private SystemdServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = SystemdServer.start(folder);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void factsAreThoseOfTheServerAndPreflightRefusesAContainer() throws Exception {
        try (Host host = server.connect("debian")) {
            HostFacts facts =
                    SystemdServer.survey(ClusterSurvey.NONE).gather(host, FactQuery.NOTHING);

            assertThat(facts.os().version()).isEqualTo("12");
            assertThat(facts.login().user()).isEqualTo("debian");
            assertThat(facts.login().root()).isTrue();
            assertThat(facts.login().sshPort()).contains(22);
            assertThat(facts.login().doors().ports()).containsExactly(22);
            assertThat(facts.login().sshClientAddress()).isPresent();
            assertThat(facts.listening())
                    .anyMatch(socket -> socket.port() == 22 && socket.process().isPresent());
            assertThat(
                            new Preflight(Preflight.JavaSupply.BROUGHT)
                                    .examine(host.name(), facts)
                                    .failures())
                    .extracting(CheckResult::id)
                    .contains("machine");
        }
    }

    @Test
    void aProvenGuardStaysAndASecondRunChangesNothing() throws Exception {
        assertThat(server.guard("debian", OPEN).changed())
                .extracting(step -> step.id())
                .containsExactly("adopt", "guard");

        assertThat(server.sh("nft list chain inet nordbox input")).contains("policy drop");
        assertThat(server.sh("nft list chain inet nordbox forward"))
                .containsSubsequence(
                        "ip daddr 169.254.169.254 counter",
                        "ip6 daddr fd00:ec2::254 counter",
                        "iifname");
        assertThat(server.sh("systemctl is-enabled nordbox-guard")).startsWith("enabled");
        assertThat(server.guard("root", OPEN).changed()).isEmpty();

        server.sh("nft add rule inet nordbox input tcp dport 9999 accept");
        assertThat(server.guard("root", OPEN).changed()).hasSize(1);
        assertThat(server.guard("root", OPEN).changed()).isEmpty();
    }

    @Test
    void aGuardThatLocksOutIsTakenBackAtOnceWhenTheRunLives() throws Exception {
        server.guard("root", OPEN);
        String good = server.sh("nft -s list table inet nordbox");

        assertThatThrownBy(() -> server.guard("root", CLOSED))
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("firewall.ssh");

        assertThat(server.sh("nft -s list table inet nordbox")).isEqualTo(good);
        assertThat(server.guard("root", OPEN).changed()).isEmpty();
    }

    @Test
    void aGuardThatLocksOutIsTakenBackByTheServerWhenTheRunIsGone() throws Exception {
        assertThatThrownBy(
                        () ->
                                server.up(
                                        new DiesAtProof(server.connect("root")),
                                        CLOSED,
                                        SystemdServer.guardSteps()))
                .hasMessage("this process is gone");
        assertThat(server.sh("nft list chain inet nordbox input")).contains("192.0.2.0/24");

        await().atMost(Duration.ofSeconds(40))
                .until(() -> !server.sh("nft list ruleset").contains("192.0.2.0/24"));

        assertThat(server.guard("root", OPEN).changed())
                .extracting(s -> s.id())
                .containsExactly("guard");
    }

    @Test
    void theGuardIsLoadedAgainWhateverIsDoneToNftables() throws Exception {
        server.guard("root", OPEN);

        for (String verb : List.of("start", "restart", "reload", "stop")) {
            server.sh("systemctl " + verb + " nftables");

            assertThat(server.sh("nft list chain inet nordbox input"))
                    .as("after systemctl %s nftables", verb)
                    .contains("policy drop");
            assertThat(server.guard("root", OPEN).changed()).as(verb).isEmpty();
        }
        server.sh("nft flush ruleset; systemctl start nftables");
        assertThat(server.sh("nft list chain inet nordbox input")).contains("policy drop");
    }

    @Test
    void filtersOfOthersAreTold() throws Exception {
        server.sh("iptables -A INPUT -p tcp --dport 22 -j ACCEPT");
        server.sh("iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited");
        server.sh("nft add table inet own");
        server.sh(
                "nft add chain inet own fw '{ type filter hook forward priority 0; policy drop; }'");
        server.guard("root", OPEN);

        try (Host host = server.connect("debian")) {
            HostFacts facts =
                    SystemdServer.survey(ClusterSurvey.NONE).gather(host, FactQuery.NOTHING);

            assertThat(facts.guard().foreign())
                    .extracting(filter -> filter.table() + " " + filter.verdict())
                    .containsExactlyInAnyOrder(
                            "ip filter reject everything else", "inet own policy drop");
        }
    }

    @Test
    void kernelParametersAreTheLastThatAreReadAtBoot() throws Exception {
        server.sh("echo vm.overcommit_memory=2 >>/etc/sysctl.conf");
        server.sh("ln -sf ../sysctl.conf /etc/sysctl.d/99-sysctl.conf");
        server.sh("echo vm.overcommit_memory=1 >" + PrepareKernel.SYSCTLS);

        assertThat(server.sh("/lib/systemd/systemd-sysctl --cat-config | grep ^vm.overcommit"))
                .endsWith("=1\n");
    }

    @Test
    void theWorkloadsOfARehearsalReachNothingOutside() throws Exception {
        InstallSpec rehearsal =
                Specs.withFirewall(new Firewall(List.of(), List.of(), List.of(), true));
        server.guard("root", OPEN);
        server.sh(WORLD_AND_POD);
        assertThat(server.sh(tryFrom("ip netns exec pod", "198.18.0.2"))).contains("open");

        assertThat(server.guard("root", rehearsal).changed()).hasSize(1);

        assertThat(server.sh(tryFrom("ip netns exec pod", "198.18.0.2"))).contains("closed");
        assertThat(server.sh(tryFrom("", "198.18.0.2"))).as("the host, for Git").contains("open");
        assertThat(server.guard("root", rehearsal).changed()).isEmpty();
    }

    @Test
    void podsReachWhatIsListedAndAFlowWhoseTargetLeftTheListIsDead() throws Exception {
        server.sh(WITHOUT_MIRRORS);
        Endpoint world = HeldTo.endpoint("world", "198.18.0.2/32", "2200/tcp", true);
        server.guard("root", HeldTo.nordic(OPEN, world));
        server.sh(WORLD_AND_POD);

        assertThat(server.sh(tryFrom("ip netns exec pod", "198.18.0.2"))).contains("open");
        assertThat(server.sh(tryFrom("", "198.18.0.2"))).contains("open");
        assertThat(server.sh(tryFrom("ip netns exec pod", "198.18.0.3"))).contains("closed");
        assertThat(server.sh(tryFrom("", "198.18.0.3"))).contains("closed");
        assertThat(server.sh("nft list table inet nordbox"))
                .containsPattern("counter packets 1 bytes \\d+ reject .*\"pod egress denied\"")
                .containsPattern("counter packets 1 bytes \\d+ reject .*\"host egress denied\"");

        server.sh(OPEN_FLOW);
        await().atMost(LONG).until(() -> server.sh("cat /tmp/answers").equals("answer\n"));

        assertThat(server.guard("root", HeldTo.nordic(OPEN)).changed()).hasSize(1);
        server.sh("echo >/tmp/questions");
        await().atMost(LONG)
                .until(
                        () ->
                                !server.sh("nft list chain inet nordbox forward")
                                        .contains("counter packets 0 bytes 0 reject with tcp"));

        assertThat(server.sh("cat /tmp/answers")).isEqualTo("answer\n");
        assertThat(server.guard("root", HeldTo.nordic(OPEN)).changed()).isEmpty();
    }

    /** Policies name IPv4 addresses, and every interface gives itself an IPv6 one. */
    @Test
    void podsReachNeitherHostNorPodsByIpv6() throws Exception {
        server.sh(WITHOUT_MIRRORS);
        server.sh(PODS_ON_A_BRIDGE);
        String host = linkLocal("dev cni0") + "%eth0";
        String pod = linkLocal("-n other", "dev eth0");

        assertThat(server.sh(tryFrom("ip netns exec pod", host, 22))).contains("open");
        assertThat(server.sh(tryFrom("ip netns exec pod", pod + "%eth0", 2200))).contains("open");

        for (InstallSpec spec : List.of(OPEN, HeldTo.nordic(OPEN))) {
            server.guard("root", spec);

            assertThat(server.sh(tryFrom("ip netns exec pod", host, 22))).contains("closed");
            assertThat(server.sh(tryFrom("ip netns exec pod", pod + "%eth0", 2200)))
                    .contains("closed");
            assertThat(server.sh(tryFrom("", pod + "%cni0", 2200))).contains("open");
        }
    }

    private String linkLocal(String... where) throws Exception {
        String device = where[where.length - 1];
        return server.sh(
                        "ip %s -6 -o addr show %s scope link | sed 's|.* inet6 \\([^/]*\\)/.*|\\1|'"
                                .formatted(where.length > 1 ? where[0] : "", device))
                .strip();
    }

    private static String tryFrom(String where, String address) {
        return tryFrom(where, address, 2200);
    }

    private static String tryFrom(String where, String address, int port) {
        return where
                + " timeout 5 bash -c 'exec 3<>/dev/tcp/"
                + address
                + "/"
                + port
                + "' 2>/dev/null && echo open || echo closed";
    }
}
