package dev.nordbox.appliance.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Directories of the repository as people write them. */
final class RepositoryPath {

    private RepositoryPath() {}

    /**
     * {@code ./apps/web/} is {@code apps/web}, and {@code .} is the root, {@code ""}.
     *
     * @return empty for a path that is absolute or leads above the root
     */
    static Optional<String> normal(String path) {
        if (path.startsWith("/")) {
            return Optional.empty();
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return Optional.of(String.join("/", segments));
    }
}
