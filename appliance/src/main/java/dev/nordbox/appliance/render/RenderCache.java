package dev.nordbox.appliance.render;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Renders a directory again only when something changed that its last render read. A commit
 * elsewhere in the repository costs a look at the identities, and no render.
 */
public final class RenderCache implements Renderer {

    private final Renderer renderer;
    private final Map<String, Rendered> last = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private int renders;

    private record Rendered(RecordingTree.Reads reads, List<Manifest> manifests) {}

    public RenderCache(Renderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public synchronized List<Manifest> render(FileTree tree, String directory)
            throws RenderException {
        used.add(directory);
        Rendered before = last.get(directory);
        if (before != null && unchanged(before.reads(), tree)) {
            return before.manifests();
        }
        last.remove(directory);
        RecordingTree recording = new RecordingTree(tree);
        renders++;
        List<Manifest> manifests = List.copyOf(renderer.render(recording, directory));
        Optional<RecordingTree.Reads> reads = recording.reads();
        reads.ifPresent(seen -> last.put(directory, new Rendered(seen, manifests)));
        return manifests;
    }

    /** Forgets what nobody asked for since the last time: its directory may be gone for good. */
    public synchronized void forgetUnused() {
        last.keySet().retainAll(used);
        used.clear();
    }

    /** Whether nothing is remembered. */
    public synchronized boolean isEmpty() {
        return last.isEmpty();
    }

    /** How often something was rendered, for the status and for tests. */
    public synchronized int renders() {
        return renders;
    }

    private static boolean unchanged(RecordingTree.Reads reads, FileTree tree) {
        try {
            return reads.sameIn(tree);
        } catch (IOException e) {
            return false; // the render will meet the same trouble, and say it
        }
    }
}
