package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A tree in which one file, or a link in its place, has another text. */
final class EditedTree implements FileTree {

    private final FileTree tree;
    private final String file;
    private final byte[] content;

    EditedTree(FileTree tree, String file, String text) {
        this.tree = tree;
        this.file = file;
        this.content = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Entry> entry(String path) throws IOException {
        Optional<Entry> entry = tree.entry(path);
        return path.equals(file) ? entry.map(this::edited) : entry;
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        List<Entry> entries = tree.list(directory);
        if (!directory.equals(TreePaths.parent(file))) {
            return entries;
        }
        return entries.stream()
                .map(
                        entry ->
                                TreePaths.join(directory, entry.name()).equals(file)
                                        ? edited(entry)
                                        : entry)
                .toList();
    }

    @Override
    public byte[] read(String path) throws IOException {
        return path.equals(file) ? content.clone() : tree.read(path);
    }

    @Override
    public String linkTarget(String link) throws IOException {
        return tree.linkTarget(link);
    }

    private Entry edited(Entry entry) {
        return new Entry(entry.name(), Kind.FILE, content.length);
    }
}
