package dev.nordbox.installer.artifact;

import dev.nordbox.installer.file.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A Java runtime as a {@code tar.gz}, as {@code jlink} makes one: {@code [FOLDER/]bin/java}. */
public final class JavaRuntimeArchive {

    /** A tarball to use in place of the box' own Java. */
    public static final String GIVEN = "NORDBOX_JRE";

    private static final int BLOCK = 512;
    private static final String LAUNCHER = "bin/java";

    private JavaRuntimeArchive() {}

    /** What the environment names, verified; empty when it names nothing. */
    public static Optional<Artifact> choose(Map<String, String> environment)
            throws ArtifactException {
        String given = environment.getOrDefault(GIVEN, "");
        return given.isBlank() ? Optional.empty() : Optional.of(read(Path.of(given)));
    }

    /**
     * @throws ArtifactException when the file is no such archive, or is cut short
     */
    public static Artifact read(Path file) throws ArtifactException {
        try (InputStream tar = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            if (!holdsLauncher(tar)) {
                throw new ArtifactException(
                        "holds no bin/java",
                        file.toString(),
                        "name a tar.gz of a Java 17 or newer runtime for Linux");
            }
            return Artifact.of("Java runtime (" + GIVEN + ")", file);
        } catch (IOException e) {
            throw new ArtifactException(
                    "is no readable tar.gz: " + Reason.of(e),
                    file.toString(),
                    "make or download the Java runtime again",
                    e);
        }
    }

    /** Reads to the end even after the find, so that a truncated archive is noticed here. */
    private static boolean holdsLauncher(InputStream tar) throws IOException {
        boolean found = false;
        while (true) {
            byte[] header = tar.readNBytes(BLOCK);
            if (header.length == 0 || header.length == BLOCK && header[0] == 0) {
                tar.transferTo(OutputStream.nullOutputStream());
                return found;
            }
            if (header.length < BLOCK) {
                throw new EOFException("it ends in the middle");
            }
            String name = text(header, 0, 100);
            found |= name.equals(LAUNCHER) || name.endsWith("/" + LAUNCHER);
            tar.skipNBytes(paddedSize(header));
        }
    }

    private static long paddedSize(byte[] header) throws IOException {
        try {
            long size = Long.parseLong(text(header, 124, 12).strip(), 8);
            return (size + BLOCK - 1) / BLOCK * BLOCK;
        } catch (NumberFormatException e) {
            throw new IOException("it has a header that is not tar's", e);
        }
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }
}
