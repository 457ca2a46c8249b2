package dev.nordbox.installer.artifact;

import dev.nordbox.installer.host.TransferProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Function;

/**
 * The official release at one version, kept in a cache.
 *
 * <p>What is trusted: a sum that ships with nordbox ({@link K3sPins}) proves a file by itself. For
 * a version that is not pinned, the release's own listing is fetched once over TLS and recorded in
 * the cache; from then on every file is held against that record. The listing comes from the same
 * server as the file, so it finds corruption and a later exchange, not a release that was bad when
 * the record was made.
 */
record ReleasedK3s(String version, Path cache, Downloads downloads) implements K3sSource {
    private static final String RELEASES = "https://github.com/k3s-io/k3s/releases/download/";

    @Override
    public K3sArtifacts obtain(
            Architecture architecture, Function<String, TransferProgress> progress)
            throws ArtifactException {
        try {
            Files.createDirectories(directory());
            Artifact binary = obtain("k3s", architecture.k3sAsset(), architecture, progress);
            K3sBinary.check(binary.local(), architecture);
            Artifact images =
                    obtain(
                            "airgap images",
                            images(architecture, ".tar.zst"),
                            architecture,
                            progress);
            return new K3sArtifacts(binary, Optional.of(images));
        } catch (IOException e) {
            throw new ArtifactException(
                    "k3s " + version + " cannot be had: " + reason(e),
                    directory().toString(),
                    """
                    where there is access, download %s and %s from %s \
                    into one directory and let %s name it"""
                            .formatted(
                                    architecture.k3sAsset(),
                                    images(architecture, ".tar.zst"),
                                    RELEASES + escaped(version),
                                    GIVEN),
                    e);
        }
    }

    static String images(Architecture architecture, String ending) {
        return "k3s-airgap-images-" + architecture.debianName() + ending;
    }

    static String listing(Architecture architecture) {
        return "sha256sum-" + architecture.debianName() + ".txt";
    }

    private Artifact obtain(
            String name,
            String asset,
            Architecture architecture,
            Function<String, TransferProgress> progress)
            throws IOException, ArtifactException {
        Optional<String> pinned = K3sPins.of(version, architecture).of(asset);
        String expected =
                pinned.isPresent() ? pinned.get() : recorded(asset, architecture, progress);
        String called =
                "%s %s (%s sha256)"
                        .formatted(name, version, pinned.isPresent() ? "pinned" : "recorded");
        Path file = directory().resolve(asset);
        if (Files.isRegularFile(file)) {
            Artifact cached = Artifact.of(called, file);
            if (cached.sha256().equals(expected)) {
                return cached;
            }
        }
        download(asset, expected, progress.apply(asset));
        return new Artifact(called, file, expected, Files.size(file));
    }

    private String recorded(
            String asset, Architecture architecture, Function<String, TransferProgress> progress)
            throws IOException, ArtifactException {
        Path record = directory().resolve(listing(architecture));
        if (!Files.isRegularFile(record)) {
            fetch(listing(architecture), record, progress.apply(listing(architecture)));
        }
        return Sha256Sums.parse(Files.readString(record))
                .of(asset)
                .orElseThrow(
                        () ->
                                new ArtifactException(
                                        "the release's listing has no sum for " + asset,
                                        record.toString(),
                                        "check k3s.version; delete the file to fetch it again"));
    }

    private void download(String asset, String expected, TransferProgress progress)
            throws IOException, ArtifactException {
        Path part = Files.createTempFile(directory(), asset, ".part");
        try {
            downloads.fetch(uri(asset), part, progress);
            String actual = Sha256.of(part);
            if (!actual.equals(expected)) {
                throw new ArtifactException(
                        "sha256 is %s, expected %s".formatted(actual, expected),
                        uri(asset).toString(),
                        "try again; if it stays so, something between here and there alters files");
            }
            Files.move(
                    part,
                    directory().resolve(asset),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void fetch(String asset, Path target, TransferProgress progress) throws IOException {
        Path part = Files.createTempFile(directory(), asset, ".part");
        try {
            downloads.fetch(uri(asset), part, progress);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Path directory() {
        return cache.resolve(version);
    }

    private URI uri(String asset) {
        return URI.create(RELEASES + escaped(version) + "/" + asset);
    }

    private static String escaped(String version) {
        return version.replace("+", "%2B");
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
