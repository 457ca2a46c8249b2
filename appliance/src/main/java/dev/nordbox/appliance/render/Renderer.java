package dev.nordbox.appliance.render;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.tree.FileTree;
import java.util.List;

/** Turns one directory of a tree into manifests. */
public interface Renderer {

    /**
     * @param directory path inside the tree, {@code ""} for its root
     * @throws RenderException when the directory cannot be rendered; never a partial result
     */
    List<Manifest> render(FileTree tree, String directory) throws RenderException;
}
