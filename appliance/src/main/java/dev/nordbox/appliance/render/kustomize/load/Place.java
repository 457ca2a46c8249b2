package dev.nordbox.appliance.render.kustomize.load;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a path leads once its links are followed.
 *
 * @param path inside the tree, without links
 * @param size in bytes, of a file
 */
record Place(String path, boolean isDirectory, long size) {
    private static final int MAX_LINKS = 255;

    /** As messages name it: absolute, the root of the tree being {@code /}. */
    static String display(String path) {
        return path.isEmpty() ? "" : "/" + path;
    }

    /**
     * The clean path of {@code relative} seen from {@code directory}; a leading slash means the
     * root of the tree.
     *
     * @throws RenderException when it leads above the root
     */
    static String join(String directory, String relative) throws RenderException {
        Deque<String> walked = new ArrayDeque<>();
        if (!relative.startsWith("/")) {
            walked.addAll(segments(directory));
        }
        for (String segment : segments(relative)) {
            if (!segment.equals("..")) {
                walked.addLast(segment);
            } else if (walked.pollLast() == null) {
                throw new RenderException(
                        "'" + relative + "' leaves the root of the tree: nothing is read there");
            }
        }
        return String.join("/", walked);
    }

    /**
     * Follows every link on the way.
     *
     * @throws RenderException in the words of {@code lstat} when nothing stands there
     */
    static Place evaluate(FileTree tree, String path) throws RenderException, IOException {
        Deque<String> ahead = new ArrayDeque<>(segments(path));
        Deque<String> walked = new ArrayDeque<>();
        boolean directory = true;
        long size = 0;
        int links = 0;
        while (!ahead.isEmpty()) {
            if (!directory) {
                throw new RenderException("not a directory");
            }
            String segment = ahead.pop();
            if (segment.equals("..")) {
                if (walked.pollLast() == null) {
                    throw new RenderException(leaves(path, ".."));
                }
                continue;
            }
            walked.addLast(segment);
            String here = String.join("/", walked);
            Optional<FileTree.Entry> entry = tree.entry(here);
            if (entry.isEmpty()) {
                throw new RenderException("lstat /" + here + ": no such file or directory");
            }
            if (entry.get().kind() == FileTree.Kind.LINK) {
                if (++links > MAX_LINKS) {
                    throw new RenderException("EvalSymlinks: too many links");
                }
                String target = tree.linkTarget(here);
                if (target.startsWith("/")) {
                    throw new RenderException(leaves(path, target));
                }
                walked.removeLast();
                List<String> detour = segments(target);
                for (int i = detour.size() - 1; i >= 0; i--) {
                    ahead.push(detour.get(i));
                }
                continue;
            }
            directory = entry.get().kind() == FileTree.Kind.DIRECTORY;
            size = entry.get().size();
            if (entry.get().kind() == FileTree.Kind.OTHER) {
                throw new RenderException("/" + here + " is neither a file nor a directory");
            }
        }
        return new Place(String.join("/", walked), directory, size);
    }

    String directory() {
        return isDirectory ? path : TreePaths.parent(path);
    }

    /** Whether {@code path} is {@code directory} or below it. */
    static boolean isWithin(String path, String directory) {
        return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
    }

    private static String leaves(String path, String target) {
        return "/" + path + " is a link that leaves the root of the tree: " + target;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return segments;
    }
}
