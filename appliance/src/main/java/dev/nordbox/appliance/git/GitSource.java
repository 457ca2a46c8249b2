package dev.nordbox.appliance.git;

import dev.nordbox.appliance.tree.FileTree;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A repository and the revisions of it that are wanted: branches, tags, commits, version ranges,
 * each as Argo CD reads a {@code targetRevision}. What arrived last stays readable while the
 * repository cannot be reached, and after a restart.
 */
public interface GitSource extends AutoCloseable {

    /** What the repository says of one wanted revision. */
    sealed interface Answer {

        /** The commit that it is now, which is here. */
        record Found(Revision revision) implements Answer {}

        /** Why it cannot be had, while others of the repository can. */
        record Refused(GitException why) implements Answer {}
    }

    /**
     * Asks the repository once which commits the wanted revisions are now, and fetches what is not
     * here yet. Costs one exchange and no disk while nothing has changed.
     *
     * @return an answer for each
     * @throws GitException what is in the way of all of them; what was found last stays readable
     */
    Map<String, Answer> fetch(Set<String> wanted) throws GitException;

    /**
     * What the revision was in the last {@link #fetch} that found it, which may lie before a
     * restart. Empty also when reading has found the mirror damaged: then only the next {@link
     * #fetch} brings it back.
     */
    Optional<Revision> lastFetched(String wanted);

    /**
     * Forgets the other revisions. Only whoever knows of all that are wanted can say so: after a
     * restart they are named one by one, and one that is named late may be needed while the
     * repository is out of reach.
     *
     * @throws GitException when the mirror cannot be written
     */
    void keepOnly(Set<String> wanted) throws GitException;

    /**
     * The files of a revision that {@link #fetch} returned. It can be read from several threads
     * until the source is closed.
     */
    FileTree tree(Revision revision) throws GitException;

    @Override
    void close();
}
