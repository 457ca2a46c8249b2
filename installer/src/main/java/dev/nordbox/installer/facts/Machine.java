package dev.nordbox.installer.facts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    public static final FactSection<Machine> SECTION =
            new FactSection<>("machine", Machine::read, "machine", "disk", "controllers");

    private static final String CONTROL_GROUPS = "/sys/fs/cgroup";
    private static final int KIB = 1024;

    public Machine {
        disks = Map.copyOf(disks);
        cgroupControllers = Set.copyOf(cgroupControllers);
    }

    /** Whether the kernel, and so the clock, is another host's. */
    public boolean isContainer() {
        return CONTAINERS.contains(virtualisation);
    }

    private static Machine read(FactLines lines) throws FactsUnreadable {
        Map<String, Disk> disks = new HashMap<>();
        lines.named("disk", 1, Disk::ifAny)
                .forEach((path, disk) -> disk.ifPresent(room -> disks.put(path, room)));
        String groups = lines.named("disk", 1, line -> line.at(2)).get(CONTROL_GROUPS);
        String controllers = lines.one("controllers", 2, line -> line.at(1));
        return lines.one(
                "machine",
                7,
                line ->
                        new Machine(
                                architecture(line.at(1)),
                                line.at(2),
                                line.at(3),
                                countCpus(line.at(4)),
                                line.size(5) * KIB,
                                disks,
                                "cgroup2fs".equals(groups) ? 2 : 1,
                                controllers.isEmpty()
                                        ? Set.of()
                                        : Set.copyOf(List.of(controllers.split(" "))),
                                line.at(6)));
    }

    private static String architecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    /** {@code 0-3,6} is five. */
    private static int countCpus(String ranges) {
        return Arrays.stream(ranges.split(","))
                .filter(range -> !range.isEmpty())
                .mapToInt(
                        range -> {
                            String[] ends = range.split("-");
                            return Integer.parseInt(ends[ends.length - 1])
                                    - Integer.parseInt(ends[0])
                                    + 1;
                        })
                .sum();
    }

    /** Size of a file system and what is left of it for root, in bytes and inodes. */
    public record Disk(long sizeBytes, long freeBytes, long freeInodes) {
        /** Of the control groups it is the kind alone that counts, and not what room they have. */
        private static Optional<Disk> ifAny(FactLine line) {
            if (line.at(1).equals(CONTROL_GROUPS)) {
                return Optional.empty();
            }
            long block = line.size(3);
            return Optional.of(new Disk(block * line.size(4), block * line.size(5), line.size(6)));
        }
    }
}
