package dev.nordbox.installer.artifact;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The official release at one version, kept in a cache.
 *
 * <p>What is trusted: a sum that ships with nordbox ({@link K3sPins}) proves a file by itself. Of a
 * version that is pinned, a file without such a sum is not brought. For a version that a person
 * chose and nobody pinned, the release's own listing is fetched once over TLS and recorded in the
 * cache; from then on every file is held against that record. The listing comes from the same
 * server as the file, so it finds corruption and a later exchange, not a release that was bad when
 * the record was made.
 */
record ReleasedK3s(String version, Path cache, Downloads downloads) implements K3sSource {
    private static final String RELEASES = "https://github.com/k3s-io/k3s/releases/download/";

    private static final String PROXY =
            "if the way out from here is a proxy, name it in HTTPS_PROXY; else, ";

    /** Where a file and its expected sum come together. */
    @FunctionalInterface
    private interface Supply {
        Artifact of(String name, String asset, Optional<Sha256Sums> pins)
                throws IOException, ArtifactException;
    }

    @Override
    public K3sArtifacts obtain(
            Architecture architecture, Function<String, TransferProgress> progress)
            throws ArtifactException {
        K3sArtifacts all =
                gather(
                        architecture,
                        (name, asset, pins) -> obtain(name, asset, pins, architecture, progress));
        try {
            K3sBinary.check(all.binary().local(), architecture);
        } catch (IOException e) {
            throw unobtainable(architecture, e);
        }
        return all;
    }

    /** Sums alone: those that ship with nordbox, or a listing of a few hundred bytes. */
    @Override
    public K3sArtifacts foresee(
            Architecture architecture, Function<String, TransferProgress> progress)
            throws ArtifactException {
        return gather(
                architecture,
                (name, asset, pins) -> {
                    Path file = directory().resolve(asset);
                    return new Artifact(
                            called(name, asset, pins),
                            file,
                            expected(asset, pins, architecture, progress),
                            Files.isRegularFile(file) ? Files.size(file) : 0);
                });
    }

    private K3sArtifacts gather(Architecture architecture, Supply supply) throws ArtifactException {
        try {
            Optional<Sha256Sums> pins = K3sPins.of(version, architecture);
            String asset = architecture.k3sAsset();
            if (isWithheld(asset, pins)) {
                throw unpinned(asset);
            }
            Artifact binary = supply.of("k3s", asset, pins);
            String archive = images(architecture, ".tar.zst");
            if (isWithheld(archive, pins)) {
                return new K3sArtifacts(binary, Optional.empty(), List.of(withoutImages(archive)));
            }
            Artifact images = supply.of("airgap images", archive, pins);
            return new K3sArtifacts(binary, Optional.of(images), List.of());
        } catch (IOException e) {
            throw unobtainable(architecture, e);
        }
    }

    private ArtifactException unobtainable(Architecture architecture, IOException e) {
        return new ArtifactException(
                "k3s " + version + " cannot be had: " + Reason.of(e),
                directory().toString(),
                (e instanceof ConnectException ? PROXY : "")
                        + """
                    where there is access, download %s and %s from %s \
                    into one directory and let --k3s or %s name it"""
                                .formatted(
                                        architecture.k3sAsset(),
                                        images(architecture, ".tar.zst"),
                                        RELEASES + escaped(version),
                                        GIVEN),
                e);
    }

    /** The version is pinned, this file of it is not. */
    private static boolean isWithheld(String asset, Optional<Sha256Sums> pins) {
        return pins.isPresent() && pins.get().of(asset).isEmpty();
    }

    private ArtifactException unpinned(String asset) {
        return new ArtifactException(
                "nordbox has no sha256 of %s of k3s %s, so it does not download it"
                        .formatted(asset, version),
                uri(asset).toString(),
                "download and check it yourself, and let --k3s or %s name it".formatted(GIVEN));
    }

    private Problem withoutImages(String archive) {
        return new Problem(
                "nordbox has no sha256 of %s, so it is not brought; k3s pulls its images itself, from its registry"
                        .formatted(archive),
                uri(archive).toString(),
                "to bring them all the same, check and put them beside the binary, and let --k3s or %s name the directory"
                        .formatted(GIVEN));
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
            Optional<Sha256Sums> pins,
            Architecture architecture,
            Function<String, TransferProgress> progress)
            throws IOException, ArtifactException {
        String expected = expected(asset, pins, architecture, progress);
        String called = called(name, asset, pins);
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

    private String called(String name, String asset, Optional<Sha256Sums> pins) {
        boolean pinned = pins.flatMap(sums -> sums.of(asset)).isPresent();
        return "%s %s (%s sha256)".formatted(name, version, pinned ? "pinned" : "recorded");
    }

    private String expected(
            String asset,
            Optional<Sha256Sums> pins,
            Architecture architecture,
            Function<String, TransferProgress> progress)
            throws IOException, ArtifactException {
        Optional<String> pinned = pins.flatMap(sums -> sums.of(asset));
        return pinned.isPresent() ? pinned.get() : recorded(asset, architecture, progress);
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
        Path part = part(asset);
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
        Path part = part(asset);
        try {
            downloads.fetch(uri(asset), part, progress);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Path part(String asset) throws IOException {
        return Files.createTempFile(Files.createDirectories(directory()), asset, ".part");
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
}
