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
 * Renders a directory by what is in it, as Argo CD decides it: with a kustomization file by
 * Kustomize, else as plain manifests.
 */
public final class RepositoryRenderer implements Renderer {

    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final Renderer kustomize =
            new KustomizeRenderer(new Kustomize(), BuildOptions.defaults());
    private final Renderer plain;

    /**
     * @param plain which files count where there is no kustomization
     */
    public RepositoryRenderer(DirectorySource plain) {
        this.plain = new DirectoryRenderer(plain);
    }

    @Override
    public List<Manifest> render(FileTree tree, String directory) throws RenderException {
        try {
            String resolved = existing(tree, directory);
            for (String name : KUSTOMIZATIONS) {
                if (TreePaths.resolve(tree, resolved, name).isPresent()) {
                    return kustomize.render(tree, resolved);
                }
            }
            return plain.render(tree, resolved);
        } catch (IOException e) {
            throw new RenderException("'" + directory + "' cannot be read: " + e.getMessage(), e);
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
