package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.FileTree.Entry;
import dev.nordbox.appliance.tree.FileTree.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a render saw of a tree, to be compared with another tree. */
record Reads(Map<Read, String> answers) {

    Reads {
        answers = Map.copyOf(answers);
    }

    /** One question to a tree. */
    record Read(Question question, String path) {

        /** Empty when the tree does not know identities. */
        Optional<String> answerOf(FileTree tree) throws IOException {
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
                            path.isEmpty()
                                    || entry.isPresent() && entry.get().kind() == Kind.DIRECTORY;
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
    }

    /** Their order is part of what is stored. */
    enum Question {
        ENTRY,
        NAMES,
        CONTENT,
        IDENTITY
    }

    /** Whether the tree would answer every question alike. */
    boolean sameIn(FileTree tree) {
        try {
            for (Map.Entry<Read, String> answer : answers.entrySet()) {
                if (!answer.getKey().answerOf(tree).equals(Optional.of(answer.getValue()))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // the render will meet the same trouble, and say it
        }
    }
}
