package dev.nordbox.appliance.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tree that exists only in memory. Directories are there because files stand in them. */
public final class InMemoryTree implements FileTree {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> links = new TreeMap<>();

    /** The same tree with one more file. */
    public InMemoryTree file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public InMemoryTree file(String path, byte[] content) {
        files.put(path, content.clone());
        return this;
    }

    public InMemoryTree link(String path, String target) {
        links.put(path, target);
        return this;
    }

    @Override
    public Optional<Entry> entry(String path) {
        TreePaths.segmentsOf(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (files.containsKey(path)) {
            return Optional.of(new Entry(name, Kind.FILE, files.get(path).length));
        }
        if (links.containsKey(path)) {
            return Optional.of(new Entry(name, Kind.LINK, 0));
        }
        boolean directory =
                path.isEmpty()
                        || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"))
                        || links.keySet().stream().anyMatch(link -> link.startsWith(path + "/"));
        return directory ? Optional.of(new Entry(name, Kind.DIRECTORY, 0)) : Optional.empty();
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        if (require(directory).kind() != Kind.DIRECTORY) {
            throw new NotDirectoryException(directory);
        }
        Map<String, Entry> entries = new TreeMap<>();
        List<String> paths = new ArrayList<>(files.keySet());
        paths.addAll(links.keySet());
        String prefix = directory.isEmpty() ? "" : directory + "/";
        for (String path : paths) {
            if (path.startsWith(prefix)) {
                String name = path.substring(prefix.length()).split("/")[0];
                entry(prefix + name).ifPresent(entry -> entries.put(name, entry));
            }
        }
        return entries.values().stream().sorted(TreePaths.BY_NAME).toList();
    }

    @Override
    public byte[] read(String file) throws IOException {
        if (require(file).kind() != Kind.FILE) {
            throw new IOException(file + ": not a regular file");
        }
        return files.get(file).clone();
    }

    @Override
    public String linkTarget(String link) throws IOException {
        if (require(link).kind() != Kind.LINK) {
            throw new IOException(link + ": not a link");
        }
        return links.get(link);
    }

    private Entry require(String path) throws IOException {
        return entry(path).orElseThrow(() -> new NoSuchFileException(path));
    }
}
