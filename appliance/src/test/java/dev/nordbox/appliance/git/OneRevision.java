package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitSource.Answer;
import dev.nordbox.appliance.tree.FileTree;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A source of which a test wants one revision. */
public final class OneRevision implements AutoCloseable {

    private final JGitSource source;
    private final String wish;

    private OneRevision(JGitSource source, String wish) {
        this.source = source;
        this.wish = wish;
    }

    public static OneRevision open(GitAccess access, String wish, Path directory)
            throws GitException {
        return new OneRevision(JGitSource.open(access, directory), wish);
    }

    static OneRevision open(GitAccess access, String wish, Path directory, MirrorRoom room)
            throws GitException {
        return new OneRevision(JGitSource.open(access, directory, room), wish);
    }

    public Revision fetch() throws GitException {
        Answer answer = source.fetch(Set.of(wish)).get(wish);
        if (answer instanceof Answer.Refused refused) {
            throw refused.why();
        }
        return ((Answer.Found) answer).revision();
    }

    public Optional<Revision> lastFetched() {
        return source.lastFetched(wish);
    }

    public FileTree tree(Revision revision) throws GitException {
        return source.tree(revision);
    }

    @Override
    public void close() {
        source.close();
    }
}
