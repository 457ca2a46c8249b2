package dev.nordbox.appliance.render.repository;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.render.directory.DirectoryRenderer;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.kustomize.BuildOptions;
import dev.nordbox.appliance.render.kustomize.Kustomize;
import dev.nordbox.appliance.render.kustomize.KustomizeRenderer;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Renders a directory as Argo CD decides it: as plain manifests when the source says so, else by
 * what is in it. A kustomization file makes it a kustomization, a chart file a Helm chart, which is
 * refused.
 */
public final class RepositoryRenderer implements Renderer {

    private static final String CHART = "Chart.yaml";

    private final Renderer kustomize =
            new KustomizeRenderer(new Kustomize(), BuildOptions.defaults());
    private final DirectorySource source;
    private final Renderer plain;

    /**
     * @param source which files count of a directory of plain manifests
     */
    public RepositoryRenderer(DirectorySource source) {
        this.source = source;
        this.plain = new DirectoryRenderer(source);
    }

    @Override
    public List<Manifest> render(FileTree tree, String directory) throws RenderException {
        try {
            String resolved = existing(tree, directory);
            if (source.isExplicit()) {
                return plain.render(tree, resolved);
            }
            for (String name : Kustomize.FILE_NAMES) {
                if (TreePaths.resolve(tree, resolved, name).isPresent()) {
                    return kustomized(tree, resolved, name);
                }
            }
            if (TreePaths.resolve(tree, resolved, CHART).isPresent()) {
                throw new RenderException(
                        TreePaths.join(resolved, CHART)
                                + ": Helm charts are not rendered yet; put the rendered chart (helm"
                                + " template) into the repository, and name its directory");
            }
            return plain.render(tree, resolved);
        } catch (IOException e) {
            throw new RenderException("'" + directory + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** The original names no file where the one is at fault that it was started with. */
    private List<Manifest> kustomized(FileTree tree, String directory, String name)
            throws RenderException {
        try {
            return kustomize.render(tree, directory);
        } catch (RenderException e) {
            String file = TreePaths.join(directory, name);
            boolean named = e.getMessage().contains(directory.isEmpty() ? name : directory);
            throw named ? e : e.prefixed(file);
        }
    }

    private static String existing(FileTree tree, String directory)
            throws IOException, RenderException {
        Optional<String> resolved = TreePaths.resolve(tree, "", directory);
        boolean isDirectory =
                resolved.isPresent()
                        && (resolved.get().isEmpty()
                                || tree.entry(resolved.get()).orElseThrow().kind()
                                        == FileTree.Kind.DIRECTORY);
        if (!isDirectory) {
            throw new RenderException(
                    "'" + directory + "' is no directory of this revision; correct the path");
        }
        return resolved.get();
    }
}
