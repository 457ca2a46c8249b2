package dev.nordbox.appliance.render.kustomize.load;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.tree.FileTree;

/**
 * What a build may fetch from elsewhere. An implementation is an allow-list: it decides by host and
 * path, fetches, and refuses everything else.
 */
public interface RemoteResources {

    /** Refuses everything: what a build needs is in its tree. */
    RemoteResources NONE =
            new RemoteResources() {
                @Override
                public byte[] file(String url) throws RenderException {
                    throw refused(url);
                }

                @Override
                public FileTree repository(RepoSpec repository) throws RenderException {
                    throw refused(repository.raw());
                }
            };

    /** The content behind an {@code http} or {@code https} URL. */
    byte[] file(String url) throws RenderException;

    /** The tree of a Git repository at the reference that was asked for. */
    FileTree repository(RepoSpec repository) throws RenderException;

    /** The answer to what is not on the list. */
    static RemoteRefused refused(String url) {
        return new RemoteRefused(
                "remote resource '"
                        + url
                        + "' is refused: builds read their own tree only; commit a copy of it and"
                        + " refer to that");
    }
}
