package dev.nordbox.installer.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Holds a k3s binary against the box' processor, without running it. */
final class K3sBinary {
    private K3sBinary() {}

    static void check(Path binary, Architecture wanted) throws IOException, ArtifactException {
        Optional<ElfHeader> header = ElfHeader.read(binary);
        if (header.isEmpty()) {
            throw new ArtifactException(
                    "is no 64-bit Linux program",
                    binary.toString(),
                    "download k3s for " + wanted.debianName() + " again");
        }
        int machine = header.get().machine();
        if (!Architecture.ofElf(machine).equals(Optional.of(wanted))) {
            String found =
                    Architecture.ofElf(machine)
                            .map(Architecture::debianName)
                            .orElse("processor " + machine);
            throw new ArtifactException(
                    "is for " + found + ", the box is " + wanted.debianName(),
                    binary.toString(),
                    "use the release file " + wanted.k3sAsset());
        }
        long size = Files.size(binary);
        if (size < header.get().requiredSize()) {
            throw new ArtifactException(
                    "is cut short: %d of at least %d bytes"
                            .formatted(size, header.get().requiredSize()),
                    binary.toString(),
                    "download k3s again");
        }
    }
}
