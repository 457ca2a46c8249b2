package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.facts.Os;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Distribution and hardware, real or virtual. */
final class MachineChecks {
    private static final long MIB = 1024L * 1024;
    private static final Map<String, Set<String>> SUPPORTED =
            Map.of("debian", Set.of("12", "13"), "ubuntu", Set.of("22.04", "24.04"));

    // MemTotal is what was ordered less what kernel and firmware keep: 2 GB show as 1.9 GiB.
    private static final long LEAST_MEMORY = 1800 * MIB;
    private static final long GOOD_MEMORY = 3600 * MIB;
    private static final long LEAST_DISK = 3 * 1024 * MIB;
    private static final long LEAST_DISK_LATER = 512 * MIB;
    private static final long GOOD_DISK = 10 * 1024 * MIB;
    private static final long LEAST_INODES = 50_000;
    private static final Set<String> CONTROLLERS = Set.of("cpu", "cpuset", "memory", "pids");

    private MachineChecks() {}

    static List<Check> all() {
        return List.of(
                Check.must(
                        "nordbox is tested on these releases: README",
                        MachineChecks::operatingSystem),
                Check.must("k3s is built for these: k3s, releases", MachineChecks::architecture),
                Check.must(
                        "kubelet and packet filter need a kernel of their own: Kubernetes, node"
                                + " requirements",
                        MachineChecks::realMachine),
                Check.must(
                        "k3s and the guard are units: k3s, requirements", MachineChecks::systemd),
                Check.should("2 cores for a server: k3s, requirements", MachineChecks::cpus),
                Check.must("2 GB for a server: k3s, requirements", MachineChecks::memory),
                Check.must(
                        "k3s, its images and etcd's snapshots: measured by nordbox",
                        MachineChecks::disk),
                Check.must(
                        "a layer of an image is thousands of files: Kubernetes, node-pressure"
                                + " eviction",
                        MachineChecks::inodes),
                Check.should(
                        "logs and packages go there: Kubernetes, node-pressure eviction",
                        MachineChecks::rootDisk),
                Check.must(
                        "version 1 is refused since 1.35: Kubernetes, about cgroup v2",
                        MachineChecks::cgroups),
                Check.must(
                        "the node is called like the host: Kubernetes, object names",
                        MachineChecks::hostname));
    }

    private static CheckResult operatingSystem(HostFacts facts) {
        Os os = facts.os();
        String observed =
                os.prettyName().isEmpty() ? "unknown (no /etc/os-release)" : os.prettyName();
        return SUPPORTED.getOrDefault(os.id(), Set.of()).contains(os.version())
                ? CheckResult.pass("os", observed)
                : CheckResult.fail(
                        "os",
                        observed + " is not supported",
                        "order the server with Debian 12 or 13, or Ubuntu 22.04 or 24.04");
    }

    private static CheckResult architecture(HostFacts facts) {
        String architecture = facts.machine().architecture();
        return Set.of("amd64", "arm64").contains(architecture)
                ? CheckResult.pass("architecture", architecture)
                : CheckResult.fail(
                        "architecture",
                        architecture + " is not supported",
                        "order a server with an amd64 (x86_64) or arm64 (aarch64) processor");
    }

    private static CheckResult realMachine(HostFacts facts) {
        String kind = facts.machine().virtualisation();
        return facts.machine().isContainer()
                ? CheckResult.fail(
                        "machine",
                        kind + " shares its kernel with other customers",
                        "order a KVM (or other fully virtualised) server, or a physical one")
                : CheckResult.pass("machine", kind.equals("none") ? "physical" : kind);
    }

    private static CheckResult systemd(HostFacts facts) {
        String init = facts.machine().initProcess();
        return init.equals("systemd")
                ? CheckResult.pass("systemd", "process 1")
                : CheckResult.fail(
                        "systemd",
                        "process 1 is " + (init.isEmpty() ? "unknown" : init),
                        "order the server with a stock Debian or Ubuntu image, which boots with systemd");
    }

    private static CheckResult cpus(HostFacts facts) {
        int cpus = facts.machine().cpus();
        return cpus >= 2
                ? CheckResult.pass("cpus", String.valueOf(cpus))
                : CheckResult.warn(
                        "cpus", String.valueOf(cpus), "order a server with 2 CPUs or more");
    }

