package dev.nordbox.appliance.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
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

    /** Keep the wanted commits from being collected. */
    private static final String KEPT_REFS = "refs/nordbox/";

    /** Those of the first question, five in a row; {@link WatchedHttp} says where to. */
    private static final String FOLLOWED_REDIRECTS = "initial";

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

    /** The mirror there, if it is of this repository and nothing is lost of it. */
    static Optional<Mirror> openWhole(Path directory, GitUrl url) {
        try {
            removeTracesOfKill(directory);
            Repository repository = builder(directory).setMustExist(true).build();
            Mirror mirror = new Mirror(repository);
            if (mirror.isOf(url) && mirror.lastAreWhole()) {
                mirror.followRedirects();
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
        config.setString("http", null, "followRedirects", FOLLOWED_REDIRECTS);
        config.setInt("gc", null, "auto", 0);
        config.setString("gc", null, "prunePackExpire", "now");
        config.setInt("pack", null, "threads", 1);
        config.setString("pack", null, "windowMemory", "8m");
        config.setString("pack", null, "deltaCacheSize", "4m");
        config.save();
        return new Mirror(repository);
    }

    /** An earlier nordbox forbade all redirects in the mirrors it made. */
    private void followRedirects() throws IOException {
        StoredConfig config = repository.getConfig();
        if (!FOLLOWED_REDIRECTS.equals(config.getString("http", null, "followRedirects"))) {
            config.setString("http", null, "followRedirects", FOLLOWED_REDIRECTS);
            config.save();
        }
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

    static void deleteTree(Path directory) throws IOException {
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

    /** The other side is reached by another URL from now on. */
    void isNowAt(GitUrl url) throws IOException {
        StoredConfig config = repository.getConfig();
        config.setString(SECTION, null, "url", url.toString());
        config.save();
    }

    private boolean lastAreWhole() throws IOException {
        for (String wish : repository.getConfig().getSubsections(SECTION)) {
            String commit = repository.getConfig().getString(SECTION, wish, "commit");
            if (commit != null && !isWhole(commit)) {
                return false;
            }
        }
        return true;
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

    /** The commit is here, if not all of what its files need. */
    boolean has(String commit) throws IOException {
        return repository.getObjectDatabase().has(ObjectId.fromString(commit));
    }

    /** What was kept last for this wish. */
    Optional<Revision> last(TargetRevision wish) {
        StoredConfig config = repository.getConfig();
        String commit = config.getString(SECTION, wish.text(), "commit");
        String ref = config.getString(SECTION, wish.text(), "ref");
        return commit == null || ref == null
                ? Optional.empty()
                : Optional.of(new Revision(commit, ref));
    }

    /** Commits whose files are here, so that a fetch brings only what is new. */
    Set<ObjectId> bases() throws IOException {
        return repository.getRefDatabase().getRefsByPrefix(KEPT_REFS).stream()
                .map(Ref::getObjectId)
                .collect(Collectors.toSet());
    }

    /** Remembers what the wish came down to, over restarts. */
    void keep(TargetRevision wish, Revision revision) throws IOException {
        RefUpdate update = repository.updateRef(ref(wish.text()));
        update.setNewObjectId(ObjectId.fromString(revision.commit()));
        update.setForceUpdate(true);
        update.disableRefLog();
        done(update.update());
        StoredConfig config = repository.getConfig();
        config.setString(SECTION, wish.text(), "commit", revision.commit());
        config.setString(SECTION, wish.text(), "ref", revision.ref());
        config.save();
    }

    /** Forgets all other wishes; what only they need goes when the mirror is tidied. */
    void keepOnly(Set<TargetRevision> wishes) throws IOException {
        StoredConfig config = repository.getConfig();
        boolean changed = false;
        for (String kept : Set.copyOf(config.getSubsections(SECTION))) {
            if (!wishes.contains(new TargetRevision(kept))) {
                RefUpdate update = repository.updateRef(ref(kept));
                update.setForceUpdate(true);
                done(update.delete());
                config.unsetSection(SECTION, kept);
                changed = true;
            }
        }
        if (changed) {
            config.save();
        }
    }

    /** A wish may be any text, a ref may not. */
    private static String ref(String wish) {
        try (ObjectInserter.Formatter digest = new ObjectInserter.Formatter()) {
            byte[] text = wish.getBytes(StandardCharsets.UTF_8);
            return KEPT_REFS + digest.idFor(Constants.OBJ_BLOB, text).name();
        }
    }

    private static void done(RefUpdate.Result result) throws IOException {
        if (result == RefUpdate.Result.LOCK_FAILURE
                || result == RefUpdate.Result.IO_FAILURE
                || result == RefUpdate.Result.REJECTED) {
            throw new IOException("the mirror's ref could not be written: " + result);
        }
    }

    /**
     * Of each kept commit the files are here, and not what came before it. Every fetch adds to the
     * commits of which that is written down, all of them are told to the other side each time, and
     * nobody else takes one out.
     */
    void endAtKept() throws IOException {
        Set<ObjectId> ends = new HashSet<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            for (ObjectId kept : bases()) {
                // Read apart from any walk: a walk shows an end without its parents.
                if (RevCommit.parse(reader.open(kept).getCachedBytes()).getParentCount() > 0) {
                    ends.add(kept);
                }
            }
        }
        if (!ends.equals(repository.getObjectDatabase().getShallowCommits())) {
            repository.getObjectDatabase().setShallowCommits(ends);
        }
    }

    /**
     * Every fetch leaves a pack. Now and then what the kept commits do not need is dropped, and the
     * rest put into one.
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
        } catch (AmbiguousObjectException | MissingObjectException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
