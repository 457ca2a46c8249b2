package dev.nordbox.appliance.git;

import dev.nordbox.appliance.tree.FileTree;
import java.util.Optional;

/**
 * A repository and the revision of it that is wanted. The last revision that arrived stays readable
 * while the repository cannot be reached, and after a restart.
 */
public interface GitSource extends AutoCloseable {

    /**
     * Asks the repository which commit the wanted revision is now, and fetches it if it is not here
     * yet. Costs one exchange and no disk while nothing has changed.
     *
     * @throws GitException what is in the way; the revision of the last success stays readable
     */
    Revision fetch() throws GitException;

    /**
     * The revision of the last successful {@link #fetch}, which may lie before a restart. Empty
     * also when reading has found it damaged: then only the next {@link #fetch} brings it back.
     */
    Optional<Revision> lastFetched();

    /**
     * The files of a revision that {@link #fetch} returned. It can be read from several threads
     * until the source is closed.
     */
    FileTree tree(Revision revision) throws GitException;

    @Override
    void close();
}
