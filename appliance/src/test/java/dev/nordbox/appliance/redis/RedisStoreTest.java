package dev.nordbox.appliance.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.fppt.jedismock.RedisServer;
import dev.nordbox.appliance.render.cache.RenderKey;
import dev.nordbox.appliance.render.cache.RenderStore;
import dev.nordbox.appliance.render.cache.RenderStoreContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

class RedisStoreTest extends RenderStoreContract {

    private static final byte[] SECRET =
            "a secret of thirty-two bytes ...".getBytes(StandardCharsets.US_ASCII);
    private static final RenderKey KEY = key("apps/poisoned");

    private RedisServer server;
    private RedisStore store;

    @BeforeEach
    void start() throws Exception {
        server = RedisServer.newRedisServer().start();
        store = store(SECRET);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        server.stop();
    }

    @Override
    protected RenderStore store() {
        return store;
    }

    private RedisStore store(byte[] secret) {
        return new RedisStore(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getBindPort()),
                secret,
                Duration.ofSeconds(10),
                System::nanoTime);
    }

    static List<UnaryOperator<byte[]>> poisons() {
        return List.of(
                value -> new byte[0],
                value -> new byte[] {1},
                value -> Arrays.copyOf(value, value.length - 1),
                value -> Arrays.copyOf(value, value.length + 1),
                value -> Arrays.copyOf(value, 33),
                value -> flipped(value, 0),
                value -> flipped(value, 1),
                value -> flipped(value, value.length - 1),
                value -> "something else".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("poisons")
    void aValueThatWasChangedIsNoValueUntilItIsPutAgain(UnaryOperator<byte[]> poison) {
        String name = putAndName("render");

        try (Jedis other = other()) {
            byte[] key = name.getBytes(StandardCharsets.US_ASCII);
            other.set(key, poison.apply(other.get(key)));
        }

        assertThat(store.get(KEY)).isEmpty();
        assertThat(store.problem()).isEmpty();
        store.put(KEY, bytes("render"));
        await().untilAsserted(() -> assertThat(store.get(KEY)).contains(bytes("render")));
    }

    @Test
    void aValueOfAnotherTypeIsNoValue() {
        String name = putAndName("render");
        try (Jedis other = other()) {
            other.del(name);
            other.lpush(name, "a", "b");
        }

        assertThat(store.get(KEY)).isEmpty();
        assertThat(store.problem()).isEmpty();
    }

    @Test
    void aValueThatWasMovedToAnotherKeyIsNoValue() {
        String name = putAndName("render");
        store.put(key("apps/other"), bytes("other"));
        await().untilAsserted(() -> assertThat(store.get(key("apps/other"))).isPresent());

        try (Jedis other = other()) {
            String another =
                    other.keys("*").stream().filter(n -> !n.equals(name)).findFirst().orElseThrow();
            other.rename(another, name);
        }

        assertThat(store.get(KEY)).isEmpty();
    }

    @Test
    void anotherControllersValuesAreNotSeen() {
        putAndName("render");
        try (RedisStore other =
                store("another secret of 32 bytes ....".getBytes(StandardCharsets.US_ASCII))) {
            assertThat(other.get(KEY)).isEmpty();
            other.put(KEY, bytes("theirs"));
            await().untilAsserted(() -> assertThat(other.get(KEY)).contains(bytes("theirs")));
        }
        assertThat(store.get(KEY)).contains(bytes("render"));
    }

    @Test
    void aNewProcessFindsWhatTheOldOnePut() {
        putAndName("render");
        store.close();

        store = store(SECRET);

        assertThat(store.get(KEY)).contains(bytes("render"));
    }

    @Test
    void valuesGoAwayByThemselvesOneDay() {
        String name = putAndName("render");
        try (Jedis other = other()) {
            assertThat(other.ttl(name)).isBetween(1L, Duration.ofDays(30).toSeconds());
        }
    }

    /** Puts, and finds what it is called there. */
    private String putAndName(String value) {
        store.put(KEY, bytes(value));
        await().untilAsserted(() -> assertThat(store.get(KEY)).contains(bytes(value)));
        try (Jedis other = other()) {
            Set<String> names = other.keys("nordbox:render:*");
            assertThat(names).hasSize(1);
            return names.iterator().next();
        }
    }

    private Jedis other() {
        return new Jedis(
                new HostAndPort("127.0.0.1", server.getBindPort()),
                DefaultJedisClientConfig.builder().autoNegotiateProtocol(false).build());
    }

    private static byte[] flipped(byte[] value, int at) {
        byte[] changed = value.clone();
        changed[at] ^= 1;
        return changed;
    }
}
