package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.git.ContentElsewhere;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.cache.Recall;
import dev.nordbox.appliance.render.directory.ManifestFileReader;
import dev.nordbox.appliance.render.kustomize.Kustomize;
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
 * Finds the files of a repository that define Applications, and its kustomizations, without
 * rendering anything.
 *
 * <p>The rule: every {@code .yaml}, {@code .yml} and {@code .json} file counts, wherever it lies,
 * but not below a directory whose name starts with a dot, not in a Helm chart, and not behind a
 * link. A document is an Application when its apiVersion and kind say so and it has {@code
 * spec.source}, {@code spec.sources} or {@code spec.destination}; without them it is a Kustomize
 * patch. Whoever wants another choice names the directory of the Applications ({@code --path}).
 *
 * <p>What a directory held is remembered by its identity in Git, which covers all that was read for
 * it: the next commit costs a look at the directories it changed.
 */
final class ApplicationScan {

    private static final Pattern YAML = Pattern.compile(".*\\.(yaml|yml|json)");
    private static final long LARGEST = 1 << 20; // no Application is longer; CRD bundles are
    private static final int MOST_DIRECTORIES = 20_000;

    /**
     * @param files that speak of Applications, in the order of their paths
     */
    record Found(List<ApplicationFile> files, List<Kustomization> kustomizations) {
        Found() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        private void add(Found other) {
            files.addAll(other.files);
            kustomizations.addAll(other.kustomizations);
        }
    }

    /**
     * A file that speaks of Applications, if only in a patch.
     *
     * @param manifests that are complete
     * @param problem why it cannot be read
     */
    record ApplicationFile(String path, List<Manifest> manifests, Optional<String> problem) {}

    /**
     * @param references files and directories that it takes objects from
     * @param component it cannot be built by itself
     * @param elsewhere its file is behind a link, so that its directory does not tell what it says
     */
    record Kustomization(
            String directory, List<String> references, boolean component, boolean elsewhere) {}

    private record Directory(String path, String identity) {}

    /** Of the last tree; what it did not use is dropped. */
    private Map<Directory, Found> remembered = Map.of();

    Found scan(FileTree tree, Recall recall) throws IOException {
        if (recall == Recall.REPLACED) {
            remembered = Map.of();
        }
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
        boolean kustomized = has(entries, Kustomize.FILE_NAMES);
        if (kustomized || !has(entries, List.of("Chart.yaml"))) {
            if (kustomized) {
                found.kustomizations().add(kustomization(tree, path));
            }
            for (FileTree.Entry entry : entries) {
                look(tree, TreePaths.join(path, entry.name()), entry, found, used);
            }
        }
        boolean whole = found.kustomizations().stream().noneMatch(Kustomization::elsewhere);
        if (whole && used.size() < MOST_DIRECTORIES) {
            directory.ifPresent(known -> used.put(known, found));
        }
        return found;
    }

    private static boolean has(List<FileTree.Entry> entries, List<String> names) {
        return entries.stream().anyMatch(entry -> names.contains(entry.name()));
    }

    private void look(
            FileTree tree,
            String path,
            FileTree.Entry entry,
            Found found,
            Map<Directory, Found> used)
            throws IOException {
        if (entry.name().startsWith(".")) {
            return;
        }
        if (entry.kind() == FileTree.Kind.DIRECTORY) {
            found.add(directory(tree, path, used));
        } else if (entry.kind() == FileTree.Kind.FILE
                && YAML.matcher(entry.name()).matches()
                && entry.size() <= LARGEST) {
            file(tree, path).ifPresent(found.files()::add);
        }
    }

    private static Kustomization kustomization(FileTree tree, String directory) throws IOException {
        boolean elsewhere = false;
        for (FileTree.Entry entry : tree.list(directory)) {
            elsewhere |=
                    Kustomize.FILE_NAMES.contains(entry.name())
                            && entry.kind() == FileTree.Kind.LINK;
        }
        Optional<KustomizationFile> file = kustomizationFile(tree, directory);
        return new Kustomization(
                directory,
                file.map(KustomizationFile::references).orElse(List.of()),
                file.filter(KustomizationFile::isComponent).isPresent(),
                elsewhere);
    }

    private static Optional<KustomizationFile> kustomizationFile(FileTree tree, String directory)
            throws IOException {
        try {
            return KustomizationFile.in(tree, directory);
        } catch (ContentElsewhere e) { // its render says so, if it matters
            return Optional.empty();
        }
    }

    private static Optional<ApplicationFile> file(FileTree tree, String path) throws IOException {
        String text;
        try {
            text = new String(tree.read(path), StandardCharsets.UTF_8);
        } catch (ContentElsewhere e) {
            return Optional.empty(); // a large file by its nature, and no application renders it
        }
        if (!speaksOfApplications(text)) {
            return Optional.empty(); // most files: not worth a parser
        }
        try {
            List<Manifest> manifests =
                    ManifestFileReader.read(path, text).stream()
                            .filter(Applications::isConfiguration)
                            .toList();
            return manifests.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new ApplicationFile(
                                    path,
                                    manifests.stream().filter(Applications::isComplete).toList(),
                                    Optional.empty()));
        } catch (RenderException e) {
            return Optional.of(new ApplicationFile(path, List.of(), Optional.of(e.getMessage())));
        }
    }

    private static boolean speaksOfApplications(String text) {
        return text.contains(Applications.GROUP + "/")
                && (text.contains("Application") || text.contains("AppProject"));
    }
}
