package dev.nordbox.appliance.render;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Renders a directory again only when something changed that its last render read. A commit
 * elsewhere in the repository costs a look at the identities, and no render.
 *
 * <p>Several threads may render at once; two that want the same directory render it once, one after
 * the other.
 */
public final class RenderCache implements Renderer {

    private final Renderer renderer;
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger renders = new AtomicInteger();

    private record Rendered(RecordingTree.Reads reads, List<Manifest> manifests) {}

    /** What is remembered of one directory; guarded by itself. */
    private static final class Place {
        private Optional<Rendered> last = Optional.empty();
        private volatile boolean used;
    }

    public RenderCache(Renderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public List<Manifest> render(FileTree tree, String directory) throws RenderException {
        Place place = places.computeIfAbsent(directory, asked -> new Place());
        place.used = true;
        synchronized (place) {
            if (place.last.isPresent() && unchanged(place.last.get().reads(), tree)) {
                return place.last.get().manifests();
            }
            place.last = Optional.empty();
            RecordingTree recording = new RecordingTree(tree);
            renders.incrementAndGet();
            List<Manifest> manifests = List.copyOf(renderer.render(recording, directory));
            place.last = recording.reads().map(reads -> new Rendered(reads, manifests));
            return manifests;
        }
    }

    /** Forgets what nobody asked for since the last time: its directory may be gone for good. */
    public void forgetUnused() {
        places.values().removeIf(place -> !place.used);
        places.values().forEach(place -> place.used = false);
    }

    /** Whether nothing is remembered. */
    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** How often something was rendered, for the status and for tests. */
    public int renders() {
        return renders.get();
    }

    private static boolean unchanged(RecordingTree.Reads reads, FileTree tree) {
        try {
            return reads.sameIn(tree);
        } catch (IOException e) {
            return false; // the render will meet the same trouble, and say it
        }
    }
}
