package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.RemoteRepository.Exchange;
import dev.nordbox.appliance.git.TargetRevision.RemoteRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A mirror of every commit, for what cannot be asked for by name: the beginning of a commit's id,
 * and commits at hosts that hand out only what a ref points to. Apart from the shallow mirror, so
 * that a commit that is nowhere to be found disturbs nobody.
 */
final class WholeHistory implements AutoCloseable {

    private final Path directory;
    private Optional<Mirror> mirror;

    /** What the refs were when all of them were fetched: the same refs have nothing more. */
    private Set<RemoteRef> everythingAt = Set.of();

    private WholeHistory(Path directory, Optional<Mirror> mirror) {
        this.directory = directory;
        this.mirror = mirror;
    }

    /** Where it lies. */
    static Path beside(Path mirror) {
        return mirror.resolveSibling(mirror.getFileName() + "-history");
    }

    /** What an earlier run has left, if it is whole. */
    static WholeHistory in(Path directory, GitUrl url) {
        return new WholeHistory(
                directory,
                Files.exists(directory) ? Mirror.openWhole(directory, url) : Optional.empty());
    }

    /** What the wish came down to, if it was found before. */
    Optional<Revision> last(TargetRevision wish) {
        return mirror.flatMap(whole -> whole.last(wish));
    }

    Optional<Mirror> holding(String commit) throws IOException {
        return mirror.isPresent() && mirror.get().has(commit) ? mirror : Optional.empty();
    }

    /**
     * Fetches everything, unless that has been done for the same refs, and looks for the commit.
     */
    Optional<Revision> find(TargetRevision wish, RemoteRepository remote, GitUrl url)
            throws GitException, IOException {
        fetchEverything(remote, url);
        Mirror whole = mirror.orElseThrow();
        Optional<Revision> found =
                whole.commitBeginning(wish.text()).map(commit -> new Revision(commit, commit));
        if (found.isPresent() && whole.isWhole(found.get().commit())) {
            whole.keep(wish, found.get());
            return found;
        }
        return Optional.empty();
    }

    private void fetchEverything(RemoteRepository remote, GitUrl url)
            throws GitException, IOException {
        if (mirror.isEmpty()) {
            mirror = Optional.of(Mirror.open(directory, url));
        }
        try (Exchange exchange = remote.ask(mirror.get(), true, "refs/heads/", "refs/tags/")) {
            if (!everythingAt.isEmpty() && everythingAt.equals(Set.copyOf(exchange.refs()))) {
                return;
            }
            List<String> commits =
                    exchange.refs().stream()
                            .filter(ref -> ref.name().startsWith("refs/"))
                            .map(RemoteRef::commit)
                            .distinct()
                            .toList();
            if (!commits.isEmpty()) {
                exchange.fetch(commits, known());
            }
            everythingAt = Set.copyOf(exchange.refs());
        }
    }

    private Set<ObjectId> known() {
        return everythingAt.stream()
                .map(ref -> ObjectId.fromString(ref.commit()))
                .collect(Collectors.toSet());
    }

    /** Without a wish that needs it, it goes. */
    void keepOnly(Set<TargetRevision> wishes) throws IOException {
        if (wishes.stream().anyMatch(TargetRevision::isCommit)) {
            if (mirror.isPresent()) {
                mirror.get().keepOnly(wishes);
            }
        } else if (mirror.isPresent() || Files.exists(directory)) {
            forget();
            Mirror.deleteTree(directory);
        }
    }

    /** What was read of it is damaged. */
    void forget() {
        mirror.ifPresent(Mirror::close);
        mirror = Optional.empty();
        everythingAt = Set.of();
    }

    @Override
    public void close() {
        forget();
    }
}
