package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all caches of a controller share: the store, and the count of what was really rendered. A
 * set of objects in which there is a Secret is never put into the store.
 */
public final class Renders {

    /** No render: a store need not know how to delete. */
    private static final byte[] NOTHING = {};

    private final RenderStore store;
    private final String program;
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong recalled = new AtomicLong();

    /**
     * @param program identifies the code that renders: another one may come to another result
     */
    public Renders(RenderStore store, String program) {
        this.store = store;
        this.program = program;
    }

    /** Nothing outlives its cache. */
    public static Renders notKept() {
        return new Renders(RenderStore.NONE, "");
    }

    /**
     * @param options all that the renderer's results depend on beside the files: records, lists,
     *     maps, texts, numbers
     */
    public RenderCache cache(Renderer renderer, Object options) {
        return new RenderCache(renderer, with(options));
    }

    /** How often something was rendered since the start. */
    public long made() {
        return made.get();
    }

    /** How often a render was spared since what is stored still held. */
    public long recalled() {
        return recalled.get();
    }

    /** Why nothing can be stored at present; see {@link RenderStore#problem}. */
    public Optional<String> problem() {
        return store.problem();
    }

    Kept with(Object options) {
        return new Kept(CanonicalText.of(options));
    }

    /** The store, for one set of options. */
    final class Kept {
        private final String options;

        private Kept(String options) {
            this.options = options;
        }

        void countRender() {
            made.incrementAndGet();
        }

        /** Empty unless all that the stored render has read is the same in this tree. */
        Optional<Render> recall(RenderKey key, FileTree tree) {
            Optional<Render> held =
                    store.get(key)
                            .flatMap(RenderCodec::decode)
                            .filter(render -> render.reads().sameIn(tree));
            held.ifPresent(render -> recalled.incrementAndGet());
            return held;
        }

        /** Another render takes the place of what was stored; if none may be, nothing does. */
        void forget(RenderKey key) {
            store.put(key, NOTHING);
        }

        void keep(RenderKey key, Render render) {
            if (render.manifests().stream().noneMatch(Renders::holdsSecret)) {
                RenderCodec.encode(render).ifPresent(bytes -> store.put(key, bytes));
            }
        }

        /** Empty for a tree that has no identities. */
        Optional<RenderKey> key(FileTree tree, String directory) {
            try {
                return tree.identity(directory)
                        .map(id -> RenderKey.of(program, options, directory, id));
            } catch (IOException e) {
                return Optional.empty(); // the render will meet the same trouble, and say it
            }
        }
    }

    private static boolean holdsSecret(Manifest manifest) {
        return holdsSecret(manifest.content());
    }

    /** Of any group, and inside of another object, too: as a list holds them. */
    private static boolean holdsSecret(Object value) {
        if (value instanceof Map<?, ?> map) {
            return "Secret".equals(map.get("kind"))
                    || "SecretList".equals(map.get("kind"))
                    || map.values().stream().anyMatch(Renders::holdsSecret);
        }
        return value instanceof List<?> list && list.stream().anyMatch(Renders::holdsSecret);
    }
}
