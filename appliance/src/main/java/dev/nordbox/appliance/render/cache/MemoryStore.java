package dev.nordbox.appliance.render.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store in this process' memory: when it is full, what was not asked for longest goes first. */
public final class MemoryStore implements RenderStore {

    /** What the heap holds of an entry beside its bytes: key, node, headers. */
    private static final int OVERHEAD_BYTES = 256;

    private final long capacity;
    private final Map<RenderKey, byte[]> renders = new LinkedHashMap<>(64, 0.75f, true);
    private long used;

    /**
     * @param capacity in bytes, overhead included
     */
    public MemoryStore(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized Optional<byte[]> get(RenderKey key) {
        return Optional.ofNullable(renders.get(key));
    }

    @Override
    public synchronized void put(RenderKey key, byte[] render) {
        used -= cost(renders.remove(key));
        if (render.length + OVERHEAD_BYTES > capacity) {
            return;
        }
        renders.put(key, render);
        used += cost(render);
        Iterator<byte[]> eldest = renders.values().iterator();
        while (used > capacity) {
            used -= cost(eldest.next());
            eldest.remove();
        }
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    /** Bytes in use, for tests. */
    synchronized long used() {
        return used;
    }

    private static long cost(byte @Nullable [] render) {
        return render == null ? 0 : render.length + OVERHEAD_BYTES;
    }
}
