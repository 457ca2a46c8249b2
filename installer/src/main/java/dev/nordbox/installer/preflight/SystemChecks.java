package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import java.util.List;

/** What state the distribution is in. */
final class SystemChecks {
    private SystemChecks() {}

    static List<Check> all() {
        return List.of(
                Check.should(
                        "the installer reads times as 247 writes them: systemctl(1)",
                        SystemChecks::systemd),
                Check.must("the installer's scripts use them: README", SystemChecks::programs)
                        .mendedBy(
                                Mend.packages(
                                        "coreutils",
                                        "iproute2",
                                        "kmod",
                                        "mount",
                                        "procps",
                                        "tar",
                                        "util-linux")),
                Check.should("Java and nftables come as packages: dpkg(1)", SystemChecks::packages)
                        .mendedBy(
                                Mend.of("finish what dpkg has begun", "dpkg", "--configure", "-a")),
                Check.should(
                        "nobody else installs meanwhile: apt-get(8)", SystemChecks::packageLock),
                Check.should(
                        "it may reboot, and installs packages: cloud-init, boot stages",
                        SystemChecks::cloudInit),
                Check.should(
                        "a newer kernel or library waits for it: reboot-required(5)",
                        SystemChecks::reboot),
                Check.must(
                                "it tells journals and nodes apart: machine-id(5)",
                                SystemChecks::machineId)
                        .mendedBy(Mend.of("make a machine id", "systemd-machine-id-setup")),
                Check.should(
                        "what is in memory, secrets too, gets on the disk: Kubernetes, swap",
                        SystemChecks::swap),
                Check.should(
                        "they bring rules back at the next boot: README", SystemChecks::leftovers));
    }

    private static CheckResult systemd(HostFacts facts) {
        String version = facts.around().first("systemd").orElse("");
        boolean old = version.matches("\\d{1,6}") && Integer.parseInt(version) < 247;
        return old
                ? CheckResult.warn(
                        "systemd version",
                        version,
                        "order the server with Debian 12 or 13, or Ubuntu 22.04 or 24.04")
                : CheckResult.pass("systemd version", version.isEmpty() ? "not known" : version);
    }

    private static CheckResult programs(HostFacts facts) {
        List<String> missing = facts.around().all("program-missing");
        return missing.isEmpty()
                ? CheckResult.pass("programs", "all there")
                : CheckResult.fail(
                        "programs",
                        "missing: " + String.join(", ", missing),
                        "apt-get install coreutils iproute2 kmod mount procps tar util-linux");
    }

    private static CheckResult packages(HostFacts facts) {
        return facts.around().all("dpkg").contains("interrupted")
                ? CheckResult.warn(
                        "packages", "an installation was cut short", "dpkg --configure -a")
                : CheckResult.pass("packages", "in order");
    }

    private static CheckResult packageLock(HostFacts facts) {
        return facts.around().all("dpkg").contains("locked")
                ? CheckResult.warn(
                        "package lock",
                        "somebody is installing packages",
                        "wait until it is done: lsof /var/lib/dpkg/lock-frontend")
                : CheckResult.pass("package lock", "free");
    }

    private static CheckResult cloudInit(HostFacts facts) {
        return facts.around().first("cloud-init").isPresent()
                ? CheckResult.warn(
                        "cloud-init",
                        "still at work",
                        "wait until it is done: cloud-init status --wait")
                : CheckResult.pass("cloud-init", "not at work");
    }

    private static CheckResult reboot(HostFacts facts) {
        return facts.around().first("reboot").isPresent()
                ? CheckResult.warn(
                        "reboot",
                        "the distribution asks for one",
                        "systemctl reboot, before anything runs here")
                : CheckResult.pass("reboot", "not asked for");
    }

    private static CheckResult machineId(HostFacts facts) {
        String id = facts.around().first("machine-id").orElse("");
        return !id.matches("[0-9a-f]{32}")
                ? CheckResult.fail(
                        "machine id",
                        id.isEmpty() ? "/etc/machine-id is empty" : "/etc/machine-id is " + id,
                        "systemd-machine-id-setup")
                : CheckResult.pass("machine id", "there");
    }

    /** The first line of /proc/swaps is its head. */
    private static CheckResult swap(HostFacts facts) {
        List<String> swaps = facts.around().all("swap").stream().skip(1).toList();
        return swaps.isEmpty()
                ? CheckResult.pass("swap", "off")
                : CheckResult.warn(
                        "swap",
                        "on " + swaps.get(0).split("\\s+")[0],
                        "swapoff -a, and take its line out of /etc/fstab");
    }

    private static CheckResult leftovers(HostFacts facts) {
        List<String> rules =
                facts.around().all("firewall").stream()
                        .filter(f -> f.contains("/rules.v"))
                        .toList();
        return rules.isEmpty()
                ? CheckResult.pass("filter leftovers", "none")
                : CheckResult.warn(
                        "filter leftovers",
                        String.join(", ", rules),
                        "apt-get purge iptables-persistent, which loads them at boot");
    }
}
