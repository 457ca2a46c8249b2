package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfig.Firewall;
import dev.nordbox.installer.control.Inspection;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.step.InstallSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the probes of a profile see of a real guard, on a Debian with systemd and nftables. */
class GuardProbesIT {
    private static final InstallSpec OPEN =
            Specs.withFirewall(new Firewall(List.of(), List.of(), List.of("443/tcp")));

    /** The pods' bridge, and an API that pods find at its service address. */
    private static final String PODS_AND_API =
            """
            set -e
            rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*
            ip link add cni0 type bridge; ip addr add 10.42.0.1/24 dev cni0; ip link set cni0 up
            nft 'table ip api { chain in { type nat hook prerouting priority dstnat;
                ip daddr 10.43.0.1 tcp dport 443 redirect to :6443; }; }'
            setsid python3 -m http.server 6443 >/dev/null 2>&1 </dev/null &
            until ss -Hlnt | grep -q :6443; do sleep 0.1; done
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
    void eachTryIsCountedByTheRuleThatDeniesItAndNothingIsLeft() throws Exception {
        server.sh(PODS_AND_API);
        server.guard("root", HeldTo.nordic(OPEN));

        List<String> seen = probed("host:127.0.0.1:22:itself");

        assertThat(seen).anyMatch(line -> line.startsWith("ready state=open address=10.42.0."));
        assertThat(seen).anyMatch(denied("PR-07", 1));
        assertThat(seen).anyMatch(denied("PR-06", 1));
        assertThat(seen).anyMatch(denied("PR-12", 1));
        assertThat(seen).anyMatch(line -> line.startsWith("PR-08 answer=open from=host"));
        assertThat(seen)
                .anyMatch(line -> line.matches("PR-09 open=0 tries=5 counted=([5-9]|\\d\\d+) .*"));
        assertThat(server.sh("ip netns list; ip -o link show | grep nbx; ls -d /tmp/tmp.* ; :"))
                .isBlank();
    }

    @Test
    void whatNothingDeniesIsNotCountedAsDenied() throws Exception {
        server.sh(PODS_AND_API);
        server.guard("root", OPEN);

        assertThat(probed())
                .noneMatch(denied("PR-07", 1))
                .anyMatch(line -> line.matches("PR-09 open=\\d tries=5 counted=0 .*"));
    }

    private List<String> probed(String... endpoints) throws Exception {
        String[] arguments = new String[endpoints.length + 1];
        arguments[0] = "192.0.2.1";
        System.arraycopy(endpoints, 0, arguments, 1, endpoints.length);
        try (Host host = server.connect("root")) {
            Command command =
                    Command.script("probe", Script.beside(Inspection.class, "probe.sh"), arguments)
                            .withRoot();
            return host.run(command).orFail(host, command).stdout().lines().toList();
        }
    }

    private static Predicate<String> denied(String probe, int times) {
        return line ->
                line.matches(
                        probe
                                + " answer=(refused|timeout) tries=%d counted=[1-9]\\d*.*"
                                        .formatted(times));
    }
}