    private static CheckResult memory(HostFacts facts) {
        long bytes = facts.machine().memoryBytes();
        String observed = bytes / MIB + " MiB";
        if (bytes < LEAST_MEMORY) {
            return CheckResult.fail(
                    "memory",
                    observed,
                    "order a server with 2 GB or more, better 4: k3s alone takes 1.6");
        }
        return bytes < GOOD_MEMORY
                ? CheckResult.warn(
                        "memory",
                        observed,
                        "order a server with 4 GB or more, if workloads are to have room: k3s takes 1.6")
                : CheckResult.pass("memory", observed);
    }

    private static CheckResult disk(HostFacts facts) {
        String place = DataDirectory.of(facts);
        Optional<Machine.Disk> disk = DataDirectory.disk(facts);
        if (disk.isEmpty()) {
            return CheckResult.fail("disk", place + " cannot be looked at", "mkdir -p " + place);
        }
        long free = disk.get().freeBytes();
        String observed = "%d MiB free in %s".formatted(free / MIB, place);
        // A box that is already provisioned has spent the room that a fresh one needs.
        long least = facts.k3s().ours() ? LEAST_DISK_LATER : LEAST_DISK;
        if (free < least) {
            return CheckResult.fail(
                    "disk",
                    observed,
                    "remove what du -xhd3 %s | sort -h shows, or order a larger disk: %d MiB is the"
                                    .formatted(DataDirectory.mountPoint(facts), least / MIB)
                            + " least");
        }
        return free < GOOD_DISK && !facts.k3s().ours()
                ? CheckResult.warn(
                        "disk",
                        observed,
                        "order a disk that leaves 10 GiB free, for images and data")
                : CheckResult.pass("disk", observed);
    }

    private static CheckResult inodes(HostFacts facts) {
        // File systems without a fixed number of inodes say 0.
        long free = DataDirectory.disk(facts).map(Machine.Disk::freeInodes).orElse(0L);
        return free > 0 && free < LEAST_INODES
                ? CheckResult.fail(
                        "inodes",
                        free + " free in " + DataDirectory.of(facts),
                        "remove what du --inodes -xd3 %s | sort -n shows, or order a larger disk"
                                .formatted(DataDirectory.mountPoint(facts)))
                : CheckResult.pass("inodes", free == 0 ? "as many as fit" : free + " free");
    }

    private static CheckResult rootDisk(HostFacts facts) {
        long free =
                Optional.ofNullable(facts.machine().disks().get("/"))
                        .map(Machine.Disk::freeBytes)
                        .orElse(0L);
        String observed = "%d MiB free in /".formatted(free / MIB);
        return free < LEAST_DISK_LATER
                ? CheckResult.warn(
                        "root disk", observed, "apt-get clean; journalctl --vacuum-size=100M")
                : CheckResult.pass("root disk", observed);
    }

    private static CheckResult cgroups(HostFacts facts) {
        Machine machine = facts.machine();
        if (machine.cgroupVersion() != 2) {
            return CheckResult.fail(
                    "cgroups",
                    "version 1; Kubernetes 1.35 and newer refuse it",
                    "sed -i 's/systemd.unified_cgroup_hierarchy=0//' /etc/default/grub; update-grub;"
                            + " reboot");
        }
        Set<String> missing = new TreeSet<>(CONTROLLERS);
        missing.removeAll(machine.cgroupControllers());
        return missing.isEmpty()
                ? CheckResult.pass("cgroups", "version 2")
                : CheckResult.fail(
                        "cgroups",
                        "version 2 without " + String.join(", ", missing),
                        "sed -i 's/cgroup_disable=[a-z,]*//' /etc/default/grub; update-grub; reboot");
    }

    private static CheckResult hostname(HostFacts facts) {
        String name = facts.machine().hostname();
        boolean valid =
                name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?") && name.length() < 64;
        return valid && !name.startsWith("localhost")
                ? CheckResult.pass("hostname", name)
                : CheckResult.fail(
                        "hostname",
                        "'" + name + "' cannot be the name of a node",
                        "on the server: hostnamectl set-hostname box1");
    }
}
