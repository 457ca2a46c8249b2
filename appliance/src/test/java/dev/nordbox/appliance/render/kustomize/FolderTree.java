package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of test data as a tree. */
record FolderTree(Path root) implements FileTree {

    @Override
    public Optional<Entry> entry(String path) throws IOException {
        Path file = root.resolve(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.of(entry(file));
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            List<Entry> entries = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                entries.add(entry(file));
            }
            return entries;
        }
    }

    @Override
    public byte[] read(String file) throws IOException {
        return Files.readAllBytes(root.resolve(file));
    }

    @Override
    public String linkTarget(String link) throws IOException {
        return Files.readSymbolicLink(root.resolve(link)).toString();
    }

    private static Entry entry(Path file) throws IOException {
        Kind kind =
                Files.isSymbolicLink(file)
                        ? Kind.LINK
                        : Files.isDirectory(file)
                                ? Kind.DIRECTORY
                                : Files.isRegularFile(file) ? Kind.FILE : Kind.OTHER;
        return new Entry(
                file.getFileName().toString(), kind, kind == Kind.FILE ? Files.size(file) : 0);
    }
}
