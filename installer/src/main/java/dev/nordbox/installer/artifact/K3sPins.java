package dev.nordbox.installer.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * SHA-256 sums of k3s releases that ship with nordbox, in the release's own format, one folder per
 * version. They were compared between several parties that had downloaded and published them.
 */
public final class K3sPins {
    private K3sPins() {}

    /**
     * Sums by file name; empty for a version or processor of which nothing is pinned.
     *
     * @param architecture as Debian calls it, {@code amd64}
     */
    public static Map<String, String> sums(String version, String architecture) {
        Optional<Architecture> known = Architecture.of(architecture);
        try {
            return known.isEmpty()
                    ? Map.of()
                    : of(version, known.get()).map(Sha256Sums::byName).orElse(Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for a version of which nothing is pinned, for no processor. */
    static Optional<Sha256Sums> of(String version, Architecture architecture) throws IOException {
        for (Architecture any : Architecture.values()) {
            if (listing(version, any).isPresent()) {
                return Optional.of(listing(version, architecture).orElse(Sha256Sums.NONE));
            }
        }
        return Optional.empty();
    }

    private static Optional<Sha256Sums> listing(String version, Architecture architecture)
            throws IOException {
        String resource = "k3s/" + version + "/" + ReleasedK3s.listing(architecture);
        try (InputStream listing = K3sPins.class.getResourceAsStream(resource)) {
            return listing == null
                    ? Optional.empty()
                    : Optional.of(
                            Sha256Sums.parse(
                                    new String(listing.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }
}
