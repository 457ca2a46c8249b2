package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.Optional;
import java.util.function.Function;

/** A store whose renders are not what the files say, with a signature that is right: our defect. */
public final class WrongStore implements RenderStore {

    private final RenderStore store;
    private final Function<Manifest, Optional<Manifest>> wrong;

    private WrongStore(RenderStore store, Function<Manifest, Optional<Manifest>> wrong) {
        this.store = store;
        this.wrong = wrong;
    }

    /**
     * @param lost name of the object that is in no render of before
     */
    public static RenderStore without(String lost, RenderStore store) {
        return new WrongStore(
                store, manifest -> Optional.of(manifest).filter(m -> !m.key().name().equals(lost)));
    }

    /**
     * @param instead what each object of before is remembered as
     */
    public static RenderStore with(Function<Manifest, Manifest> instead, RenderStore store) {
        return new WrongStore(store, manifest -> Optional.of(instead.apply(manifest)));
    }

    @Override
    public Optional<byte[]> get(RenderKey key) {
        return store.get(key).flatMap(RenderCodec::decode).map(this::changed);
    }

    private byte[] changed(Render render) {
        return RenderCodec.encode(
                        new Render(
                                render.reads(),
                                render.files(),
                                render.manifests().stream()
                                        .flatMap(manifest -> wrong.apply(manifest).stream())
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
