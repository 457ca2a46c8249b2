package dev.nordbox.installer.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The profiles on the class path, a folder each: {@code nordbox/profiles/<name>/profile.yaml} and
 * what lies below it.
 */
final class Profiles {
    private static final String ROOT = "nordbox/profiles/";
    private static final String FILE = "/profile.yaml";

    private final ClassLoader resources;
    private final SortedSet<String> paths = new TreeSet<>();

    Profiles(ClassLoader resources) {
        this.resources = resources;
        try {
            for (URL root : Collections.list(resources.getResources(ROOT))) {
                addPaths(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SortedSet<String> names() {
        return paths.stream()
                .filter(path -> path.endsWith(FILE) && path.indexOf('/') == path.lastIndexOf('/'))
                .map(path -> path.substring(0, path.indexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The text of {@code profile.yaml}; the profile is there. */
    String text(String profile) {
        return read(profile + FILE);
    }

    /**
     * Files of a folder, without their ending.
     *
     * @param ending {@code .yaml}
     */
    SortedSet<String> names(String profile, String folder, String ending) {
        String prefix = profile + "/" + folder + "/";
        return paths.stream()
                .filter(path -> path.startsWith(prefix) && path.endsWith(ending))
                .map(path -> path.substring(prefix.length(), path.length() - ending.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same with their texts. */
    SortedMap<String, String> folder(String profile, String folder, String ending) {
        SortedMap<String, String> texts = new TreeMap<>();
        names(profile, folder, ending)
                .forEach(
                        name ->
                                texts.put(
                                        name, read(profile + "/" + folder + "/" + name + ending)));
        return texts;
    }

    private String read(String path) {
        try (InputStream in = resources.getResourceAsStream(ROOT + path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addPaths(URL root) throws IOException {
        if (root.getProtocol().equals("jar")) {
            JarURLConnection connection = (JarURLConnection) root.openConnection();
            connection.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.startsWith(ROOT) && !entry.endsWith("/"))
                    .map(entry -> entry.substring(ROOT.length()))
                    .forEach(paths::add);
        } else {
            Path folder = Path.of(URI.create(root.toString()));
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                        .forEach(paths::add);
            }
        }
    }
}
