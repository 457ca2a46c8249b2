package dev.nordbox.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The templates that came with this program: which there are. */
final class BundledTemplates {
    static final String ROOT = "nordbox/templates/";
    static final String SUFFIX = ".ftl";

    private BundledTemplates() {}

    /** Paths with suffix, {@code host/etc/rancher/k3s/config.yaml.ftl}, from jar or directory. */
    static SortedSet<String> paths(Class<?> beside) {
        try {
            Path origin =
                    Path.of(beside.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(origin) ? inDirectory(origin.resolve(ROOT)) : inJar(origin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedSet<String> inDirectory(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(SUFFIX))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static SortedSet<String> inJar(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(ROOT) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(ROOT.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
