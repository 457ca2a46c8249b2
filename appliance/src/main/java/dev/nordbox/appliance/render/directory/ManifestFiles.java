package dev.nordbox.appliance.render.directory;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.FileTree.Entry;
import dev.nordbox.appliance.tree.FileTree.Kind;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the files of a directory source, in the order of their names, within its budget. */
final class ManifestFiles {
    private static final Pattern NAMES = Pattern.compile(".*\\.(yaml|yml|json|jsonnet)");
    private static final int DEEPEST = 100;

    private final FileTree tree;
    private final DirectorySource source;
    private final Optional<Glob> include;
    private final Optional<Glob> exclude;
    private final List<ManifestFile> found = new ArrayList<>();
    private long bytes;

    /**
     * A file to read.
     *
     * @param path in the tree, for messages; may be a link
     * @param realPath where the content is
     */
    record ManifestFile(String path, String realPath) {}

    private ManifestFiles(FileTree tree, DirectorySource source) throws RenderException {
        this.tree = tree;
        this.source = source;
        this.include = glob(source.include());
        this.exclude = glob(source.exclude());
    }

    static List<ManifestFile> find(FileTree tree, String directory, DirectorySource source)
            throws IOException, RenderException {
        Optional<String> real = TreePaths.resolve(tree, "", directory);
        Optional<Entry> entry = real.isEmpty() ? Optional.empty() : tree.entry(real.get());
        if (entry.isEmpty() || entry.get().kind() != Kind.DIRECTORY) {
            throw new RenderException(
                    "'" + directory + "' is no directory of the repository; correct the path");
        }
        ManifestFiles files = new ManifestFiles(tree, source);
        files.walk(real.get(), "", 0);
        return files.found;
    }

    private void walk(String directory, String relative, int depth)
            throws IOException, RenderException {
        if (depth > DEEPEST) {
            throw new RenderStopped(
                    directory + ": directories are nested deeper than " + DEEPEST + " levels");
        }
        for (Entry entry : tree.list(directory)) {
            if (entry.name().startsWith(".") && !source.hidden()) {
                continue;
            }
            String path = TreePaths.join(directory, entry.name());
            String below = TreePaths.join(relative, entry.name());
            if (entry.kind() == Kind.DIRECTORY) {
                if (source.recurse()) {
                    walk(path, below, depth + 1);
                }
            } else if (hasWantedName(entry) && isWanted(below)) {
                add(directory, entry, path);
            }
        }
    }

    private boolean hasWantedName(Entry entry) {
        return source.anyName() || NAMES.matcher(entry.name()).matches();
    }

    private boolean isWanted(String relative) {
        if (exclude.isPresent() && exclude.get().matches(relative)) {
            return false;
        }
        return include.isEmpty() || include.get().matches(relative);
    }

    /** A link that leads nowhere, or to no file, is passed over; one that leads out is an error. */
    private void add(String directory, Entry entry, String path)
            throws IOException, RenderException {
        Optional<String> real = TreePaths.resolve(tree, directory, entry.name());
        Optional<Entry> file = real.isEmpty() ? Optional.empty() : tree.entry(real.get());
        if (file.isEmpty() || file.get().kind() != Kind.FILE) {
            return;
        }
        if (entry.name().endsWith(".jsonnet")) {
            throw new RenderException(
                    path
                            + ": Jsonnet is not supported; render it in CI, or exclude it with"
                            + " directory.exclude");
        }
        bytes += file.get().size();
        if (bytes > source.maxBytes()) {
            throw new RenderStopped(
                    path
                            + ": the manifests are larger than "
                            + source.maxBytes()
                            + " bytes together; split the application, or exclude files");
        }
        found.add(new ManifestFile(path, real.get()));
    }

    private static Optional<Glob> glob(String pattern) throws RenderException {
        return pattern.isEmpty() ? Optional.empty() : Optional.of(Glob.compile(pattern));
    }
}
