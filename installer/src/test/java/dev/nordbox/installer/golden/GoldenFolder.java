package dev.nordbox.installer.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code src/test/resources/<test class>/<case>/out}: what rendering must give, file by file. Run
 * with {@code -Dgolden.update} to write it anew, and review the difference.
 */
public final class GoldenFolder {
    private final Path folder;

    private GoldenFolder(Path folder) {
        this.folder = folder;
    }

    public static GoldenFolder of(Class<?> test, String name) {
        return new GoldenFolder(
                Path.of("src/test/resources", test.getSimpleName(), name).toAbsolutePath());
    }

    /** A file of the case beside {@code out}: its input. */
    public Path input(String name) {
        return folder.resolve(name);
    }

    /** Fails on every file that is missing, too much or different. */
    public void assertMatches(Map<String, String> rendered) {
        try {
            if (System.getProperty("golden.update") != null) {
                rewrite(rendered);
            }
            assertThat(read()).containsExactlyInAnyOrderEntriesOf(rendered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedMap<String, String> read() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Path out = folder.resolve("out");
        if (!Files.exists(out)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(out)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(out.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private void rewrite(Map<String, String> rendered) throws IOException {
        Path out = folder.resolve("out");
        if (Files.exists(out)) {
            try (Stream<Path> old = Files.walk(out)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        for (Map.Entry<String, String> file : rendered.entrySet()) {
            Path target = out.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }
}
