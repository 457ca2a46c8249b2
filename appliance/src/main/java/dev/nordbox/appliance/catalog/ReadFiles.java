package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Passes reads on and remembers which files they were of. */
final class ReadFiles implements FileTree {

    private final FileTree tree;
    private final Set<String> files = new HashSet<>();

    ReadFiles(FileTree tree) {
        this.tree = tree;
    }

    Set<String> files() {
        return Set.copyOf(files);
    }

    @Override
    public Optional<Entry> entry(String path) throws IOException {
        return tree.entry(path);
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        return tree.list(directory);
    }

    @Override
    public byte[] read(String file) throws IOException {
        files.add(file);
        return tree.read(file);
    }

    @Override
    public String linkTarget(String link) throws IOException {
        return tree.linkTarget(link);
    }

    @Override
    public Optional<String> identity(String path) throws IOException {
        return tree.identity(path);
    }
}
