package dev.nordbox.appliance.render.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What holds for every store that is well. */
public abstract class RenderStoreContract {

    private static final RenderKey KEY = RenderKey.of("program", "options", "apps/web", "tree");

    protected abstract RenderStore store();

    /** The key of a render, for stores elsewhere. */
    protected static RenderKey key(String directory) {
        return RenderKey.of("program", "options", directory, "tree");
    }

    @Test
    void whatWasNeverPutIsNotThere() {
        assertThat(store().get(KEY)).isEmpty();
        assertThat(store().problem()).isEmpty();
    }

    @Test
    void whatWasPutComesBackByteForByte() {
        byte[] bytes = {0, -1, 13, 10, 36, 42};
        RenderStore store = store();

        store.put(KEY, bytes);

        await().untilAsserted(() -> assertThat(store.get(KEY)).contains(bytes));
    }

    @Test
    void theLastOneCountsAndKeysDoNotMix() {
        RenderStore store = store();

        store.put(KEY, bytes("old"));
        store.put(KEY, bytes("new"));
        store.put(key("apps/api"), bytes("another"));

        await().untilAsserted(() -> assertThat(store.get(KEY)).contains(bytes("new")));
        await().untilAsserted(
                        () -> assertThat(store.get(key("apps/api"))).contains(bytes("another")));
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
