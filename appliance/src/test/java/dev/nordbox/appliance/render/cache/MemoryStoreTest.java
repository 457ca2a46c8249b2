package dev.nordbox.appliance.render.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryStoreTest extends RenderStoreContract {

    private final MemoryStore store = new MemoryStore(10_000);

    @Override
    protected RenderStore store() {
        return store;
    }

    @Test
    void whatWasNotAskedForLongestGoesFirst() {
        for (int i = 0; i < 5; i++) {
            store.put(key("apps/" + i), new byte[1_500]);
        }
        store.get(key("apps/0"));
        store.put(key("apps/5"), new byte[1_500]);

        assertThat(store.get(key("apps/0"))).isPresent();
        assertThat(store.get(key("apps/1"))).isEmpty();
        assertThat(store.get(key("apps/5"))).isPresent();
    }

    @Test
    void itNeverHoldsMoreThanItMay() {
        for (int i = 0; i < 500; i++) {
            store.put(key("apps/" + i % 40), new byte[i * 37 % 9_000]);
            assertThat(store.used()).isLessThanOrEqualTo(10_000);
        }
        store.put(key("huge"), new byte[20_000]);
        assertThat(store.get(key("huge"))).isEmpty();
    }

    @Test
    void aValueTooLargeReplacesTheOneOfBeforeByNothing() {
        store.put(key("apps/web"), bytes("old"));
        store.put(key("apps/web"), new byte[20_000]);

        assertThat(store.get(key("apps/web"))).isEmpty();
        assertThat(store.used()).isZero();
    }

    @Test
    void whatALastingStoreHadIsAskedOfItOnce() {
        MemoryStore lasting = new MemoryStore(10_000);
        lasting.put(key("apps/web"), bytes("render"));
        MemoryFirst both = new MemoryFirst(store, lasting);

        assertThat(both.get(key("apps/web"))).contains(bytes("render"));
        assertThat(store.get(key("apps/web"))).contains(bytes("render"));

        both.put(key("apps/api"), bytes("new"));
        assertThat(lasting.get(key("apps/api"))).contains(bytes("new"));
    }
}
