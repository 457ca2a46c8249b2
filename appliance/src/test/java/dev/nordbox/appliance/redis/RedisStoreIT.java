package dev.nordbox.appliance.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.render.cache.RenderStore;
import dev.nordbox.appliance.render.cache.RenderStoreContract;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stores, on a real Redis behind a real Unix socket. */
class RedisStoreIT extends RenderStoreContract {

    @TempDir Path directory;
    private RedisProcess redis;
    private RedisStore store;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start(directory.resolve("redis.sock"));
        store = RedisStore.at(redis.socket(), new byte[32]);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        redis.close();
    }

    @Override
    protected RenderStore store() {
        return store;
    }

    @Test
    void itIsAskedAgainAfterARestartInWhichItLostEverything() throws Exception {
        store.put(key("apps/web"), bytes("render"));
        await().untilAsserted(() -> assertThat(store.get(key("apps/web"))).isPresent());

        redis.stop();
        assertThat(store.get(key("apps/web"))).isEmpty();
        assertThat(store.problem()).isPresent();

        redis.start();
        await().untilAsserted(
                        () -> {
                            store.put(key("apps/web"), bytes("again"));
                            assertThat(store.get(key("apps/web"))).contains(bytes("again"));
                        });
        assertThat(store.problem()).isEmpty();
    }

    @Test
    void whatDoesNotFitPushesTheOldestOutAndIsNoProblem() {
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        for (int i = 0; i < 48; i++) {
            store.put(key("apps/" + i), large);
            int last = i;
            await().untilAsserted(
                            () -> {
                                store.put(key("apps/" + last), large);
                                assertThat(store.get(key("apps/" + last))).contains(large);
                            });
        }

        assertThat(store.get(key("apps/0"))).isEmpty();
        assertThat(store.problem()).isEmpty();
    }

    @Test
    void ofAHugeValueOnlyTheBeginningIsSentAndItIsNone() throws Exception {
        String name = new SignedValues(new byte[32]).nameOf(key("apps/web").hex());
        try (RedisConnection other =
                new RedisConnection(UnixDomainSocketAddress.of(redis.socket()), 8 << 20)) {
            other.set(name, new byte[6 << 20], Duration.ofDays(1), Duration.ofSeconds(30));
        }

        assertThat(store.get(key("apps/web"))).isEmpty();
        assertThat(store.problem()).isEmpty();
    }

    @Test
    void aThousandRendersOfARestartArePutAndFound() {
        for (int i = 0; i < 1_000; i++) {
            store.put(key("apps/" + i), bytes("render " + i));
        }
        await().untilAsserted(
                        () -> assertThat(store.get(key("apps/999"))).contains(bytes("render 999")));
        // They are written one after the other: with the last all are there.
        for (int i = 0; i < 1_000; i++) {
            assertThat(store.get(key("apps/" + i))).contains(bytes("render " + i));
        }
    }
}
