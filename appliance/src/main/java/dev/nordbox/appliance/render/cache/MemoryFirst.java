package dev.nordbox.appliance.render.cache;

import java.util.Optional;

/** Asks this process' memory before a store that outlives it, and keeps everything in both. */
public final class MemoryFirst implements RenderStore {

    private final RenderStore memory;
    private final RenderStore lasting;

    public MemoryFirst(RenderStore memory, RenderStore lasting) {
        this.memory = memory;
        this.lasting = lasting;
    }

    @Override
    public Optional<byte[]> get(RenderKey key) {
        Optional<byte[]> near = memory.get(key);
        if (near.isPresent()) {
            return near;
        }
        Optional<byte[]> far = lasting.get(key);
        far.ifPresent(render -> memory.put(key, render));
        return far;
    }

    @Override
    public void put(RenderKey key, byte[] render) {
        memory.put(key, render);
        lasting.put(key, render);
    }

    @Override
    public Optional<String> problem() {
        return lasting.problem();
    }
}
