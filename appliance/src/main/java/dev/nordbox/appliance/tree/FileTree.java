package dev.nordbox.appliance.tree;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A read-only tree of files: a directory, or one commit in Git's object database.
 *
 * <p>Paths are relative to the root of the tree, separated by {@code /}, without {@code .}, {@code
 * ..}, empty segments or a leading slash; the root itself is {@code ""}. A path of any other shape
 * is a bug of the caller and throws {@link IllegalArgumentException}. Implementations never follow
 * a symbolic link: a link is an entry of its own, and {@link TreePaths} resolves it inside the
 * root.
 */
public interface FileTree {

    /** What stands at a path; empty when nothing does. */
    Optional<Entry> entry(String path) throws IOException;

    /** The entries of a directory, ordered by name, byte by byte. */
    List<Entry> list(String directory) throws IOException;

    /** The bytes of a file. Callers check {@link Entry#size} against their budget first. */
    byte[] read(String file) throws IOException;

    /** Where a symbolic link points, as it is written in the link. */
    String linkTarget(String link) throws IOException;

    /**
     * The identity of what a path holds, if the tree knows it without reading: in Git the object
     * id. Equal identities mean equal content, names and modes included.
     */
    default Optional<String> identity(String path) throws IOException {
        return Optional.empty();
    }

    /** One name in a directory. {@code size} is in bytes, and 0 for anything but a file. */
    record Entry(String name, Kind kind, long size) {}

    /** What an entry is. {@code OTHER} is a device, socket, pipe or Git submodule. */
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }
}
