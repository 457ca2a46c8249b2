package dev.nordbox.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE / 2);
    private final RateLimit limit = new RateLimit(2, 2, now::get);

    @Test
    void threeAtOnceThenTwoASecond() {
        assertThat(allowed("a", 10)).isEqualTo(3);

        now.addAndGet(SECOND);
        assertThat(allowed("a", 10)).isEqualTo(2);

        now.addAndGet(10 * SECOND);
        assertThat(allowed("a", 10)).isEqualTo(3);
    }

    @Test
    void oneClientDoesNotUseUpWhatAnotherHas() {
        assertThat(allowed("a", 10)).isEqualTo(3);
        assertThat(allowed("b", 10)).isEqualTo(3);
    }

    @Test
    void manyClientsCostBoundedMemory() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(limit.allows("client " + i)).isTrue();
        }
        assertThat(allowed("client 99999", 10)).isEqualTo(2);
    }

    private int allowed(String client, int asked) {
        int allowed = 0;
        for (int i = 0; i < asked; i++) {
            allowed += limit.allows(client) ? 1 : 0;
        }
        return allowed;
    }
}
