package dev.nordbox.installer.artifact;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.TransferProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A k3s that a person put somewhere and vouches for: its version is not compared with the pinned
 * one. A listing {@code sha256sum-<arch>.txt} beside it is held against it.
 */
record GivenK3s(Path path) implements K3sSource {
    private static final List<String> ENDINGS = List.of(".tar.zst", ".tar.gz", ".tar");

    @Override
    public K3sArtifacts obtain(
            Architecture architecture, Function<String, TransferProgress> progress)
            throws ArtifactException {
        Path binary = binary(architecture);
        Path directory = binary.toAbsolutePath().normalize().getParent();
        try {
            Sha256Sums sums = listing(directory, architecture);
            Artifact k3s = Artifact.of("k3s (" + GIVEN + ")", binary);
            Optional<Path> images = images(directory, architecture);
            Optional<Artifact> airgap = Optional.empty();
            if (images.isPresent()) {
                airgap = Optional.of(Artifact.of("airgap images (" + GIVEN + ")", images.get()));
                compare(airgap.get(), sums);
            }
            compare(k3s, sums);
            K3sBinary.check(binary, architecture);
            return new K3sArtifacts(k3s, airgap, List.of());
        } catch (IOException e) {
            throw new ArtifactException(
                    "cannot be read: " + Reason.of(e), path.toString(), "check " + GIVEN, e);
        }
    }

    private Path binary(Architecture architecture) throws ArtifactException {
        Path binary = Files.isDirectory(path) ? path.resolve(architecture.k3sAsset()) : path;
        if (!Files.isRegularFile(binary)) {
            throw new ArtifactException(
                    "there is no k3s binary",
                    binary.toString(),
                    "let " + GIVEN + " name a k3s binary or the directory that holds it");
        }
        return binary;
    }

    private static Sha256Sums listing(Path directory, Architecture architecture)
            throws IOException {
        Path listing = directory.resolve(ReleasedK3s.listing(architecture));
        return Files.isRegularFile(listing)
                ? Sha256Sums.parse(Files.readString(listing))
                : Sha256Sums.NONE;
    }

    private static Optional<Path> images(Path directory, Architecture architecture) {
        return ENDINGS.stream()
                .map(ending -> directory.resolve(ReleasedK3s.images(architecture, ending)))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static void compare(Artifact artifact, Sha256Sums sums) throws ArtifactException {
        Optional<String> expected = sums.of(artifact.fileName());
        if (expected.isPresent() && !expected.get().equals(artifact.sha256())) {
            throw new ArtifactException(
                    "sha256 is "
                            + artifact.sha256()
                            + ", the listing beside it says "
                            + expected.get(),
                    artifact.local().toString(),
                    "download the file again");
        }
    }
}
