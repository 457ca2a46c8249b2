package dev.nordbox.appliance.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A tree with identities, as Git's are: of a file by its content, of a directory by all below. */
public final class HashedTree implements FileTree {

    private final FileTree tree;

    public HashedTree(FileTree tree) {
        this.tree = tree;
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
        return tree.read(file);
    }

    @Override
    public String linkTarget(String link) throws IOException {
        return tree.linkTarget(link);
    }

    @Override
    public Optional<String> identity(String path) throws IOException {
        Optional<Entry> entry = tree.entry(path);
        return entry.isEmpty() ? Optional.empty() : Optional.of(hash(path, entry.get().kind()));
    }

    private String hash(String path, Kind kind) throws IOException {
        return switch (kind) {
            case FILE -> "file " + UUID.nameUUIDFromBytes(tree.read(path));
            case LINK -> "link " + tree.linkTarget(path);
            case DIRECTORY -> {
                List<String> below = new ArrayList<>();
                for (Entry entry : tree.list(path)) {
                    String child = TreePaths.join(path, entry.name());
                    below.add(entry.name() + " " + hash(child, entry.kind()));
                }
                byte[] all = below.toString().getBytes(StandardCharsets.UTF_8);
                yield "directory " + UUID.nameUUIDFromBytes(all);
            }
            case OTHER -> "other";
        };
    }
}
