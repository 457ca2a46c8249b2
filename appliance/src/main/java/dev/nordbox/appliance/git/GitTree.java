package dev.nordbox.appliance.git;

import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * One tree object and everything below it, read from the object database. There is no work tree: a
 * link is a short text, and no path can lead to a file of this machine. Directories that were read
 * are remembered; they cannot change.
 */
final class GitTree implements FileTree {

    /** Above this a file is no manifest, and is never loaded. */
    private static final int LARGEST_FILE_BYTES = 32 << 20;

    private static final int LARGEST_DIRECTORY_BYTES = 16 << 20;
    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    private final Repository repository;
    private final ObjectId root;
    private final Runnable onCorruption;
    private final Map<String, Map<String, Node>> directories = new ConcurrentHashMap<>();

    /**
     * @param onCorruption called before the exception when an object is missing or damaged
     */
    GitTree(Repository repository, ObjectId root, Runnable onCorruption) {
        this.repository = repository;
        this.root = root;
        this.onCorruption = onCorruption;
    }

    @Override
    public Optional<Entry> entry(String path) throws IOException {
        Optional<Node> node = node(path);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            return Optional.of(entry(reader, node.get()));
        } catch (MissingObjectException | CorruptObjectException e) {
            throw damaged(path, e);
        }
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        Node node = present(directory);
        if (node.kind() != Kind.DIRECTORY) {
            throw node.isSubmodule()
                    ? ContentElsewhere.submodule(directory)
                    : new IOException("'" + directory + "' is not a directory");
        }
        List<Entry> entries = new ArrayList<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            for (Node child : children(directory, node).values()) {
                entries.add(entry(reader, child));
            }
        } catch (MissingObjectException | CorruptObjectException e) {
            throw damaged(directory, e);
        }
        return entries;
    }

    @Override
    public byte[] read(String file) throws IOException {
        Node node = present(file);
        if (node.isSubmodule()) {
            throw ContentElsewhere.submodule(file);
        }
        if (node.kind() != Kind.FILE) {
            throw new IOException("'" + file + "' is not a file");
        }
        byte[] content = blob(file, node, LARGEST_FILE_BYTES);
        if (Arrays.mismatch(LFS_POINTER, content) == LFS_POINTER.length) {
            throw ContentElsewhere.lfsPointer(file);
        }
        return content;
    }

    @Override
    public String linkTarget(String link) throws IOException {
        Node node = present(link);
        if (node.kind() != Kind.LINK) {
            throw new IOException("'" + link + "' is not a link");
        }
        return new String(blob(link, node, 4096), StandardCharsets.UTF_8);
    }

    /** Mode and object id, as {@code git ls-tree} prints them. */
    @Override
    public Optional<String> identity(String path) throws IOException {
        return node(path).map(node -> Integer.toOctalString(node.mode()) + " " + node.id().name());
    }

    private Node present(String path) throws IOException {
        return node(path).orElseThrow(() -> new IOException("'" + path + "' does not exist"));
    }

    private Optional<Node> node(String path) throws IOException {
        Node node = new Node("", FileMode.TYPE_TREE, root);
        if (path.isEmpty()) {
            return Optional.of(node);
        }
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(start, end);
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("not a path inside a tree: '" + path + "'");
            }
            if (node.isSubmodule()) {
                throw ContentElsewhere.submodule(path.substring(0, start - 1));
            }
            if (node.kind() != Kind.DIRECTORY) {
                return Optional.empty();
            }
            Node child = children(path.substring(0, Math.max(start - 1, 0)), node).get(name);
            if (child == null) {
                return Optional.empty();
            }
            node = child;
            start = end + 1;
        }
        return Optional.of(node);
    }

    private Map<String, Node> children(String path, Node directory) throws IOException {
        Map<String, Node> known = directories.get(path);
        if (known == null) {
            known = parse(path, directory.id());
            directories.put(path, known);
        }
        return known;
    }

    private Map<String, Node> parse(String path, ObjectId tree) throws IOException {
        byte[] raw;
        try (ObjectReader reader = repository.newObjectReader()) {
            raw = reader.open(tree, Constants.OBJ_TREE).getCachedBytes(LARGEST_DIRECTORY_BYTES);
        } catch (MissingObjectException | CorruptObjectException e) {
            throw damaged(path, e);
        } catch (LargeObjectException e) {
            throw new IOException("'" + path + "' has too many entries to be read", e);
        }
        List<Node> nodes = new ArrayList<>();
        CanonicalTreeParser parser = new CanonicalTreeParser();
        for (parser.reset(raw); !parser.eof(); parser.next()) {
            nodes.add(
                    new Node(
                            parser.getEntryPathString(),
                            parser.getEntryRawMode(),
                            parser.getEntryObjectId()));
        }
        // Git orders a directory as if its name ended in a slash; the port orders by name alone.
        nodes.sort((one, other) -> Arrays.compareUnsigned(utf8(one.name()), utf8(other.name())));
        Map<String, Node> children = new LinkedHashMap<>();
        nodes.forEach(node -> children.put(node.name(), node));
        return Collections.unmodifiableMap(children);
    }

    private byte[] blob(String path, Node node, int limit) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            long size = reader.getObjectSize(node.id(), Constants.OBJ_BLOB);
            if (size > limit) {
                throw new IOException(
                        "'" + path + "' has " + size + " bytes; at most " + limit + " are read");
            }
            return reader.open(node.id(), Constants.OBJ_BLOB).getCachedBytes(limit);
        } catch (MissingObjectException | CorruptObjectException e) {
            throw damaged(path, e);
        } catch (LargeObjectException e) {
            throw new IOException("'" + path + "' is too large to be read", e);
        }
    }

    private IOException damaged(String path, IOException cause) {
        onCorruption.run();
        return new IOException(
                "the mirror is damaged at '" + path + "'; it is made anew at the next fetch",
                cause);
    }

    private static Entry entry(ObjectReader reader, Node node) throws IOException {
        long size =
                node.kind() == Kind.FILE ? reader.getObjectSize(node.id(), Constants.OBJ_BLOB) : 0;
        return new Entry(node.name(), node.kind(), size);
    }

    private static byte[] utf8(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** One line of a tree object. */
    private record Node(String name, int mode, ObjectId id) {

        Kind kind() {
            return switch (mode & FileMode.TYPE_MASK) {
                case FileMode.TYPE_TREE -> Kind.DIRECTORY;
                case FileMode.TYPE_FILE -> Kind.FILE;
                case FileMode.TYPE_SYMLINK -> Kind.LINK;
                default -> Kind.OTHER;
            };
        }

        boolean isSubmodule() {
            return (mode & FileMode.TYPE_MASK) == FileMode.TYPE_GITLINK;
        }
    }
}
