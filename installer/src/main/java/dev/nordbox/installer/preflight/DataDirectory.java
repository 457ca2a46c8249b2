package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Machine;
import java.util.List;
import java.util.Optional;

/** Where k3s' data will lie: people mount disks at any step of the way. */
final class DataDirectory {
    /** The deepest first. */
    private static final List<String> STEPS =
            List.of("/var/lib/rancher/k3s", "/var/lib/rancher", "/var/lib", "/var", "/");

    private DataDirectory() {}

    /** The deepest that is there; /var/lib where nothing is known. */
    static String of(HostFacts facts) {
        return STEPS.stream()
                .filter(facts.machine().disks()::containsKey)
                .findFirst()
                .orElse("/var/lib");
    }

    static Optional<Machine.Disk> disk(HostFacts facts) {
        return Optional.ofNullable(facts.machine().disks().get(of(facts)));
    }

    /** Of the file system that holds it; its directories share the room. */
    static String mountPoint(HostFacts facts) {
        return STEPS.stream()
                .filter(point -> facts.around().of("mount", point).isPresent())
                .findFirst()
                .orElse("/");
    }

    /** Type and options of the file system that holds it. */
    static Optional<String[]> mount(HostFacts facts) {
        return STEPS.stream()
                .flatMap(point -> facts.around().of("mount", point).stream())
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .findFirst();
    }
}
