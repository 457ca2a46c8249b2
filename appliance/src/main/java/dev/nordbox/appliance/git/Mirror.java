package dev.nordbox.appliance.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The bare, shallow copy on this machine. It is a cache: whatever is wrong with it, it is thrown
 * away and fetched again.
 */
final class Mirror implements AutoCloseable {

    private static final String SECTION = "nordbox";

    /** Keeps the wanted commit from being collected. */
    private static final String KEPT_REF = "refs/nordbox/target";

    private static final int MOST_PACKS = 50;

    private final Repository repository;

    private Mirror(Repository repository) {
        this.repository = repository;
    }

    /** The mirror of this repository in {@code directory}: the one there if it is whole. */
    static Mirror open(Path directory, GitUrl url) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Optional<Mirror> whole = openWhole(directory, url);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        return anew(directory, url);
    }

    /** An empty mirror, whatever stood there. */
    static Mirror anew(Path directory, GitUrl url) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            clearAway(directory);
        }
        return create(directory, url);
    }

    private static Optional<Mirror> openWhole(Path directory, GitUrl url) {
        try {
            removeTracesOfKill(directory);
            Repository repository = builder(directory).setMustExist(true).build();
            Mirror mirror = new Mirror(repository);
            if (mirror.isOf(url) && mirror.lastIsWhole()) {
                return Optional.of(mirror);
            }
            mirror.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Mirror create(Path directory, GitUrl url) throws IOException {
        Files.createDirectories(directory);
        Repository repository = builder(directory).build();
        repository.create(true);
        StoredConfig config = repository.getConfig();
        config.setString(SECTION, null, "url", url.toString());
        // A redirect to another host would be a host nobody has named.
        config.setString("http", null, "followRedirects", "false");
        config.setInt("gc", null, "auto", 0);
        config.setString("gc", null, "prunePackExpire", "now");
        config.setInt("pack", null, "threads", 1);
        config.setString("pack", null, "windowMemory", "8m");
        config.setString("pack", null, "deltaCacheSize", "4m");
        config.save();
        return new Mirror(repository);
    }

    private static FileRepositoryBuilder builder(Path directory) {
        return new FileRepositoryBuilder().setBare().setGitDir(directory.toFile());
    }

    /** A process that was killed leaves its locks and half a pack behind; we are the only user. */
    private static void removeTracesOfKill(Path directory) throws IOException {
        Predicate<Path> trace =
                file -> {
                    String name = file.getFileName().toString();
                    return name.endsWith(".lock")
                            || name.startsWith("incoming_")
                            || name.startsWith("gc_")
                            || name.startsWith("noz");
                };
        List<Path> traces;
        try (Stream<Path> files = Files.walk(directory)) {
            traces = files.filter(Files::isRegularFile).filter(trace).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : traces) {
            Files.deleteIfExists(file);
        }
    }

    /** What is not ours, or no Git directory at all, is moved aside and not deleted. */
    private static void clearAway(Path directory) throws IOException {
        boolean looksLikeGit =
                Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                        && (Files.exists(directory.resolve("objects"))
                                || Files.exists(directory.resolve("config")));
        if (!looksLikeGit) {
            Path aside = directory.resolveSibling(directory.getFileName() + ".aside");
            deleteTree(aside);
            Files.move(directory, aside);
            return;
        }
        deleteTree(directory);
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    private boolean isOf(GitUrl url) {
        return repository.isBare()
                && url.toString().equals(repository.getConfig().getString(SECTION, null, "url"));
    }

    private boolean lastIsWhole() throws IOException {
        String commit = repository.getConfig().getString(SECTION, null, "commit");
        return commit == null || isWhole(commit);
    }

    /** Whether the commit and everything its files need are here. */
    boolean isWhole(String commit) throws IOException {
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
            walk.setRecursive(true);
            walk.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
            while (walk.next()) {
                boolean elsewhere = FileMode.GITLINK.equals(walk.getRawMode(0));
                if (!elsewhere && !commits.getObjectReader().has(walk.getObjectId(0))) {
                    return false;
                }
            }
            return true;
        } catch (MissingObjectException e) {
            return false;
        }
    }

    Repository repository() {
        return repository;
    }

    /** What was kept last for this wish; a mirror that was kept for another wish has none. */
    Optional<Revision> last(TargetRevision wish) {
        StoredConfig config = repository.getConfig();
        String commit = config.getString(SECTION, null, "commit");
        String ref = config.getString(SECTION, null, "ref");
        boolean sameWish = wish.text().equals(config.getString(SECTION, null, "targetRevision"));
        return commit == null || ref == null || !sameWish
                ? Optional.empty()
                : Optional.of(new Revision(commit, ref));
    }

    /** Any commit whose files are here, so that a fetch brings only what is new. */
    Optional<ObjectId> base() throws IOException {
        return Optional.ofNullable(repository.resolve(KEPT_REF));
    }

    /** Remembers what the wish came down to, over restarts. */
    void keep(TargetRevision wish, Revision revision) throws IOException {
        RefUpdate update = repository.updateRef(KEPT_REF);
        update.setNewObjectId(ObjectId.fromString(revision.commit()));
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        if (result == RefUpdate.Result.LOCK_FAILURE
                || result == RefUpdate.Result.IO_FAILURE
                || result == RefUpdate.Result.REJECTED) {
            throw new IOException("the mirror's ref could not be written: " + result);
        }
        StoredConfig config = repository.getConfig();
        config.setString(SECTION, null, "targetRevision", wish.text());
        config.setString(SECTION, null, "commit", revision.commit());
        config.setString(SECTION, null, "ref", revision.ref());
        config.save();
    }

    /**
     * Every fetch leaves a pack. Now and then what the kept commit does not need is dropped, and
     * the rest put into one.
     */
    void tidy() throws IOException {
        Path packs = repository.getDirectory().toPath().resolve("objects/pack");
        try (Stream<Path> files = Files.list(packs)) {
            if (files.filter(file -> file.toString().endsWith(".pack")).count() <= MOST_PACKS) {
                return;
            }
        }
        try {
            Git.wrap(repository).gc().setExpire(Instant.now()).call();
        } catch (GitAPIException e) {
            throw new IOException("the mirror could not be tidied: " + e.getMessage(), e);
        }
    }

    /** The tree of a commit that is here. */
    ObjectId treeOf(String commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
            return parsed.getTree().getId();
        }
    }

    /** The one commit whose id begins so; empty when there is none, or more than one. */
    Optional<String> commitBeginning(String abbreviation) throws IOException {
        try {
            return Optional.ofNullable(repository.resolve(abbreviation + "^{commit}"))
                    .map(ObjectId::name);
        } catch (AmbiguousObjectException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
