package dev.nordbox.appliance.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Walks paths through a {@link FileTree}, following links, never leaving the root. */
public final class TreePaths {

    /** As many as Linux follows before it says ELOOP. */
    private static final int MAX_LINKS = 40;

    /** The order of {@link FileTree#list}: names by the bytes of their UTF-8. */
    public static final Comparator<FileTree.Entry> BY_NAME =
            Comparator.comparing(
                    entry -> entry.name().getBytes(StandardCharsets.UTF_8),
                    Arrays::compareUnsigned);

    private TreePaths() {}

    /**
     * The segments of a path as {@link FileTree} takes it; none for the root.
     *
     * @throws IllegalArgumentException for a path of any other shape
     */
    public static List<String> segmentsOf(String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        List<String> segments = List.of(path.split("/", -1));
        for (String segment : segments) {
            if (segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("'" + path + "' is no path inside a tree");
            }
        }
        return segments;
    }

    /**
     * The real path of {@code relative}, seen from {@code directory}: dots taken out, links
     * followed.
     *
     * @return empty when nothing stands there
     * @throws PathLeavesRoot when a {@code ..}, an absolute path or a link leads out of the tree
     */
    public static Optional<String> resolve(FileTree tree, String directory, String relative)
            throws IOException {
        if (relative.startsWith("/")) {
            throw new PathLeavesRoot(relative, "it is absolute");
        }
        Deque<String> ahead = new ArrayDeque<>(segments(directory));
        ahead.addAll(segments(relative));
        Deque<String> walked = new ArrayDeque<>();
        int links = 0;
        while (!ahead.isEmpty()) {
            String segment = ahead.pop();
            if (segment.equals("..")) {
                if (walked.pollLast() == null) {
                    throw new PathLeavesRoot(join(directory, relative), "it leads above the root");
                }
                continue;
            }
            walked.addLast(segment);
            Optional<FileTree.Entry> entry = tree.entry(String.join("/", walked));
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            if (entry.get().kind() == FileTree.Kind.LINK) {
                if (++links > MAX_LINKS) {
                    throw new IOException(
                            join(directory, relative) + ": too many levels of symbolic links");
                }
                String target = tree.linkTarget(String.join("/", walked));
                if (target.startsWith("/")) {
                    throw new PathLeavesRoot(String.join("/", walked), "it is a link to " + target);
                }
                walked.removeLast();
                List<String> detour = segments(target);
                for (int i = detour.size() - 1; i >= 0; i--) {
                    ahead.push(detour.get(i));
                }
            }
        }
        return Optional.of(String.join("/", walked));
    }

    /** {@code directory/name}, or the name alone in the root. */
    public static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** The directory that holds a path; the root's own is the root. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
    }
}
