package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.RemoteRepository.Exchange;
import dev.nordbox.appliance.git.TargetRevision.RemoteRef;
import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@link GitSource} over a bare mirror. A poll asks for the refs in question; a pack comes only
 * when their answer is a commit that is not here.
 */
public final class JGitSource implements GitSource {

    private final GitAccess access;
    private final TargetRevision wish;
    private final Path directory;
    private final RemoteRepository remote;
    private final MirrorLock lock;
    private Mirror mirror;
    private volatile boolean damaged;

    /** What the refs were when all of them were fetched: the same refs have nothing more. */
    private Set<RemoteRef> everythingAt = Set.of();

    private JGitSource(
            GitAccess access,
            Path directory,
            RemoteRepository remote,
            MirrorLock lock,
            Mirror mirror) {
        this.access = access;
        this.wish = new TargetRevision(access.targetRevision());
        this.directory = directory;
        this.remote = remote;
        this.lock = lock;
        this.mirror = mirror;
    }

    /**
     * Opens the mirror, or makes an empty one; the other side is not called yet.
     *
     * @param directory of the mirror; it belongs to this source alone
     * @throws GitException when a key is unusable or the directory cannot be written
     */
    public static JGitSource open(GitAccess access, Path directory) throws GitException {
        ClosedGitEnvironment.install();
        RemoteRepository remote = RemoteRepository.of(access);
        MirrorLock lock = MirrorLock.of(directory);
        try {
            return new JGitSource(
                    access, directory, remote, lock, Mirror.open(directory, access.url()));
        } catch (IOException e) {
            lock.close();
            throw mirrorBroken(e);
        }
    }

    @Override
    public synchronized Revision fetch() throws GitException {
        try {
            if (damaged) {
                mirror.close();
                mirror = Mirror.open(directory, access.url());
                damaged = false;
                everythingAt = Set.of();
            }
            Optional<Revision> pinned = wish.pinned();
            if (pinned.isPresent() && mirror.last(wish).equals(pinned)) {
                return pinned.get();
            }
            boolean overKeptLogin = remote.overKeptLogin();
            try {
                return ask(pinned);
            } catch (GitException e) {
                remote.dropLogin();
                if (!overKeptLogin || e.reason() != Reason.CONNECTION_LOST) {
                    throw e;
                }
                return ask(pinned);
            }
        } catch (IOException e) {
            throw mirrorBroken(e);
        }
    }

    private Revision ask(Optional<Revision> pinned) throws GitException, IOException {
        if (pinned.isPresent()) {
            return fetchPinned(pinned.get());
        }
        try (Exchange exchange = remote.ask(mirror, false, wish.refPrefixes())) {
            Optional<RemoteRef> ref = wish.resolve(exchange.refs());
            if (ref.isPresent()) {
                Revision revision = new Revision(ref.get().commit(), ref.get().target());
                return mirror.last(wish).equals(Optional.of(revision))
                        ? revision
                        : receive(exchange, revision);
            }
        }
        if (wish.mayBeAbbreviation()) {
            return fetchAbbreviated();
        }
        throw notFound();
    }

    private Revision fetchPinned(Revision pinned) throws GitException, IOException {
        try (Exchange exchange = remote.ask(mirror, false, "refs/heads/")) {
            return receive(exchange, pinned);
        } catch (GitException e) {
            if (e.reason() != Reason.CONNECTION_LOST && e.reason() != Reason.REVISION_NOT_FOUND) {
                throw e;
            }
        }
        // Some hosts hand out only what a ref points to; then everything has to come.
        fetchEverything();
        if (!mirror.isWhole(pinned.commit())) {
            throw notFound();
        }
        mirror.keep(wish, pinned);
        return pinned;
    }

    private Revision fetchAbbreviated() throws GitException, IOException {
        Optional<Revision> known = mirror.last(wish);
        if (known.isPresent()) {
            return known.get();
        }
        fetchEverything();
        String commit = mirror.commitBeginning(wish.text()).orElseThrow(this::notFound);
        Revision revision = new Revision(commit, commit);
        mirror.keep(wish, revision);
        return revision;
    }

    private void fetchEverything() throws GitException, IOException {
        try (Exchange exchange = remote.ask(mirror, true, "refs/heads/", "refs/tags/")) {
            if (!everythingAt.isEmpty() && everythingAt.equals(Set.copyOf(exchange.refs()))) {
                return;
            }
        }
        // What a shallow mirror lacks of its past, a deeper fetch would have to mend; begin anew.
        mirror.close();
        mirror = Mirror.anew(directory, access.url());
        everythingAt = Set.of();
        try (Exchange exchange = remote.ask(mirror, true, "refs/heads/", "refs/tags/")) {
            List<String> commits =
                    exchange.refs().stream()
                            .filter(ref -> ref.name().startsWith("refs/"))
                            .map(RemoteRef::commit)
                            .distinct()
                            .toList();
            if (!commits.isEmpty()) {
                exchange.fetch(commits, Optional.empty());
            }
            everythingAt = Set.copyOf(exchange.refs());
        }
    }

    private Revision receive(Exchange exchange, Revision revision)
            throws GitException, IOException {
        if (!mirror.isWhole(revision.commit())) {
            exchange.fetch(List.of(revision.commit()), mirror.base());
            if (!mirror.isWhole(revision.commit())) {
                throw new GitException(
                        Reason.CONNECTION_LOST,
                        access.url() + " sent a pack that lacks a part of " + revision,
                        "see whether `git fsck` passes on the other side");
            }
        }
        mirror.keep(wish, revision);
        mirror.tidy();
        return revision;
    }

    private GitException notFound() {
        return new GitException(
                Reason.REVISION_NOT_FOUND,
                access.url() + " has no revision '" + wish + "'",
                "push it, or correct targetRevision: a branch, a tag, a commit or a version range");
    }

    @Override
    public synchronized Optional<Revision> lastFetched() {
        return damaged ? Optional.empty() : mirror.last(wish);
    }

    @Override
    public synchronized FileTree tree(Revision revision) throws GitException {
        try {
            return new GitTree(
                    mirror.repository(), mirror.treeOf(revision.commit()), () -> damaged = true);
        } catch (IOException e) {
            damaged = true;
            throw mirrorBroken(e);
        }
    }

    static GitException mirrorBroken(IOException e) {
        return new GitException(
                Reason.MIRROR,
                "the mirror on this machine cannot be used: " + GitFailures.words(e),
                "see whether the disk is full and the directory is ours; the mirror itself may be"
                        + " deleted at any time",
                e);
    }

    @Override
    public synchronized void close() {
        remote.close();
        mirror.close();
        lock.close();
    }
}
