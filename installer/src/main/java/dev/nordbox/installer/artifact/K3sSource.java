package dev.nordbox.installer.artifact;

import dev.nordbox.installer.host.TransferProgress;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Where a k3s comes from: what a person points at, else the release with its cache. */
public sealed interface K3sSource permits GivenK3s, ReleasedK3s {

    /** A directory, or a binary, to use in place of the release. */
    String GIVEN = "NORDBOX_K3S";

    /**
     * @param version release to use unless the environment names a k3s, {@code v1.36.4+k3s1}
     * @param cache nordbox' directory for downloads; made when needed
     */
    static K3sSource choose(Map<String, String> environment, String version, Path cache) {
        String given = environment.getOrDefault(GIVEN, "");
        return given.isBlank()
                ? new ReleasedK3s(version, cache.resolve("k3s"), new HttpDownloads(environment))
                : new GivenK3s(Path.of(given));
    }

    /**
     * Finds or downloads, and verifies.
     *
     * @param progress asked for a display once per download, by file name
     * @throws ArtifactException when something is missing, corrupt or for another processor
     */
    K3sArtifacts obtain(Architecture architecture, Function<String, TransferProgress> progress)
            throws ArtifactException;

    /** What {@link #obtain} would bring, as far as it can be known without bringing it. */
    default K3sArtifacts foresee(
            Architecture architecture, Function<String, TransferProgress> progress)
            throws ArtifactException {
        return obtain(architecture, progress);
    }
}
