package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.RemoteRepository.Exchange;
import dev.nordbox.appliance.git.TargetRevision.RemoteRef;
import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@link GitSource} over a bare mirror. A poll asks once for all refs in question; a pack comes
 * only when the answer is a commit that is not here.
 */
public final class JGitSource implements GitSource {

    private final Path directory;
    private final MirrorRoom room;
    private final MirrorLock lock;
    private final WholeHistory history;
    private GitAccess access;
    private RemoteRepository remote;
    private Mirror mirror;
    private volatile boolean damaged;

    private JGitSource(
            GitAccess access,
            Path directory,
            MirrorRoom room,
            RemoteRepository remote,
            MirrorLock lock,
            Mirror mirror) {
        this.access = access;
        this.directory = directory;
        this.room = room;
        this.remote = remote;
        this.lock = lock;
        this.mirror = mirror;
        this.history = WholeHistory.in(WholeHistory.beside(directory), access.url());
    }

    /** With as much room as one fetch may take at the most. */
    public static JGitSource open(GitAccess access, Path directory) throws GitException {
        return open(access, directory, MirrorRoom.of(FreeDisk.of(directory)));
    }

    /**
     * Opens the mirror, or makes an empty one; the other side is not called yet.
     *
     * @param directory of the mirror; it belongs to this source alone, and so do the {@code .lock}
     *     and {@code -history} beside it
     * @param room for the packs that come
     * @throws GitException when a key is unusable or the directory cannot be written
     */
    public static JGitSource open(GitAccess access, Path directory, MirrorRoom room)
            throws GitException {
        ClosedGitEnvironment.install();
        RemoteRepository remote = RemoteRepository.of(access, room);
        MirrorLock lock = MirrorLock.of(directory);
        try {
            return new JGitSource(
                    access, directory, room, remote, lock, Mirror.open(directory, access.url()));
        } catch (IOException e) {
            lock.close();
            throw mirrorBroken(e);
        }
    }

    /**
     * The same repository with another key, or by another URL, from now on. What is here stays.
     *
     * @throws GitException when the key is unusable; then nothing has changed
     */
    public synchronized void reachBy(GitAccess other) throws GitException {
        RemoteRepository next = RemoteRepository.of(other, room);
        remote.close();
        remote = next;
        access = other;
        try {
            mirror.isNowAt(other.url());
        } catch (IOException e) {
            throw mirrorBroken(e);
        }
    }

    @Override
    public synchronized Map<String, Answer> fetch(Set<String> wanted) throws GitException {
        Map<TargetRevision, Answer> answers =
                answers(wanted.stream().map(TargetRevision::new).collect(Collectors.toSet()));
        return wanted.stream()
                .collect(
                        Collectors.toMap(
                                text -> text, text -> answers.get(new TargetRevision(text))));
    }

    private Map<TargetRevision, Answer> answers(Set<TargetRevision> wishes) throws GitException {
        try {
            if (damaged) {
                mirror.close();
                mirror = Mirror.open(directory, access.url());
                history.forget();
                damaged = false;
            }
            boolean overKeptLogin = remote.overKeptLogin();
            try {
                return ask(wishes);
            } catch (GitException e) {
                remote.dropLogin();
                if (!overKeptLogin || e.reason() != Reason.CONNECTION_LOST) {
                    throw e;
                }
                return ask(wishes);
            }
        } catch (IOException e) {
            throw mirrorBroken(e);
        }
    }

    @Override
    public synchronized void keepOnly(Set<String> wanted) throws GitException {
        if (damaged) {
            return; // it is made anew, of what is asked for then
        }
        Set<TargetRevision> wishes =
                wanted.stream().map(TargetRevision::new).collect(Collectors.toSet());
        try {
            mirror.keepOnly(wishes);
            history.keepOnly(wishes);
        } catch (IOException e) {
            throw mirrorBroken(e);
        }
    }

    private Map<TargetRevision, Answer> ask(Set<TargetRevision> wishes)
            throws GitException, IOException {
        Map<TargetRevision, Answer> answers = new LinkedHashMap<>();
        askForNames(
                wishes.stream()
                        .filter(wish -> wish.pinned().isEmpty() && wish.canBeAsked())
                        .toList(),
                answers);
        for (TargetRevision wish : wishes) {
            if (!answers.containsKey(wish)) {
                answers.put(wish, askForCommit(wish));
            }
        }
        return answers;
    }

