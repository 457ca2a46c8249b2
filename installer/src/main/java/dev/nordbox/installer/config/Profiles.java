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
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The profiles on the class path: {@code nordbox/profiles/<name>/profile.yaml} each. */
final class Profiles {
    private static final String ROOT = "nordbox/profiles/";
    private static final String FILE = "/profile.yaml";

    private final ClassLoader resources;

    Profiles(ClassLoader resources) {
        this.resources = resources;
    }

    Optional<String> text(String name) {
        if (!names().contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = resources.getResourceAsStream(ROOT + name + FILE)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        try {
            for (URL root : Collections.list(resources.getResources(ROOT))) {
                addNames(root, names);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void addNames(URL root, SortedSet<String> names) throws IOException {
        if (root.getProtocol().equals("jar")) {
            JarURLConnection connection = (JarURLConnection) root.openConnection();
            connection.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.startsWith(ROOT) && entry.endsWith(FILE))
                    .map(entry -> entry.substring(ROOT.length(), entry.length() - FILE.length()))
                    .forEach(names::add);
        } else {
            try (Stream<Path> folders = Files.list(Path.of(URI.create(root.toString())))) {
                folders.filter(folder -> Files.exists(Path.of(folder + FILE)))
                        .forEach(folder -> names.add(folder.getFileName().toString()));
            }
        }
    }
}
