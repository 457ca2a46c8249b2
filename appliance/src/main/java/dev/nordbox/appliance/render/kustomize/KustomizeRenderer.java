package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.tree.FileTree;
import java.util.List;

/** Renders directories that hold a kustomization file. */
public final class KustomizeRenderer implements Renderer {
    private final Kustomize kustomize;
    private final BuildOptions options;

    public KustomizeRenderer(Kustomize kustomize, BuildOptions options) {
        this.kustomize = kustomize;
        this.options = options;
    }

    @Override
    public List<Manifest> render(FileTree tree, String directory) throws RenderException {
        return kustomize.build(tree, directory, options).toManifests();
    }
}
