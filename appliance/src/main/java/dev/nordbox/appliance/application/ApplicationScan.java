package dev.nordbox.appliance.application;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.directory.ManifestFileReader;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the Applications of a repository that names no path for them, without rendering anything.
 *
 * <p>The rule: every {@code .yaml}, {@code .yml} and {@code .json} file counts, wherever it lies,
 * but not below a directory whose name starts with a dot, not in a Helm chart, and not behind a
 * link. A document is an Application when its apiVersion and kind say so and it has {@code
 * spec.source}, {@code spec.sources} or {@code spec.destination}; without them it is a Kustomize
 * patch. Whoever wants another choice names the directory of the Applications ({@code --path}).
 *
 * <p>What a directory held is remembered by its identity in Git: the next commit costs a look at
 * the directories it changed.
 */
final class ApplicationScan {

    private static final Pattern YAML = Pattern.compile(".*\\.(yaml|yml|json)");
    private static final long LARGEST = 1 << 20; // no Application is longer; CRD bundles are
    private static final int MOST_DIRECTORIES = 20_000;

    /**
     * @param applications in the order of their files
     * @param problems files that may hold an Application and cannot be read
     */
    record Found(List<Manifest> applications, List<String> problems) {
        Found() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        private void add(Found other) {
            applications.addAll(other.applications);
            problems.addAll(other.problems);
        }
    }

    private record Directory(String path, String identity) {}

    /** Of the last tree; what it did not use is dropped. */
    private Map<Directory, Found> remembered = Map.of();

    Found scan(FileTree tree) throws IOException {
        Map<Directory, Found> used = new HashMap<>();
        Found found = directory(tree, "", used);
        remembered = used;
        return found;
    }

    private Found directory(FileTree tree, String path, Map<Directory, Found> used)
            throws IOException {
        Optional<Directory> directory =
                tree.identity(path).map(identity -> new Directory(path, identity));
        Optional<Found> before = directory.map(remembered::get);
        if (before.isPresent()) {
            used.put(directory.get(), before.get());
            return before.get();
        }
        Found found = new Found();
        List<FileTree.Entry> entries = tree.list(path);
        boolean chart = entries.stream().anyMatch(entry -> entry.name().equals("Chart.yaml"));
        for (FileTree.Entry entry : entries) {
            if (chart || entry.name().startsWith(".")) {
                continue;
            }
            String below = TreePaths.join(path, entry.name());
            if (entry.kind() == FileTree.Kind.DIRECTORY) {
                found.add(directory(tree, below, used));
            } else if (entry.kind() == FileTree.Kind.FILE
                    && YAML.matcher(entry.name()).matches()
                    && entry.size() <= LARGEST) {
                file(tree, below, found);
            }
        }
        if (used.size() < MOST_DIRECTORIES) {
            directory.ifPresent(known -> used.put(known, found));
        }
        return found;
    }

    private static void file(FileTree tree, String path, Found found) throws IOException {
        String text = new String(tree.read(path), StandardCharsets.UTF_8);
        if (!text.contains(Applications.GROUP + "/") || !text.contains("Application")) {
            return; // most files: not worth a parser
        }
        try {
            ManifestFileReader.read(path, text).stream()
                    .filter(Applications::isConfiguration)
                    .filter(Applications::isComplete)
                    .forEach(found.applications()::add);
        } catch (RenderException e) {
            found.problems().add(e.getMessage());
        }
    }
}
