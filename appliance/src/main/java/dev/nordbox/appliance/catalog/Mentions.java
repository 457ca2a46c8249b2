package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether files that cannot be rendered may still want an object: its name stands in one of them,
 * or what is left of the name without the prefixes, suffixes and hashes of the kustomizations
 * there.
 */
public final class Mentions {

    /** More is not read: a directory of that size may want anything. */
    private static final long MOST_BYTES = 10_000_000;

    private static final int MOST_NAMES = 64;
    private static final Pattern HASH = Pattern.compile("(.+)-[0-9a-z]{10}");

    private final FileTree tree;
    private final Deque<String> ahead = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final List<String> texts = new ArrayList<>();
    private final Set<String> affixes = new HashSet<>();
    private long bytes;

    /** There is too much to read, or something cannot be read. */
    private boolean anything;

    private Mentions(FileTree tree) {
        this.tree = tree;
    }

    /** In the files below a directory, and in what its kustomizations refer to. */
    public static Mentions in(FileTree tree, String directory) {
        Mentions mentions = new Mentions(tree);
        // Nothing can come from outside of the repository.
        RepositoryPath.normal(directory).ifPresent(mentions::read);
        return mentions;
    }

    private void read(String directory) {
        try {
            anything = !collect(directory);
        } catch (IOException e) {
            anything = true;
        }
    }

    /** Whether the object is mentioned, or may be: not everything could be read. */
    public boolean of(ResourceKey key) {
        return anything || hold(key.name());
    }

    /** False when there is too much. */
    private boolean collect(String start) throws IOException {
        ahead.add(start);
        while (!ahead.isEmpty()) {
            String path = ahead.pop();
            Optional<String> real = TreePaths.resolve(tree, "", path);
            if (real.isEmpty() || !seen.add(real.get())) {
                continue;
            }
            FileTree.Kind kind =
                    real.get().isEmpty()
                            ? FileTree.Kind.DIRECTORY
                            : tree.entry(real.get()).orElseThrow().kind();
            if (kind == FileTree.Kind.DIRECTORY) {
                enter(real.get());
            } else if (kind == FileTree.Kind.FILE && !readFile(real.get())) {
                return false;
            }
        }
        return true;
    }

    private void enter(String directory) throws IOException {
        for (FileTree.Entry entry : tree.list(directory)) {
            if (entry.kind() != FileTree.Kind.OTHER) {
                ahead.add(TreePaths.join(directory, entry.name()));
            }
        }
        Optional<KustomizationFile> kustomization = KustomizationFile.in(tree, directory);
        if (kustomization.isPresent()) {
            ahead.addAll(kustomization.get().references());
            Map<String, Object> fields = kustomization.get().fields();
            Fields.text(fields, "namePrefix").ifPresent(affixes::add);
            Fields.text(fields, "nameSuffix").ifPresent(affixes::add);
        }
    }

    private boolean readFile(String file) throws IOException {
        bytes += tree.entry(file).orElseThrow().size();
        if (bytes > MOST_BYTES) {
            return false;
        }
        texts.add(new String(tree.read(file), StandardCharsets.UTF_8));
        return true;
    }

    private boolean hold(String name) {
        Set<String> names = withoutAffixes(name);
        return names.size() >= MOST_NAMES
                || texts.stream()
                        .anyMatch(text -> names.stream().anyMatch(word -> standsIn(text, word)));
    }

    /** The names that the object can have in a file. */
    private Set<String> withoutAffixes(String name) {
        Set<String> names = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty() && names.size() < MOST_NAMES) {
            String next = open.pop();
            if (next.isEmpty() || !names.add(next)) {
                continue;
            }
            var hashed = HASH.matcher(next);
            if (hashed.matches()) {
                open.add(hashed.group(1));
            }
            for (String affix : affixes) {
                if (!affix.isEmpty() && next.startsWith(affix)) {
                    open.add(next.substring(affix.length()));
                }
                if (!affix.isEmpty() && next.endsWith(affix)) {
                    open.add(next.substring(0, next.length() - affix.length()));
                }
            }
        }
        return names;
    }

    /** As a word: {@code web} does not stand in {@code web-frontend}. */
    private static boolean standsIn(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !isInName(text.charAt(at - 1));
            boolean ends = end == text.length() || !isInName(text.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInName(char c) {
        return c == '-' || c == '.' || Character.isLetterOrDigit(c);
    }
}
