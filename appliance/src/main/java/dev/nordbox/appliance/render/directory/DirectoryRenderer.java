package dev.nordbox.appliance.render.directory;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Renders a directory of plain manifests. Immutable and thread-safe. */
public final class DirectoryRenderer implements Renderer {
    private final DirectorySource source;

    public DirectoryRenderer(DirectorySource source) {
        this.source = source;
    }

    @Override
    public List<Manifest> render(FileTree tree, String directory) throws RenderException {
        try {
            List<Manifest> manifests = new ArrayList<>();
            for (ManifestFiles.ManifestFile file : ManifestFiles.find(tree, directory, source)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new RenderStopped("the render was cancelled");
                }
                String text = new String(tree.read(file.realPath()), StandardCharsets.UTF_8);
                manifests.addAll(ManifestFileReader.read(file.path(), text));
            }
            return List.copyOf(manifests);
        } catch (IOException e) {
            throw new RenderException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Manifests as a stream of YAML documents. */
    public static String toYaml(List<Manifest> manifests) throws RenderException {
        StringBuilder text = new StringBuilder();
        for (Manifest manifest : manifests) {
            text.append(text.isEmpty() ? "" : "---\n");
            text.append(YamlEmitter.emitValue(manifest.content()));
        }
        return text.toString();
    }
}
