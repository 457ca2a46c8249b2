package dev.nordbox.installer.artifact;

import java.util.Arrays;
import java.util.Optional;

/** The processors that k3s is released for and that nordbox knows how to check a binary against. */
public enum Architecture {
    AMD64("amd64", 62, "k3s"),
    ARM64("arm64", 183, "k3s-arm64");

    private final String debianName;
    private final int elfMachine;
    private final String k3sAsset;

    Architecture(String debianName, int elfMachine, String k3sAsset) {
        this.debianName = debianName;
        this.elfMachine = elfMachine;
        this.k3sAsset = k3sAsset;
    }

    /**
     * @param name as Debian calls it, {@code amd64}
     */
    public static Optional<Architecture> of(String name) {
        return Arrays.stream(values()).filter(each -> each.debianName.equals(name)).findFirst();
    }

    static Optional<Architecture> ofElf(int elfMachine) {
        return Arrays.stream(values()).filter(each -> each.elfMachine == elfMachine).findFirst();
    }

    /** As Debian calls it, and as it stands in the names of release files. */
    public String debianName() {
        return debianName;
    }

    /** Name of the binary among k3s' release files. */
    String k3sAsset() {
        return k3sAsset;
    }
}
