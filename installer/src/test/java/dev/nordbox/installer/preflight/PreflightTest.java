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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final String HARDENED =
            """
            table inet hardening {
            \tchain output {
            \t\ttype filter hook output priority filter; policy drop;
            \t\tct state established,related accept
            \t\ttcp dport { 53, 80, 443 } accept
            \t}
            }
            """;

    /** A command with an argument, or what to order; never advice alone. */
    private static final Pattern EXACT =
            Pattern.compile(
                    "(?s)(?:.*[ `(])?(?:order (?:a|the|dedicated) \\S.*|(?:apt-get|dpkg|snap|kubeadm|k0s"
                            + "|ufw|systemctl|hostnamectl|timedatectl|cloud-init|ip|nft|iptables|mount"
                            + "|swapoff|mkdir|mkfs\\.ext4|du|ss|lsof|sed|echo|touch|setenforce) \\S.*"
                            + "|/usr/local/bin/\\S+-uninstall\\.sh.*|systemd-machine-id-setup"
                            + "|take \\S+ out of /\\S+.*)");

    /** What only the login and what is brought can tell. */
    private static final Set<String> NOT_BY_FACTS = Set.of("sudo", "java");

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @Test
    void freshServersPass() throws ProblemException {
        for (FakeHost host :
                new FakeHost[] {FakeHost.debian12(), FakeHost.debian13(), FakeHost.ubuntu2404()}) {
            PreflightReport report = examine(host);
            assertThat(report.results()).hasSizeGreaterThanOrEqualTo(45);
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
                failure("hostname", m -> m.hostname = "localhost"),
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
                failure("kernel", m -> m.kernel = "4.19.0-27-amd64"),
                failure("modules", m -> m.around.remove("module\tvxlan")),
                failure("ipset", m -> m.around.remove("module\txt_set")),
                failure("seccomp", m -> m.answers("seccomp")),
                failure("selinux", m -> m.answers("selinux", "1")),
                failure("programs", m -> m.answers("program-missing", "ss", "runuser")),
                failure("machine id", m -> m.answers("machine-id", "uninitialized")),
                failure("machine id", m -> m.answers("machine-id")),
                failure("inodes", m -> m.freeInodes = 40_000),
                failure("file system", m -> m.answers("mount", "/ ext4 rw", "/var nfs4 rw")),
                failure("noexec", m -> m.answers("mount", "/ ext4 rw", "/var/lib xfs rw,noexec")),
                failure(
                        "file system",
                        m -> m.answers("mount", "/ ext4 rw", "/var/lib/rancher nfs rw")),
                failure(
                        "read-only",
                        m -> m.answers("mount", "/ ext4 rw", "/var/lib/rancher/k3s xfs ro")),
                failure("disk", m -> m.dataDiskMiB = Optional.of(1_000L)),
                failure("read-only", m -> m.answers("mount", "/ ext4 ro,relatime")),
                failure("addresses", m -> m.address = "10.42.7.1/24"),
                failure("addresses", m -> m.address = "10.43.255.1/32"),
                failure("routes", m -> m.around.add("route\t10.42.0.0/16 dev wg0 scope link")),
                failure("routes", m -> m.around.add("route\t10.43.0.10 via 203.0.113.9 dev eth0")),
                failure("localhost", m -> m.answers("hosts", "127.0.1.1 fake")),
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
        assertThat(report.failures()).allSatisfy(f -> assertThat(f.fix()).matches(EXACT));
        assertThatThrownBy(report::refuseFailures)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_REFUSED));
    }

    static Stream<Arguments> warnings() {
        return Stream.of(
                failure("cpus", m -> m.cpus = "0"),
                failure("memory", m -> m.memoryMiB(1967)),
                failure("disk", m -> m.freeDiskMiB = 5_000),
                failure("web ports", m -> m.sockets.add(socket("tcp", "*:80", "nginx"))),
                failure(
                        "root disk",
                        m -> {
                            m.freeDiskMiB = 300;
                            m.dataDiskMiB = Optional.of(36_000L);
                            m.answers("mount", "/ ext4 rw", "/var/lib/rancher xfs rw");
                        }),
                failure("time service", m -> m.timeService = false),
                failure("cpu level", m -> m.answers("cpu-flags", "fpu vme ssse3")),
                failure("steal", m -> m.answers("cpu-time", "cpu 100 0 50 700 0 0 0 150 0 0")),
                failure("apparmor", m -> m.answers("apparmor", "N")),
                failure("systemd version", m -> m.answers("systemd", "241")),
                failure("packages", m -> m.answers("dpkg", "interrupted")),
                failure("package lock", m -> m.answers("dpkg", "locked")),
                failure("cloud-init", m -> m.answers("cloud-init", "running")),
                failure("reboot", m -> m.answers("reboot", "required")),
                failure("swap", m -> m.around.add("swap\t/dev/sda2 partition 1048572 0 -2")),
                failure("filter leftovers", m -> m.answers("firewall", "/etc/iptables/rules.v4")),
                failure("data links", m -> m.answers("link", "/var/lib/rancher")),
                failure(
                        "default routes",
                        m -> m.around.add("route\tdefault via 10.0.0.1 dev eth1")),
                failure("routes", m -> m.around.add("route\t10.0.0.0/8 dev wg0 scope link")),
                failure("mtu", m -> m.answers("mtu", "lo 65536", "eth0 1280")),
                failure("resolver", m -> m.answers("resolver", "nameserver 127.0.0.53")),
                failure("resolver", m -> m.answers("resolver", "search example.no")),
                failure("packet filters", m -> m.ruleset = HARDENED),
                failure(
                        "name servers",
                        m ->
                                m.answers(
                                        "resolver",
                                        "nameserver 192.0.2.1",
                                        "nameserver 192.0.2.2",
                                        "nameserver 192.0.2.3",
                                        "nameserver 192.0.2.4")),
                failure("own name", m -> m.answers("hosts", "127.0.0.1 localhost")),
                failure("ssh forwarding", m -> m.answers("sshd", "allowtcpforwarding no")),
                failure(
                        "ssh passwords",
                        m ->
                                m.answers(
                                        "sshd",
                                        "passwordauthentication yes",
                                        "permitrootlogin yes")));
    }

    @ParameterizedTest(name = "{0} #{index}")
    @MethodSource("warnings")
    void eachWarningIsAloneAndLetsTheRunGoOn(String id, Consumer<FakeMachine> flaw)
            throws ProblemException {
        FakeHost host = FakeHost.debian12();
        flaw.accept(host.machine);

        PreflightReport report = examine(host);

        assertThat(report.warnings()).extracting(CheckResult::id).containsExactly(id);
        assertThat(report.warnings()).allSatisfy(w -> assertThat(w.fix()).matches(EXACT));
        assertThatCode(report::refuseFailures).doesNotThrowAnyException();
    }

    @Test
    void whatServesOverIpv4AloneIsSaidOnAServerThatHasBoth() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.address = "2001:db8::7/64";

        assertThat(examine(host).results())
                .filteredOn(result -> result.id().equals("web ports"))
                .singleElement()
                .extracting(CheckResult::observed)
                .asString()
                .contains("no AAAA record");
    }

    @Test
    void everyCheckIsSeenToFindWhatItLooksFor() throws ProblemException {
        assertThat(examine(FakeHost.debian12()).results())
                .extracting(CheckResult::id)
                .filteredOn(id -> !NOT_BY_FACTS.contains(id))
                .isSubsetOf(
                        Stream.concat(failures(), warnings())
                                .map(flaw -> (String) flaw.get()[0])
                                .toList());
    }

    @Test
    void everyCheckHasAnIdOfItsOwnAndSaysWhoAsksForIt() throws ProblemException {
        List<CheckResult> results = examine(FakeHost.debian12()).results();

        assertThat(results).extracting(CheckResult::id).doesNotHaveDuplicates();
        assertThat(results).allSatisfy(result -> assertThat(result.source()).contains(": "));
    }

    @Test
    void aStubResolverIsNoLoopWhereSystemdTellsWhomItAsks() throws ProblemException {
        FakeHost host = FakeHost.ubuntu2404();
        host.machine
                .answers("resolver", "nameserver 127.0.0.53", "options edns0 trust-ad")
                .answers("upstream-resolver", "nameserver 203.0.113.53");

        assertThat(examine(host).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.53",
                "::1",
                "fe80::1",
                "fe80::1%eth0",
                "2001:db8::1%eth0",
                "169.254.169.253",
                "224.0.0.251",
                "ff02::fb",
                "0.0.0.0",
                "::ffff:127.0.0.1",
                "256.1.1.1",
                "1.1.1",
                "dns.example.no"
            })
    void oneNameServerThatNoPodCanAskCostsTheWholeFile(String bad) throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.answers("resolver", "nameserver 203.0.113.53", "nameserver " + bad);

        assertThat(examine(host).warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.id()).isEqualTo("resolver");
                            assertThat(warning.observed()).contains(bad, "8.8.8.8");
                            assertThat(warning.fix()).contains("take " + bad + " out of");
                        });

        host.machine.answers("upstream-resolver", "nameserver 10.0.0.2", "nameserver fd00::53");
        assertThat(examine(host).warnings()).as("k3s looks there next").isEmpty();

        host.machine.answers("upstream-resolver", "nameserver 10.0.0.2", "nameserver " + bad);
        assertThat(examine(host).warnings()).hasSize(1);
    }

    @Test
    void aDiskOfItsOwnForTheDataLetsTheOtherOneBeSmall() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.freeDiskMiB = 2_000;
        host.machine.dataDiskMiB = Optional.of(36_000L);
        host.machine.answers("mount", "/ ext4 rw", "/var/lib/rancher xfs rw");

        PreflightReport report = examine(host);

        assertThat(report.failures()).isEmpty();
        assertThat(report.results())
                .extracting(CheckResult::observed)
                .contains("36000 MiB free in /var/lib/rancher", "xfs");
    }

    @Test
    void whatFixMendsSaysSoWhereUpRefuses() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.nft = false;

        assertThatThrownBy(() -> examine(host).refuseFailures())
                .hasMessageContaining("apt-get install nftables; or `preflight --fix`");
    }

    @ParameterizedTest
    @CsvSource({
        "debian, x86_64, linux-image-amd64",
        "debian, aarch64, linux-image-arm64",
        "ubuntu, aarch64, linux-image-generic"
    })
    void theKernelToInstallIsTheDistributionsForThisProcessor(
            String os, String architecture, String kernel) throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.os(os, os.equals("ubuntu") ? "24.04" : "12");
        host.machine.architecture = architecture;
        host.machine.kernel = "4.19.0";

        assertThat(examine(host).failures())
                .singleElement()
                .extracting(CheckResult::fix)
                .asString()
                .contains("apt-get install " + kernel + ", reboot");
    }

    @Test
    void routesOfOurOwnPodsDoNotClash() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.around.add("route\t10.42.0.0/24 dev cni0 proto kernel scope link");

        assertThat(examine(host).failures()).isEmpty();
    }

    @Test
    void anNvmeDiskPassesAndAHardDiskWarnsWithEtcdsNumber() {
        List<Double> quick = new ArrayList<>(Collections.nCopies(99, 0.4));
        quick.add(25.0);
        List<Double> slow = new ArrayList<>(Collections.nCopies(97, 8.0));
        slow.addAll(List.of(16.7, 16.7, 17.0));

        assertThat(FsyncProbe.judge(quick).outcome()).isEqualTo(CheckResult.Outcome.PASS);
        assertThat(FsyncProbe.judge(quick).observed()).isEqualTo("p99 0.4 ms of 100 writes");
        assertThat(FsyncProbe.judge(slow).outcome()).isEqualTo(CheckResult.Outcome.WARN);
        assertThat(FsyncProbe.judge(slow).observed()).isEqualTo("p99 16.7 ms of 100 writes");
        assertThat(FsyncProbe.judge(slow).fix()).contains("10 ms");
        assertThat(FsyncProbe.judge(List.of(1.0)).outcome()).isEqualTo(CheckResult.Outcome.WARN);
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
    void withoutRootsRightsAK3sAndItsPortsAreNobodysYet() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.put("/usr/local/bin/k3s", new byte[] {1}, "0755", "root:root");
        host.machine.sockets.add("tcp LISTEN 0 128 *:6443 0.0.0.0:*");
        host.machine.sockets.add("tcp LISTEN 0 128 *:443 0.0.0.0:*");
        host.sudoRefusal = Optional.of("`debian` may not use sudo");

        PreflightReport report = examine(host);

        assertThat(report.failures()).extracting(CheckResult::id).containsExactly("sudo");
        assertThat(report.warnings())
                .filteredOn(warning -> warning.observed().contains("only root can tell"))
                .extracting(CheckResult::id)
                .containsExactly("ports", "web ports", "foreign");
        assertThat(report.warnings()).noneMatch(warning -> warning.fix().contains("uninstall"));
    }

    @Test
    void sudoThatRefusesIsToldBesideWhatElseIsWrong() throws ProblemException {
        FakeHost host = FakeHost.lxc();
        host.sudoRefusal = Optional.of("`debian` may not use sudo without a password");

        PreflightReport report = examine(host);

        assertThat(report.failures())
                .extracting(CheckResult::id)
                .containsExactly("sudo", "machine");
        assertThat(report.failures().get(0).fix())
                .as("what helps is what the refusal itself says: it knows sudo from doas")
                .isEqualTo("use root");
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
