package dev.nordbox.installer.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.FakeMachine;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreflightTest {
    /** As Oracle's images come. */
    private static final String ORACLE =
            """
            table ip filter {
            \tchain INPUT {
            \t\ttype filter hook input priority filter; policy accept;
            \t\tct state related,established counter accept
            \t\tip protocol icmp counter accept
            \t\tiifname "lo" counter accept
            \t\tct state new tcp dport 22 counter accept
            \t\tcounter reject with icmp type host-prohibited
            \t}
            }
            """;

    private static final String OWN =
            """
            table inet firewall {
            \tchain forward {
            \t\ttype filter hook forward priority filter; policy drop;
            \t}
            }
            """;

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @Test
    void freshServersPass() throws ProblemException {
        for (FakeHost host :
                new FakeHost[] {FakeHost.debian12(), FakeHost.debian13(), FakeHost.ubuntu2404()}) {
            PreflightReport report = examine(host);
            assertThat(report.results()).hasSizeGreaterThan(12);
            assertThat(report.failures()).isEmpty();
            assertThat(report.warnings()).isEmpty();
            assertThatCode(report::refuseFailures).doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure("os", m -> m.os("debian", "11")),
                failure("os", m -> m.os("fedora", "43")),
                failure("architecture", m -> m.architecture = "riscv64"),
                failure("machine", m -> m.virtualisation("lxc")),
                failure("machine", m -> m.virtualisation("openvz")),
                failure("machine", m -> m.virtualisation("docker")),
                failure("systemd", m -> m.init = "busybox"),
                failure("memory", m -> m.memoryMiB(960)),
                failure("disk", m -> m.freeDiskMiB = 900),
                failure("cgroups", m -> m.cgroupFileSystem = "tmpfs"),
                failure("cgroups", m -> m.controllers = "cpu io pids"),
                failure("route", m -> m.defaultRoute = false),
                failure("ports", m -> m.sockets.add(socket("tcp", "*:6443", "haproxy"))),
                failure("ports", m -> m.sockets.add(socket("tcp", "127.0.0.1:2379", "etcd"))),
                failure("ports", m -> m.sockets.add(socket("udp", "0.0.0.0:8472", "vxlan"))),
                failure("foreign", m -> m.found.put("docker", "/usr/bin/dockerd")),
                failure("foreign", m -> m.found.put("k3s", "/usr/local/bin/k3s")),
                failure("foreign", m -> m.found.put("kubelet", "/usr/bin/kubelet")),
                failure("foreign", m -> m.found.put("ufw", "/etc/ufw/ufw.conf")),
                failure("route", m -> m.ipv6Only = true),
                failure("packet filters", m -> m.ruleset = ORACLE),
                failure("packet filters", m -> m.ruleset = OWN),
                failure("nftables", m -> m.nft = false),
                failure("clock", m -> m.clock = Instant.EPOCH.plus(Duration.ofHours(3))));
    }

    @ParameterizedTest(name = "{0} #{index}")
    @MethodSource("failures")
    void eachFailureIsAloneAndHasAFix(String id, Consumer<FakeMachine> flaw)
            throws ProblemException {
        FakeHost host = FakeHost.debian12();
        flaw.accept(host.machine);

        PreflightReport report = examine(host);

        assertThat(report.failures()).extracting(CheckResult::id).containsExactly(id);
        assertThat(report.failures()).allSatisfy(f -> assertThat(f.fix()).isNotBlank());
        assertThatThrownBy(report::refuseFailures)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_REFUSED));
    }

    @Test
    void allFailuresAreToldAtOnce() throws ProblemException {
        FakeHost host = FakeHost.tooSmall();
        host.machine.virtualisation("lxc").os("debian", "10");
        host.machine.sockets.add(socket("tcp", "0.0.0.0:10250", "kubelet"));

        assertThatThrownBy(() -> examine(host).refuseFailures())
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problems()).hasSize(4))
                .hasMessageContaining("960 MiB")
                .hasMessageContaining("10250/tcp by kubelet")
                .hasMessageContaining("fix: ");
    }

    @Test
    void aTwoGigabyteServerWarnsAndPasses() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.memoryMiB(1967); // what 2 GB leave of themselves under a stock kernel

        PreflightReport report = examine(host);

        assertThat(report.failures()).isEmpty();
        assertThat(report.warnings()).extracting(CheckResult::id).containsExactly("memory");
    }

    @Test
    void ourOwnK3sIsNotInItsOwnWay() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.put(
                "/var/lib/nordbox-installer/notes/adopted",
                "v1".getBytes(StandardCharsets.UTF_8),
                "0600",
                "root:root");
        host.put("/usr/local/bin/k3s", new byte[] {1}, "0755", "root:root");
        host.units.put("k3s.service", new UnitFacts("loaded", "active", "enabled", false));
        host.machine.k3sPids.add("700");
        host.machine.sockets.add(
                "tcp LISTEN 0 4096 *:6443 *:* users:((\"k3s-server\",pid=700,fd=15))");
        host.machine.freeDiskMiB = 2000;

        assertThat(examine(host).failures()).isEmpty();
    }

    @Test
    void aK3sThatIsNotOursIsForeign() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.put("/usr/local/bin/k3s", new byte[] {1}, "0755", "root:root");

        assertThat(examine(host).failures()).extracting(CheckResult::id).containsExactly("foreign");
    }

    @Test
    void sudoThatRefusesIsToldBesideWhatElseIsWrong() throws ProblemException {
        FakeHost host = FakeHost.lxc();
        host.sudoRefusal = Optional.of("`debian` may not use sudo without a password");

        PreflightReport report = examine(host);

        assertThat(report.failures())
                .extracting(CheckResult::id)
                .containsExactly("sudo", "machine");
        assertThatThrownBy(report::refuseFailures)
                .hasMessageContaining("may not use sudo without a password")
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED));
    }

    @Test
    void aHostWithoutJavaIsToldThatAPackageWillCome() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.java.put("/usr/lib/jvm/java-11/bin/java", "11.0.25");
        Preflight withoutRuntime = new Preflight(Preflight.JavaSupply.OF_HOST);

        PreflightReport report = withoutRuntime.examine("h", facts(host));
        assertThat(report.failures()).isEmpty();
        assertThat(report.warnings()).extracting(CheckResult::id).containsExactly("java");
        assertThat(report.warnings().get(0).observed()).startsWith("only 11");

        host.machine.java.put("/usr/lib/jvm/java-21/bin/java", "21.0.5");
        assertThat(withoutRuntime.examine("h", facts(host)).warnings()).isEmpty();
    }

    private static PreflightReport examine(FakeHost host) throws ProblemException {
        return new Preflight(Preflight.JavaSupply.BROUGHT).examine(host.name(), facts(host));
    }

    private static HostFacts facts(FakeHost host) throws ProblemException {
        return new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK)
                .gather(host, FactQuery.NOTHING);
    }

    private static String socket(String protocol, String local, String process) {
        return "%s LISTEN 0 128 %s 0.0.0.0:* users:((\"%s\",pid=99,fd=3))"
                .formatted(protocol, local, process);
    }

    private static Arguments failure(String id, Consumer<FakeMachine> flaw) {
        return Arguments.of(id, flaw);
    }
}
