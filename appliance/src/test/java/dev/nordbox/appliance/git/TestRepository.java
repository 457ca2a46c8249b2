package dev.nordbox.appliance.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/** A bare repository that a test commits to, without a work tree and without the git program. */
public final class TestRepository implements AutoCloseable {

    private static final PersonIdent AUTHOR = new PersonIdent("test", "test@example.org");

    private final Repository repository;
    private final TreeMap<String, Content> files = new TreeMap<>();

    private record Content(FileMode mode, ObjectId id) {}

    public TestRepository(Path directory) {
        try {
            ClosedGitEnvironment.install();
            repository = new FileRepository(directory.toFile());
            repository.create(true);
            repository.updateRef(Constants.HEAD).link("refs/heads/main");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "file://" + repository.getDirectory().getAbsolutePath();
    }

    public Path directory() {
        return repository.getDirectory().toPath();
    }

    Repository repository() {
        return repository;
    }

    public TestRepository write(String path, String content) {
        return put(path, FileMode.REGULAR_FILE, content.getBytes(StandardCharsets.UTF_8));
    }

    public TestRepository write(String path, byte[] content) {
        return put(path, FileMode.REGULAR_FILE, content);
    }

    public TestRepository link(String path, String target) {
        return put(path, FileMode.SYMLINK, target.getBytes(StandardCharsets.UTF_8));
    }

    public TestRepository submodule(String path, String commit) {
        files.put(path, new Content(FileMode.GITLINK, ObjectId.fromString(commit)));
        return this;
    }

    public TestRepository remove(String path) {
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
        return this;
    }

    /** Commits what was written so far to a branch, and answers the commit. */
    public String commit(String branch) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree(inserter));
            ObjectId parent = repository.resolve("refs/heads/" + branch);
            if (parent != null) {
                commit.setParentId(parent);
            }
            commit.setAuthor(AUTHOR);
            commit.setCommitter(AUTHOR);
            commit.setMessage("change");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            point("refs/heads/" + branch, id);
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String commit() {
        return commit("main");
    }

    /** The newest commit of a branch. */
    public String head(String branch) {
        try {
            return repository.resolve("refs/heads/" + branch).name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An annotated tag. */
    public void tag(String name, String commit) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            TagBuilder tag = new TagBuilder();
            tag.setTag(name);
            tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
            tag.setTagger(AUTHOR);
            tag.setMessage(name);
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            point("refs/tags/" + name, id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void point(String ref, String commit) {
        try {
            point(ref, ObjectId.fromString(commit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void point(String ref, ObjectId id) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setNewObjectId(id);
        update.setForceUpdate(true);
        update.update();
    }

    private TestRepository put(String path, FileMode mode, byte[] content) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            files.put(path, new Content(mode, inserter.insert(Constants.OBJ_BLOB, content)));
            inserter.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId tree(ObjectInserter inserter) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        files.forEach(
                (path, content) -> {
                    DirCacheEntry entry = new DirCacheEntry(path);
                    entry.setFileMode(content.mode());
                    entry.setObjectId(content.id());
                    builder.add(entry);
                });
        builder.finish();
        return index.writeTree(inserter);
    }

    @Override
    public void close() {
        repository.close();
    }
}
