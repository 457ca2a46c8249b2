package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What k3s' data lies on. */
final class StorageChecks {
    private static final Map<String, String> UNFIT =
            Map.of(
                    "nfs", "which is too slow to promise etcd that it has written",
                    "nfs4", "which is too slow to promise etcd that it has written",
                    "cifs", "which knows no Unix owners",
                    "tmpfs", "which forgets everything at a reboot",
                    "overlay", "on which the overlays of images cannot lie",
                    "zfs", "on which the overlays of images cannot lie everywhere");

    private StorageChecks() {}

    static List<Check> all() {
        return List.of(
                Check.must(
                        "etcd and images need a file system of this host: etcd, hardware",
                        StorageChecks::fileSystem),
                Check.must(
                        "k3s unpacks programs there and starts them: k3s, data directory",
                        StorageChecks::programsRun),
                Check.must("a read-only disk is a broken disk: mount(8)", StorageChecks::writable),
                Check.should(
                        "a link is gone when its target is not mounted yet: k3s, data directory",
                        StorageChecks::links));
    }

    private static boolean has(HostFacts facts, String option) {
        return DataDirectory.mount(facts)
                .map(m -> Arrays.asList(m[1].split(",")).contains(option))
                .orElse(false);
    }

    private static CheckResult fileSystem(HostFacts facts) {
        String type = DataDirectory.mount(facts).map(words -> words[0]).orElse("not known");
        String why = UNFIT.get(type);
        return why == null
                ? CheckResult.pass("file system", type)
                : CheckResult.fail(
                        "file system",
                        "%s is on %s, %s".formatted(DataDirectory.of(facts), type, why),
                        "put it on ext4 or xfs: mkfs.ext4 DEVICE; mount DEVICE %s, and a line in"
                                        .formatted(DataDirectory.of(facts))
                                + " /etc/fstab");
    }

    private static CheckResult programsRun(HostFacts facts) {
        return has(facts, "noexec")
                ? CheckResult.fail(
                        "noexec",
                        DataDirectory.of(facts) + " is mounted noexec",
                        "mount -o remount,exec the file system, and take noexec out of /etc/fstab")
                : CheckResult.pass("noexec", "programs run from " + DataDirectory.of(facts));
    }

    private static CheckResult writable(HostFacts facts) {
        return has(facts, "ro")
                ? CheckResult.fail(
                        "read-only",
                        DataDirectory.of(facts) + " is mounted read-only",
                        "see `dmesg` for why; check the disk, then mount -o remount,rw")
                : CheckResult.pass("read-only", DataDirectory.of(facts) + " can be written to");
    }

    private static CheckResult links(HostFacts facts) {
        List<String> links = facts.around().all("link");
        return links.isEmpty()
                ? CheckResult.pass("data links", "none")
                : CheckResult.warn(
                        "data links",
                        String.join(", ", links)
                                + (links.size() == 1 ? " is a link" : " are links"),
                        "mount the disk at the path itself: mount --bind, and a line in /etc/fstab");
    }
}
