package dev.nordbox.installer.render;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * What {@code render} was asked for.
 *
 * @param directory as it was typed
 * @param reorder {@code none} or {@code legacy}; empty: nobody said
 * @param output file to write to, or directory for a file an object; empty: standard output
 * @param plain reads manifests as they lie there, in place of a kustomization
 * @param include {@code ""}: all files
 * @param exclude {@code ""}: none
 */
public record RenderRequest(
        String directory,
        String loadRestrictor,
        Optional<String> reorder,
        boolean managedByLabel,
        boolean alphaPlugins,
        Optional<Path> output,
        boolean plain,
        boolean recurse,
        String include,
        String exclude) {

    public static final String ROOT_ONLY = "LoadRestrictionsRootOnly";

    /** Flags with a value that the fast reading knows. */
    private static final class Reading {
        private Optional<String> directory = Optional.empty();
        private String loadRestrictor = ROOT_ONLY;
        private Optional<String> reorder = Optional.empty();
        private boolean managedByLabel;
        private boolean alphaPlugins;
        private Optional<Path> output = Optional.empty();
        private boolean plain;
        private boolean recurse;
        private String include = "";
        private String exclude = "";

        /** Whether the word was understood; its value, if it has one, comes off the rest. */
        boolean take(String word, Deque<String> rest) {
            switch (word) {
                case "--enable-managedby-label" -> managedByLabel = true;
                case "--enable-alpha-plugins" -> alphaPlugins = true;
                case "--directory" -> plain = true;
                case "--recurse" -> recurse = true;
                default -> {
                    return word.startsWith("-") ? takeValue(word, rest) : takeDirectory(word);
                }
            }
            return true;
        }

        private boolean takeValue(String word, Deque<String> rest) {
            int equals = word.indexOf('=');
            String flag = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 && rest.isEmpty()) {
                return false;
            }
            String value = equals < 0 ? rest.pop() : word.substring(equals + 1);
            switch (flag) {
                case "--load-restrictor" -> loadRestrictor = value;
                case "--reorder" -> reorder = Optional.of(value);
                case "-o", "--output" -> output = Optional.of(Path.of(value));
                case "--include" -> include = value;
                case "--exclude" -> exclude = value;
                default -> {
                    return false;
                }
            }
            return !value.startsWith("-");
        }

        private boolean takeDirectory(String word) {
            boolean first = directory.isEmpty();
            directory = Optional.of(word);
            return first;
        }
    }

    /**
     * Reads the words behind {@code render}. Empty when it is not plain what is meant (help, a
     * slip, an abbreviation): then the full command line, which takes longer to start, has the
     * word.
     */
    public static Optional<RenderRequest> parse(String... words) {
        Reading reading = new Reading();
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(words));
        while (!rest.isEmpty()) {
            if (!reading.take(rest.pop(), rest)) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new RenderRequest(
                        reading.directory.orElse("."),
                        reading.loadRestrictor,
                        reading.reorder,
                        reading.managedByLabel,
                        reading.alphaPlugins,
                        reading.output,
                        reading.plain,
                        reading.recurse,
                        reading.include,
                        reading.exclude));
    }

    boolean isPlain() {
        return plain || recurse || !include.isEmpty() || !exclude.isEmpty();
    }
}