    /** One question for all names, and one pack for all that is new. */
    private void askForNames(List<TargetRevision> names, Map<TargetRevision, Answer> answers)
            throws GitException, IOException {
        if (names.isEmpty()) {
            return;
        }
        String[] prefixes =
                names.stream()
                        .flatMap(wish -> List.of(wish.refPrefixes()).stream())
                        .distinct()
                        .toArray(String[]::new);
        Map<TargetRevision, Revision> found = new LinkedHashMap<>();
        try (Exchange exchange = remote.ask(mirror, false, prefixes)) {
            List<RemoteRef> refs = exchange.refs();
            for (TargetRevision wish : names) {
                try {
                    wish.resolve(refs)
                            .map(ref -> new Revision(ref.commit(), ref.target()))
                            .ifPresent(revision -> found.put(wish, revision));
                } catch (GitException e) {
                    answers.put(wish, new Answer.Refused(e));
                }
            }
            receive(exchange, found);
        }
        found.forEach((wish, revision) -> answers.put(wish, new Answer.Found(revision)));
    }

    /** No name of a ref: a commit, the beginning of one, or nothing. */
    private Answer askForCommit(TargetRevision wish) throws IOException {
        try {
            Optional<Revision> known = wish.isCommit() ? lastFetched(wish) : Optional.empty();
            if (known.isPresent()) {
                return new Answer.Found(known.get());
            }
            Optional<Revision> pinned = wish.pinned();
            if (pinned.isPresent() && fetchPinned(wish, pinned.get())) {
                return new Answer.Found(pinned.get());
            }
            if (wish.isCommit()) {
                return new Answer.Found(
                        history.find(wish, remote, access.url()).orElseThrow(() -> notFound(wish)));
            }
            throw notFound(wish);
        } catch (GitException e) {
            return new Answer.Refused(e);
        }
    }

    /** Some hosts hand out only what a ref points to; then everything has to come. */
    private boolean fetchPinned(TargetRevision wish, Revision pinned)
            throws GitException, IOException {
        try (Exchange exchange = remote.ask(mirror, false, "refs/heads/")) {
            receive(exchange, Map.of(wish, pinned));
            return true;
        } catch (GitException e) {
            if (e.reason() != Reason.CONNECTION_LOST && e.reason() != Reason.REVISION_NOT_FOUND) {
                throw e;
            }
            return false;
        }
    }

    private void receive(Exchange exchange, Map<TargetRevision, Revision> found)
            throws GitException, IOException {
        Map<TargetRevision, Revision> news = new LinkedHashMap<>(found);
        news.entrySet().removeIf(e -> mirror.last(e.getKey()).equals(Optional.of(e.getValue())));
        Map<String, Revision> missing = new LinkedHashMap<>();
        news.values().forEach(revision -> missing.putIfAbsent(revision.commit(), revision));
        for (String commit : List.copyOf(missing.keySet())) {
            if (mirror.isWhole(commit)) {
                missing.remove(commit);
            }
        }
        if (!missing.isEmpty()) {
            exchange.fetch(missing.keySet(), mirror.bases());
        }
        for (Revision arrived : missing.values()) {
            if (!mirror.isWhole(arrived.commit())) {
                throw new GitException(
                        Reason.CONNECTION_LOST,
                        access.url() + " sent a pack that lacks a part of " + arrived,
                        "see whether `git fsck` passes on the other side");
            }
        }
        for (Map.Entry<TargetRevision, Revision> entry : news.entrySet()) {
            mirror.keep(entry.getKey(), entry.getValue());
        }
        if (!news.isEmpty()) {
            mirror.endAtKept();
        }
        if (!missing.isEmpty()) {
            mirror.tidy();
        }
    }

    private GitException notFound(TargetRevision wish) {
        return new GitException(
                Reason.REVISION_NOT_FOUND,
                access.url() + " has no revision '" + wish + "'",
                "push it, or correct targetRevision: a branch, a tag, a commit or a version range");
    }

    @Override
    public synchronized Optional<Revision> lastFetched(String wanted) {
        return damaged ? Optional.empty() : lastFetched(new TargetRevision(wanted));
    }

    private Optional<Revision> lastFetched(TargetRevision wish) {
        return mirror.last(wish).or(() -> history.last(wish));
    }

    @Override
    public synchronized FileTree tree(Revision revision) throws GitException {
        try {
            Mirror holder =
                    mirror.has(revision.commit())
                            ? mirror
                            : history.holding(revision.commit()).orElse(mirror);
            return new GitTree(
                    holder.repository(), holder.treeOf(revision.commit()), () -> damaged = true);
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

    /**
     * Removes a mirror and all that stands beside it, if nobody has it open.
     *
     * @return whether it is gone
     */
    public static boolean remove(Path directory) throws IOException {
        try (MirrorLock lock = MirrorLock.of(directory)) {
            Mirror.deleteTree(directory);
            Mirror.deleteTree(WholeHistory.beside(directory));
            lock.removeWithFile(directory);
            return true;
        } catch (GitException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        remote.close();
        mirror.close();
        history.close();
        lock.close();
    }
}
