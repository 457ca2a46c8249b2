package dev.nordbox.appliance.application;

import dev.nordbox.appliance.render.RenderCache;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads what a revision of the repository wants: its Applications, or the repository itself as one.
 *
 * <ul>
 *   <li>A path is given, or the root has a kustomization: that directory is rendered. Applications
 *       among the result are followed; the other objects make an application of their own, named
 *       after the repository.
 *   <li>Neither: the whole repository is searched for Applications ({@link ApplicationScan}). Files
 *       outside their paths are left alone.
 *   <li>There are none: all manifests of the repository are one application.
 * </ul>
 *
 * Applications that an Application's own path holds are followed too. Keeps what the last revision
 * used, by identity, for the next one; not thread safe.
 */
public final class ApplicationRepository {

    private final String path;
    private final Function<DirectorySource, Renderer> renderers;
    private final Map<DirectorySource, RenderCache> caches = new HashMap<>();
    private final ApplicationScan scan = new ApplicationScan();

    /**
     * @param path directory to start from, {@code ""} for the root
     * @param renderers gives the renderer of an application's path: by Kustomize where there is a
     *     kustomization, else the plain directory with these options
     */
    public ApplicationRepository(String path, Function<DirectorySource, Renderer> renderers) {
        this.path = path;
        this.renderers = renderers;
    }

    /** Never fails: what cannot be read is part of the answer. */
    public DesiredState read(FollowedRevision followed, FileTree tree) {
        RevisionReading reading = new RevisionReading(followed, tree, this::renderer, scan);
        try {
            String root =
                    RepositoryPath.normal(path)
                            .orElseThrow(
                                    () ->
                                            new RenderException(
                                                    "the path '"
                                                            + path
                                                            + "' must stay inside the repository"));
            reading.start(root);
            caches.values().forEach(RenderCache::forgetUnused);
            caches.values().removeIf(RenderCache::isEmpty);
        } catch (RenderException e) {
            reading.cannotRead(e.getMessage());
        } catch (IOException e) {
            reading.cannotRead("the repository cannot be read: " + e.getMessage());
        }
        return reading.state(RepositoryPath.normal(path).orElse(path));
    }

    private Renderer renderer(DirectorySource options) {
        return caches.computeIfAbsent(options, asked -> new RenderCache(renderers.apply(asked)));
    }
}
