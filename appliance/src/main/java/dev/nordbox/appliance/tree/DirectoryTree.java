package dev.nordbox.appliance.tree;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory as a tree. Links are entries and never followed, not even in the middle of a path, so
 * that nothing outside of the directory is ever read.
 */
public final class DirectoryTree implements FileTree {
    private final Path root;

    /**
     * @param root may itself be reached through links
     * @throws IOException when it is no directory
     */
    public DirectoryTree(Path root) throws IOException {
        this.root = root.toRealPath();
        if (!Files.isDirectory(this.root)) {
            throw new NotDirectoryException(root.toString());
        }
    }

    @Override
    public Optional<Entry> entry(String path) throws IOException {
        Optional<Path> file = locate(path);
        return file.isEmpty() ? Optional.empty() : Optional.of(describe(file.get(), path));
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        Path path = require(directory);
        if (!attributes(path).isDirectory()) {
            throw new NotDirectoryException(directory);
        }
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                entries.add(describe(file, file.getFileName().toString()));
            }
        }
        entries.sort(TreePaths.BY_NAME);
        return List.copyOf(entries);
    }

    @Override
    public byte[] read(String file) throws IOException {
        Path path = require(file);
        if (!attributes(path).isRegularFile()) {
            throw new IOException(file + ": not a regular file");
        }
        try (var channel =
                Files.newByteChannel(
                        path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return Channels.newInputStream(channel).readAllBytes();
        }
    }

    @Override
    public String linkTarget(String link) throws IOException {
        return Files.readSymbolicLink(require(link)).toString();
    }

    private Path require(String path) throws IOException {
        return locate(path).orElseThrow(() -> new NoSuchFileException(path));
    }

    /** The file at a path whose every directory is a real one. */
    private Optional<Path> locate(String path) {
        Path at = root;
        for (String segment : TreePaths.segmentsOf(path)) {
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            at = at.resolve(segment);
        }
        return Files.exists(at, LinkOption.NOFOLLOW_LINKS) ? Optional.of(at) : Optional.empty();
    }

    private static Entry describe(Path file, String path) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (attributes.isSymbolicLink()) {
            return new Entry(name, Kind.LINK, 0);
        }
        if (attributes.isDirectory()) {
            return new Entry(name, Kind.DIRECTORY, 0);
        }
        return attributes.isRegularFile()
                ? new Entry(name, Kind.FILE, attributes.size())
                : new Entry(name, Kind.OTHER, 0);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
