package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.tree.FileTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A repository written down in a test: paths and texts. Counts what is read of it. */
public final class RepositoryFiles implements FileTree {

    private static final String LINK = "link to ";

    private final SortedMap<String, String> files = new TreeMap<>();
    private int reads;

    public static RepositoryFiles of(String path, String text) {
        return new RepositoryFiles().with(path, text);
    }

    public RepositoryFiles with(String path, String text) {
        files.put(path, text);
        return this;
    }

    public RepositoryFiles withLink(String path, String target) {
        return with(path, LINK + target);
    }

    public int reads() {
        return reads;
    }

    @Override
    public Optional<Entry> entry(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String text = files.get(path);
        if (text != null) {
            return Optional.of(
                    text.startsWith(LINK)
                            ? new Entry(name, Kind.LINK, 0)
                            : new Entry(name, Kind.FILE, text.length()));
        }
        return path.isEmpty() || !below(path).isEmpty()
                ? Optional.of(new Entry(name, Kind.DIRECTORY, 0))
                : Optional.empty();
    }

    @Override
    public List<Entry> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        List<Entry> entries = new ArrayList<>();
        below(directory).keySet().stream()
                .map(path -> path.substring(prefix.length()).split("/")[0])
                .distinct()
                .forEach(name -> entries.add(entry(prefix + name).orElseThrow()));
        return entries;
    }

    @Override
    public byte[] read(String file) {
        reads++;
        return files.get(file).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String linkTarget(String link) {
        return files.get(link).substring(LINK.length());
    }

    /** As in Git: equal content, equal identity. */
    @Override
    public Optional<String> identity(String path) {
        return files.containsKey(path)
                ? Optional.of("blob " + files.get(path).hashCode())
                : Optional.of("tree " + below(path).hashCode());
    }

    private Map<String, String> below(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        SortedMap<String, String> below = new TreeMap<>();
        files.forEach(
                (path, text) -> {
                    if (path.startsWith(prefix)) {
                        below.put(path, text);
                    }
                });
        return below;
    }
}
