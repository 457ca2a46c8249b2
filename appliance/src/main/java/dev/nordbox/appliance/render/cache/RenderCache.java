package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.tree.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Renders a directory again only when something changed that its last render read. A commit
 * elsewhere in the repository costs a look at the identities, and no render. What this process has
 * not rendered itself it takes from the store ({@link Renders}), on the same condition.
 *
 * <p>Several threads may render at once; two that want the same directory render it once, one after
 * the other.
 */
public final class RenderCache implements Renderer {

    private final Renderer renderer;
    private final Renders.Kept store;
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger renders = new AtomicInteger();

    /** What is remembered of one directory; guarded by itself. */
    private static final class Place {
        private Optional<Render> last = Optional.empty();
        private Optional<Own> own = Optional.empty();
        private volatile boolean used;
    }

    /** What this process has made from the files itself, and in which directories. */
    private record Own(Reach reach, List<Manifest> manifests) {}

    /** One that keeps nothing beyond its own life. */
    public RenderCache(Renderer renderer) {
        this(renderer, Renders.notKept().with(Map.of()));
    }

    RenderCache(Renderer renderer, Renders.Kept store) {
        this.renderer = renderer;
        this.store = store;
    }

    @Override
    public List<Manifest> render(FileTree tree, String directory) throws RenderException {
        return render(tree, directory, Recall.TRUSTED).manifests();
    }

    /**
     * @throws RenderException as {@link #render(FileTree, String)}; then it is not known what is
     *     remembered of the directory, and nothing is
     */
    public Rendering render(FileTree tree, String directory, Recall recall) throws RenderException {
        Place place = places.computeIfAbsent(directory, asked -> new Place());
        place.used = true;
        synchronized (place) {
            if (recall != Recall.REPLACED
                    && place.own.filter(o -> o.reach.sameIn(tree)).isPresent()) {
                return new Rendering(place.own.get().manifests(), Recall.OWN);
            }
            boolean trusted = recall == Recall.TRUSTED;
            if (trusted && place.last.filter(last -> last.reads().sameIn(tree)).isPresent()) {
                return new Rendering(place.last.get().manifests(), Recall.TRUSTED);
            }
            Optional<RenderKey> key = store.key(tree, directory);
            place.own = Optional.empty();
            place.last =
                    trusted ? key.flatMap(stored -> store.recall(stored, tree)) : Optional.empty();
            if (place.last.isPresent()) {
                return new Rendering(place.last.get().manifests(), Recall.TRUSTED);
            }
            if (!trusted) {
                key.ifPresent(store::forget);
            }
            ReachingTree reaching = new ReachingTree(tree);
            RecordingTree recording = new RecordingTree(reaching);
            renders.incrementAndGet();
            store.countRender();
            List<Manifest> manifests = List.copyOf(renderer.render(recording, directory));
            place.own = reaching.reach().map(reach -> new Own(reach, manifests));
            place.last =
                    recording.reads().map(reads -> new Render(reads, recording.files(), manifests));
            place.last.ifPresent(render -> key.ifPresent(missing -> store.keep(missing, render)));
            return new Rendering(manifests, trusted ? Recall.OWN : recall);
        }
    }

    /** The files that what is remembered of a directory was made from; empty: nothing is. */
    public Optional<Set<String>> filesRead(String directory) {
        Place place = places.get(directory);
        if (place == null) {
            return Optional.empty();
        }
        synchronized (place) {
            return place.last.map(Render::files);
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
}
