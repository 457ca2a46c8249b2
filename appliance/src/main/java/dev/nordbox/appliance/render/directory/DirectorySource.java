package dev.nordbox.appliance.render.directory;

import dev.nordbox.appliance.render.RenderException;
import java.util.List;

/**
 * Which files of a directory count.
 *
 * @param recurse whether directories below count as well
 * @param include glob on the path relative to the directory; {@code ""} for all
 * @param exclude glob of what does not count, stronger than {@code include}; {@code ""} for none
 * @param anyName whether the globs alone decide, not the ending of a name
 * @param hidden whether what has a name with a dot in front counts, as it does in Argo CD
 * @param maxBytes size of all files together
 */
public record DirectorySource(
        boolean recurse,
        String include,
        String exclude,
        boolean anyName,
        boolean hidden,
        long maxBytes) {
    /** Argo CD's own limit. */
    public static final long DEFAULT_MAX_BYTES = 10_000_000;

    /** The manifests of one directory, none below it. */
    public static final DirectorySource DEFAULT = of(false, "", "");

    /**
     * All manifests of a repository, which Argo CD never reads in this way. What is hidden, such as
     * CI workflows, is for other tools, and so is our own configuration.
     */
    public static final DirectorySource REPOSITORY =
            new DirectorySource(true, "", "nordbox.yaml", false, false, DEFAULT_MAX_BYTES);

    /** With the default limit. */
    public static DirectorySource of(boolean recurse, String include, String exclude) {
        return new DirectorySource(recurse, include, exclude, false, true, DEFAULT_MAX_BYTES);
    }

    /** The same with every name, whatever its ending. */
    public DirectorySource withAnyName() {
        return new DirectorySource(recurse, include, exclude, true, hidden, maxBytes);
    }

    /**
     * Whether somebody asked for plain manifests, whatever else lies in the directory: Argo CD's
     * {@code ExplicitType}, which takes a block that says nothing for an absent one.
     */
    public boolean isExplicit() {
        return recurse || !include.isEmpty() || !exclude.isEmpty() || anyName;
    }

    /**
     * @throws RenderException when a glob is none; rendering would say so as well
     */
    public void check() throws RenderException {
        for (String glob : List.of(include, exclude)) {
            if (!glob.isEmpty()) {
                Glob.compile(glob);
            }
        }
    }
}
