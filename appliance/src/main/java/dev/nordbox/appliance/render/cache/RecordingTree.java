package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.render.cache.Reads.Question;
import dev.nordbox.appliance.render.cache.Reads.Read;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Passes reads on and remembers what each of them depended on: a file by its identity, a directory
 * by the names and kinds in it, a name that was looked for by what stands there. A commit that
 * leaves all of this as it was cannot change the outcome of the reads.
 */
final class RecordingTree implements FileTree {

    private final FileTree tree;
    private final Map<Read, String> reads = new LinkedHashMap<>();
    private final Set<String> files = new HashSet<>();
    private boolean everyReadHasIdentity = true;

    RecordingTree(FileTree tree) {
        this.tree = tree;
    }

    /** Empty when the tree does not know identities: then nothing can be said about another. */
    synchronized Optional<Reads> reads() {
        return everyReadHasIdentity ? Optional.of(new Reads(reads)) : Optional.empty();
    }

    /** The files whose content was asked for. */
    synchronized Set<String> files() {
        return Set.copyOf(files);
    }

    @Override
    public Optional<Entry> entry(String path) throws IOException {
        Optional<Entry> entry = tree.entry(path);
        record(Question.ENTRY, path);
        return entry;
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        List<Entry> entries = tree.list(directory);
        record(Question.NAMES, directory);
        for (Entry entry : entries) {
            if (entry.kind() == Kind.FILE) {
                // The size that was told belongs to the content.
                record(Question.CONTENT, TreePaths.join(directory, entry.name()));
            }
        }
        return entries;
    }

    @Override
    public byte[] read(String file) throws IOException {
        byte[] content = tree.read(file);
        record(Question.CONTENT, file);
        synchronized (this) {
            files.add(file);
        }
        return content;
    }

    @Override
    public String linkTarget(String link) throws IOException {
        String target = tree.linkTarget(link);
        record(Question.CONTENT, link);
        return target;
    }

    @Override
    public Optional<String> identity(String path) throws IOException {
        record(Question.IDENTITY, path);
        return tree.identity(path);
    }

    private synchronized void record(Question question, String path) throws IOException {
        Read read = new Read(question, path);
        read.answerOf(tree)
                .ifPresentOrElse(
                        known -> reads.put(read, known), () -> everyReadHasIdentity = false);
    }
}
