package dev.nordbox.appliance.render.cache;

import java.util.Optional;

/**
 * Keeps renders for the next time, if it can. Nothing rests on it: it may forget what it likes when
 * it likes, and a value that is not what was put is never given out. So neither method throws or
 * takes longer than a fraction of a second.
 */
public interface RenderStore {

    /** Keeps nothing. */
    RenderStore NONE =
            new RenderStore() {
                @Override
                public Optional<byte[]> get(RenderKey key) {
                    return Optional.empty();
                }

                @Override
                public void put(RenderKey key, byte[] render) {}

                @Override
                public Optional<String> problem() {
                    return Optional.empty();
                }
            };

    Optional<byte[]> get(RenderKey key);

    /** Returns at once; what does not fit is let go. */
    void put(RenderKey key, byte[] render);

    /** Why it keeps nothing at present, and what to do, for people; empty when all is well. */
    Optional<String> problem();
}
