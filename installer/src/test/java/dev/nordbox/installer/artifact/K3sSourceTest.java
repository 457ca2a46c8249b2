package dev.nordbox.installer.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class K3sSourceTest {
    private static final String UNPINNED = "v1.99.0+k3s1";
    private static final byte[] K3S = TrialFiles.elf(TrialFiles.X86_64, 4096);
    private static final byte[] IMAGES = "images".getBytes();

    @TempDir private Path directory;

    /** A release server in memory that remembers what it was asked for. */
    private static final class Releases implements Downloads {
        final Map<String, byte[]> files = new HashMap<>();
        final List<URI> asked = new ArrayList<>();
        boolean reachable = true;

        @Override
        public void fetch(URI uri, Path target, TransferProgress progress) throws IOException {
            asked.add(uri);
            if (!reachable) {
                throw new ConnectException("no route to host");
            }
            byte[] file = files.get(uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1));
            if (file == null) {
                throw new IOException(uri.getHost() + " answered 404");
            }
            Files.write(target, file);
        }
    }

    @Test
    void aDirectoryThatAPersonNamesIsUsedAsItIs() throws Exception {
        Path binary = Files.write(directory.resolve("k3s"), K3S);
        Files.write(directory.resolve("k3s-airgap-images-amd64.tar"), IMAGES);

        K3sArtifacts k3s = given(directory);

        assertThat(k3s.binary().local()).isEqualTo(binary);
        assertThat(k3s.binary().sha256()).isEqualTo(Sha256.of(K3S));
        assertThat(k3s.images()).get().extracting(Artifact::size).isEqualTo((long) IMAGES.length);
    }

    @Test
    void aBinaryIsEnoughAndItsImagesAreFoundBesideIt() throws Exception {
        Path binary = Files.write(directory.resolve("my-k3s"), K3S);

        assertThat(given(binary).images()).isEmpty();

        Files.write(directory.resolve("k3s-airgap-images-amd64.tar.zst"), IMAGES);
        assertThat(given(binary).images()).isPresent();
    }

    @Test
    void aBinaryForAnotherProcessorIsRefusedWithTheRightFile() throws Exception {
        Files.write(directory.resolve("k3s"), TrialFiles.elf(TrialFiles.AARCH64, 4096));

        refused(() -> given(directory), "is for arm64, the box is amd64", "release file k3s");
    }

    @Test
    void aBinaryCutShortIsRefused() throws Exception {
        Files.write(directory.resolve("k3s"), Arrays.copyOf(K3S, 3000));

        refused(() -> given(directory), "cut short: 3000 of at least 4096 bytes", "again");
    }

    @Test
    void aPageInPlaceOfABinaryIsRefused() throws Exception {
        Files.writeString(directory.resolve("k3s"), "<html>please log in</html>");

        refused(() -> given(directory), "no 64-bit Linux program", "again");
    }

    @Test
    void nothingWhereAPersonPointsIsSaid() {
        refused(() -> given(directory.resolve("nowhere")), "there is no k3s binary", "NORDBOX_K3S");
    }

    @Test
    void aListingBesideAGivenBinaryMustAgree() throws Exception {
        Files.write(directory.resolve("k3s"), K3S);
        Files.writeString(directory.resolve("sha256sum-amd64.txt"), "0".repeat(64) + "  k3s\n");

        refused(() -> given(directory), "the listing beside it says", "download");
    }

    @Test
    void theReleaseIsDownloadedOnceAndVerifiedEveryTime() throws Exception {
        Releases releases = release();

        released(releases);
        assertThat(releases.asked).hasSize(3);
        K3sArtifacts again = released(releases);

        assertThat(releases.asked).hasSize(3);
        assertThat(releases.asked.get(0).toString())
                .startsWith("https://github.com/k3s-io/k3s/releases/download/v1.99.0%2Bk3s1/");
        assertThat(again.binary().name()).contains(UNPINNED).contains("recorded sha256");
    }

    @Test
    void whatIsPinnedIsForeseenWithoutADownload() throws Exception {
        Releases releases = new Releases();
        ReleasedK3s source = new ReleasedK3s("v1.36.4+k3s1", directory, releases);

        K3sArtifacts k3s = source.foresee(Architecture.AMD64, name -> TransferProgress.SILENT);

        assertThat(releases.asked).isEmpty();
        assertThat(directory).isEmptyDirectory();
        assertThat(k3s.binary().sha256()).startsWith("835873f3");
        assertThat(k3s.images())
                .get()
                .extracting(Artifact::sha256)
                .asString()
                .startsWith("9024613");
    }

    @Test
    void aFileThatRottedInTheCacheIsFetchedAgain() throws Exception {
        Releases releases = release();
        K3sArtifacts k3s = released(releases);
        Files.writeString(k3s.binary().local(), "rotten");

        assertThat(Sha256.of(released(releases).binary().local())).isEqualTo(Sha256.of(K3S));
    }

    @Test
    void aDownloadWithAnotherSumNeverReachesTheCache() throws Exception {
        Releases releases = release();
        releases.files.put("k3s", TrialFiles.elf(TrialFiles.X86_64, 8192));

        refused(() -> released(releases), "sha256 is", "alters files");
        assertThat(directory.resolve(UNPINNED).resolve("k3s")).doesNotExist();
        try (var left = Files.list(directory.resolve(UNPINNED))) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void aPinGoesBeforeWhatTheServerSaysOfItself() {
        Releases releases = new Releases();
        releases.files.put("k3s", K3S);
        releases.files.put("sha256sum-amd64.txt", (Sha256.of(K3S) + "  k3s\n").getBytes());

        refused(
                () ->
                        new ReleasedK3s("v1.36.4+k3s1", directory, releases)
                                .obtain(Architecture.AMD64, name -> TransferProgress.SILENT),
                "expected 835873f37245fc615f547a2fe2af9402a347875f13fa64a1f136de644955ea3f",
                "alters files");
        assertThat(releases.asked).hasSize(1);
    }

    @Test
    void imagesWithoutAPinAreNotBroughtAndThatIsTold() throws Exception {
        Releases releases = release();

        K3sArtifacts k3s = halfPinned(releases, Architecture.AMD64);

        assertThat(releases.asked).hasSize(1);
        assertThat(k3s.binary().name()).contains("pinned sha256");
        assertThat(k3s.images()).isEmpty();
        assertThat(k3s.warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.what())
                                    .contains("k3s-airgap-images-amd64.tar.zst", "pulls");
                            assertThat(warning.remedy()).contains("NORDBOX_K3S");
                        });
    }

    @Test
    void aBinaryWithoutAPinAmongPinnedFilesIsNotBrought() {
        Releases releases = release();

        refused(
                () -> halfPinned(releases, Architecture.ARM64),
                "no sha256 of k3s-arm64",
                "NORDBOX_K3S");
        assertThat(releases.asked).isEmpty();
    }

    @Test
    void withoutAWayOutTheMessageSaysWhatToFetchAndWhereToPutIt() {
        Releases releases = new Releases();
        releases.reachable = false;

        refused(
                () -> released(releases),
                "cannot be had: no route to host",
                "k3s-airgap-images-amd64.tar.zst");
        refused(
                () -> released(releases),
                "cannot be had: no route to host",
                "if the way out from here is a proxy, name it in HTTPS_PROXY; else, where there is");
        refused(() -> released(releases), "cannot be had", "let --k3s or NORDBOX_K3S name it");
    }

    private Releases release() {
        Releases releases = new Releases();
        releases.files.put("k3s", K3S);
        releases.files.put("k3s-airgap-images-amd64.tar.zst", IMAGES);
        releases.files.put(
                "sha256sum-amd64.txt",
                (Sha256.of(K3S)
                                + "  k3s\n"
                                + Sha256.of(IMAGES)
                                + "  k3s-airgap-images-amd64.tar.zst\n")
                        .getBytes());
        return releases;
    }

    private K3sArtifacts released(Releases releases) throws ArtifactException {
        return new ReleasedK3s(UNPINNED, directory, releases)
                .obtain(Architecture.AMD64, name -> TransferProgress.SILENT);
    }

    /** Of this version, tests alone have a pin: that of K3S. */
    private K3sArtifacts halfPinned(Releases releases, Architecture architecture)
            throws ArtifactException {
        return new ReleasedK3s("v1.98.0+k3s1", directory, releases)
                .obtain(architecture, name -> TransferProgress.SILENT);
    }

    private static K3sArtifacts given(Path path) throws ArtifactException {
        return K3sSource.choose(Map.of("NORDBOX_K3S", path.toString()), UNPINNED, path)
                .obtain(Architecture.AMD64, name -> TransferProgress.SILENT);
    }

    private static void refused(ThrowingCallable call, String what, String remedy) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.ARTIFACT_INVALID);
                            assertThat(e.problems().get(0).what()).contains(what);
                            assertThat(e.problems().get(0).remedy()).contains(remedy);
                        });
    }
}
