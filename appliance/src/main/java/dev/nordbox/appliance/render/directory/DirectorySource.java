package dev.nordbox.appliance.render.directory;

import dev.nordbox.appliance.render.RenderException;
import java.util.List;

/**
 * Which files of a directory count.
 *
 * @param recurse whether directories below count as well
 * @param include glob on the path relative to the directory; {@code ""} for all
 * @param exclude glob of what does not count, stronger than {@code include}; {@code ""} for none
 * @param maxBytes size of all files together
 */
public record DirectorySource(boolean recurse, String include, String exclude, long maxBytes) {
    /** Argo CD's own limit. */
    public static final long DEFAULT_MAX_BYTES = 10_000_000;

    /** The manifests of one directory, none below it. */
    public static final DirectorySource DEFAULT =
            new DirectorySource(false, "", "", DEFAULT_MAX_BYTES);

    /** All of a directory's manifests, those below it too. */
    public static final DirectorySource RECURSE = of(true, "", "");

    /** With the default limit. */
    public static DirectorySource of(boolean recurse, String include, String exclude) {
        return new DirectorySource(recurse, include, exclude, DEFAULT_MAX_BYTES);
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
