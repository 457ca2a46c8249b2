package dev.nordbox.appliance.render.cache;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Tells builds of this program apart. The version is not enough: a build between releases has the
 * version of the one before, and may render otherwise.
 */
public final class BuildIdentity {

    private BuildIdentity() {}

    /** Of the running code; one of its own for each process when that cannot be told. */
    public static String ofThisProgram() {
        try {
            URL code = BuildIdentity.class.getProtectionDomain().getCodeSource().getLocation();
            return of(Path.of(code.toURI()));
        } catch (URISyntaxException | IOException | RuntimeException e) {
            return UUID.randomUUID().toString();
        }
    }

    /**
     * @param code a jar, or a directory of classes
     */
    static String of(Path code) throws IOException {
        TreeMap<String, String> marks =
                Files.isDirectory(code) ? marksOfFiles(code) : marksOfEntries(code);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            marks.forEach(
                    (name, mark) ->
                            digest.update(
                                    (name + "\n" + mark + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    /** The jar's index has a sum of every entry: the libraries inside count as well. */
    private static TreeMap<String, String> marksOfEntries(Path jar) throws IOException {
        TreeMap<String, String> marks = new TreeMap<>();
        try (JarFile entries = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) entries.stream()::iterator) {
                marks.put(entry.getName(), entry.getCrc() + " " + entry.getSize());
            }
        }
        return marks;
    }

    private static TreeMap<String, String> marksOfFiles(Path directory) throws IOException {
        TreeMap<String, String> marks = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                marks.put(
                        file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return marks;
    }
}
