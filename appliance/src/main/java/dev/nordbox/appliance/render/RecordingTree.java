package dev.nordbox.appliance.render;

import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Passes reads on and remembers what each of them depended on: a file by its identity, a directory
 * by the names and kinds in it, a name that was looked for by what stands there. A commit that
 * leaves all of this as it was cannot change the outcome of the reads.
 */
final class RecordingTree implements FileTree {

    private final FileTree tree;
    private final Map<Read, String> reads = new LinkedHashMap<>();
    private boolean everyReadHasIdentity = true;

    /** One question to a tree. */
    private record Read(Question question, String path) {}

    private enum Question {
        ENTRY,
        NAMES,
        CONTENT,
        IDENTITY
    }

    /** What a render saw, to be compared with another tree. */
    static final class Reads {
        private final Map<Read, String> answers;

        private Reads(Map<Read, String> answers) {
            this.answers = Map.copyOf(answers);
        }

        /** Whether the tree would answer every question alike. */
        boolean sameIn(FileTree tree) throws IOException {
            for (Map.Entry<Read, String> answer : answers.entrySet()) {
                Read read = answer.getKey();
                if (!answer(tree, read.question(), read.path())
                        .equals(Optional.of(answer.getValue()))) {
                    return false;
                }
            }
            return true;
        }
    }

    RecordingTree(FileTree tree) {
        this.tree = tree;
    }

    /** Empty when the tree does not know identities: then nothing can be said about another. */
    synchronized Optional<Reads> reads() {
        return everyReadHasIdentity ? Optional.of(new Reads(reads)) : Optional.empty();
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
                record(Question.CONTENT, child(directory, entry.name()));
            }
        }
        return entries;
    }

    @Override
    public byte[] read(String file) throws IOException {
        byte[] content = tree.read(file);
        record(Question.CONTENT, file);
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
        Optional<String> answer = answer(tree, question, path);
        answer.ifPresentOrElse(
                known -> reads.put(new Read(question, path), known),
                () -> everyReadHasIdentity = false);
    }

    private static Optional<String> answer(FileTree tree, Question question, String path)
            throws IOException {
        return switch (question) {
            case ENTRY -> {
                Optional<Entry> entry = tree.entry(path);
                boolean whole = entry.isPresent() && entry.get().kind() != Kind.DIRECTORY;
                yield whole
                        ? tree.identity(path)
                        : Optional.of(entry.map(found -> "directory").orElse("nothing"));
            }
            case NAMES -> {
                Optional<Entry> entry = tree.entry(path);
                boolean directory =
                        path.isEmpty() || entry.isPresent() && entry.get().kind() == Kind.DIRECTORY;
                yield Optional.of(directory ? names(tree.list(path)) : "no directory");
            }
            case CONTENT -> tree.identity(path);
            case IDENTITY -> Optional.of(tree.identity(path).orElse("none"));
        };
    }

    private static String names(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.kind() + " " + entry.name())
                .collect(Collectors.joining("/"));
    }

    private static String child(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
