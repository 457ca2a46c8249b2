package dev.nordbox.appliance.render.cache;

import java.util.Optional;

/** A store whose renders lack an object, with a signature that is right: a defect of ours. */
public final class LossyStore implements RenderStore {

    private final RenderStore store;
    private final String lost;

    /**
     * @param lost name of the object that is in no render of before
     */
    public LossyStore(RenderStore store, String lost) {
        this.store = store;
        this.lost = lost;
    }

    @Override
    public Optional<byte[]> get(RenderKey key) {
        return store.get(key).flatMap(RenderCodec::decode).map(this::lossy);
    }

    private byte[] lossy(Render render) {
        return RenderCodec.encode(
                        new Render(
                                render.reads(),
                                render.files(),
                                render.manifests().stream()
                                        .filter(manifest -> !manifest.key().name().equals(lost))
                                        .toList()))
                .orElseThrow();
    }

    @Override
    public void put(RenderKey key, byte[] render) {
        store.put(key, render);
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }
}
