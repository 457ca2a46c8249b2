package dev.nordbox.installer.facts;

import java.util.Map;
import java.util.Set;

/**
 * The machine under the distribution.
 *
 * @param architecture as Debian and k3s call it: {@code amd64}, {@code arm64}; else what {@code
 *     uname -m} says
 * @param virtualisation what {@code systemd-detect-virt} says: {@code none}, {@code kvm}, {@code
 *     lxc}…
 * @param hostname the kernel's idea of the name
 * @param cpus CPUs that are online
 * @param memoryBytes {@code MemTotal}: a little less than what was ordered
 * @param disks room per directory that matters, {@code /} and {@code /var/lib}
 * @param cgroupVersion 2 when {@code /sys/fs/cgroup} is the unified hierarchy, else 1
 * @param cgroupControllers of the root group, empty under version 1
 * @param initProcess name of process 1
 */
public record Machine(
        String architecture,
        String virtualisation,
        String hostname,
        int cpus,
        long memoryBytes,
        Map<String, Disk> disks,
        int cgroupVersion,
        Set<String> cgroupControllers,
        String initProcess) {

    /** What systemd-detect-virt calls virtualisation that shares the kernel of another host. */
    private static final Set<String> CONTAINERS =
            Set.of(
                    "openvz",
                    "lxc",
                    "lxc-libvirt",
                    "systemd-nspawn",
                    "docker",
                    "podman",
                    "rkt",
                    "wsl",
                    "proot",
                    "pouch",
                    "container-other");

    public Machine {
        disks = Map.copyOf(disks);
        cgroupControllers = Set.copyOf(cgroupControllers);
    }

    /** Whether the kernel, and so the clock, is another host's. */
    public boolean isContainer() {
        return CONTAINERS.contains(virtualisation);
    }

    /** Size of a file system and what is left of it for root, in bytes and inodes. */
    public record Disk(long sizeBytes, long freeBytes, long freeInodes) {}
}
