package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Passes reads on and notes in which directories they were, answered or not. */
final class ReachingTree implements FileTree {

    private final FileTree tree;
    private final Set<String> directories = new TreeSet<>();

    /** Directories of which no more is known than that they are some. */
    private final Set<String> passed = new TreeSet<>();

    ReachingTree(FileTree tree) {
        this.tree = tree;
    }

    /** Empty when the tree does not say what a directory is. */
    synchronized Optional<Reach> reach() {
        Set<String> all = new TreeSet<>(directories);
        for (String directory : passed) {
            if (all.stream().noneMatch(one -> isIn(one, directory) || isIn(directory, one))) {
                all.add(TreePaths.parent(directory));
            }
        }
        try {
            Map<String, String> identities = new HashMap<>();
            for (String directory : all) {
                String present = present(directory);
                Optional<String> identity = tree.identity(present);
                if (identity.isEmpty()) {
                    return Optional.empty();
                }
                identities.put(present, identity.get());
            }
            Set<String> found = Set.copyOf(identities.keySet());
            identities
                    .keySet()
                    .removeIf(
                            inner ->
                                    found.stream()
                                            .anyMatch(
                                                    outer ->
                                                            !outer.equals(inner)
                                                                    && isIn(inner, outer)));
            return Optional.of(new Reach(identities));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** That nothing is there is an answer of the directory above it. */
    private String present(String directory) throws IOException {
        String present = directory;
        while (!present.isEmpty() && tree.identity(present).isEmpty()) {
            present = TreePaths.parent(present);
        }
        return present;
    }

    private static boolean isIn(String path, String directory) {
        return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
    }

    @Override
    public Optional<Entry> entry(String path) throws IOException {
        boolean directory = false;
        try {
            Optional<Entry> entry = tree.entry(path);
            directory = entry.filter(found -> found.kind() == Kind.DIRECTORY).isPresent();
            return entry;
        } finally {
            note(directory ? passed : directories, directory ? path : TreePaths.parent(path));
        }
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        note(directories, directory);
        return tree.list(directory);
    }

    @Override
    public byte[] read(String file) throws IOException {
        note(directories, TreePaths.parent(file));
        return tree.read(file);
    }

    @Override
    public String linkTarget(String link) throws IOException {
        note(directories, TreePaths.parent(link));
        return tree.linkTarget(link);
    }

    @Override
    public Optional<String> identity(String path) throws IOException {
        note(directories, TreePaths.parent(path));
        return tree.identity(path);
    }

    private synchronized void note(Set<String> where, String path) {
        where.add(path);
    }
}
